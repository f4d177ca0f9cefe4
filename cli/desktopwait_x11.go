//go:build linux && (x11 || !wayland)

package cli

// #cgo LDFLAGS: -lX11
// #include <X11/Xlib.h>
import "C"

import (
	"os"
	"syscall"
	"time"
	"unsafe"

	"github.com/go-gl/glfw/v3.4/glfw"
	"golang.org/x/sys/unix"
)

// x11Wait waits for the X server's events in Go's own way. In GLFW's the
// runtime's watcher looks every 20 µs to 10 ms whether the thread that waits is to be
// relieved of its processor, fifty times before it is, and that at each wait: it took
// a sixth of what the window costs while nothing happens.
type x11Wait struct {
	server *C.Display
	socket *os.File // another descriptor of the server's connection
	raw    syscall.RawConn
}

// newX11Wait returns nil where GLFW has another desktop than X11's, or the connection
// cannot be waited for.
func newX11Wait() desktopWait {
	if glfw.GetPlatform() != glfw.PlatformX11 {
		return nil
	}
	w := &x11Wait{server: (*C.Display)(unsafe.Pointer(glfw.GetX11Display()))}
	fd, err := unix.FcntlInt(uintptr(C.XConnectionNumber(w.server)), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return nil
	}
	w.socket = os.NewFile(uintptr(fd), "X server")
	if w.raw, err = w.socket.SyscallConn(); err == nil {
		err = w.socket.SetReadDeadline(time.Time{}) // refused where it cannot be waited for
	}
	if err != nil {
		_ = w.socket.Close()
		return nil
	}
	return w
}

func (w *x11Wait) until(end time.Time) { _ = w.socket.SetReadDeadline(end) }
func (w *x11Wait) wake()               { w.until(time.Unix(1, 0)) }
func (w *x11Wait) close()              { _ = w.socket.Close() }

func (w *x11Wait) wait() {
	if C.XPending(w.server) == 0 { // none that Xlib has read already; all requests are out
		_ = w.raw.Read(readable)
	}
	glfw.PollEvents()
}

// readable reports whether a descriptor has something to read.
func readable(fd uintptr) bool {
	look := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
	n, err := unix.Poll(look, 0)
	return err == nil && n > 0
}
