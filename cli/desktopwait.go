package cli

import (
	"time"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// desktopWait waits for the desktop's events. All but wake is for the loop's goroutine.
type desktopWait interface {
	// until has the next wait end at a time at the latest.
	until(end time.Time)
	// wait returns when there are events, all of which are handled then, or at its end.
	wait()
	// wake ends a wait now. It may be called from any goroutine.
	wake()
	close()
}

// newDesktopWait is called when GLFW runs.
func newDesktopWait() desktopWait {
	if w := newX11Wait(); w != nil {
		return w
	}
	return &glfwWait{}
}

// glfwWait waits in GLFW, on every desktop.
type glfwWait struct{ end time.Time }

func (w *glfwWait) until(end time.Time) { w.end = end }
func (w *glfwWait) wait()               { glfw.WaitEventsTimeout(max(0, time.Until(w.end)).Seconds()) }
func (*glfwWait) wake()                 { glfw.PostEmptyEvent() }
func (*glfwWait) close()                {}
