//go:build !linux || (wayland && !x11)

package cli

import "time"

// desktopWait is for X11 alone; elsewhere GLFW waits.
type desktopWait struct{}

func newDesktopWait() *desktopWait { return nil }

func (*desktopWait) until(time.Time) {}
func (*desktopWait) wake()           {}
func (*desktopWait) wait()           {}
func (*desktopWait) close()          {}
