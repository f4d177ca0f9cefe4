//go:build linux || freebsd || openbsd || netbsd

package native

// #cgo LDFLAGS: -lX11 -ldl
// #include "x11.h"
import "C"

import (
	"image"
	"os"

	"fyne.io/fyne/v2/driver"
)

// paintsByShowing says that Fyne's Show, which paints at once, does no harm to the
// keyboard's focus: it asks the window manager for it, and that does not know
// windows that are set aside.
const paintsByShowing = true

// handleIn is the X11 window of a context. Under Wayland there is none.
func handleIn(context any) uintptr {
	c, _ := context.(driver.X11WindowContext)
	return c.WindowHandle
}

func aside(h uintptr) bool { return C.native_aside(C.ulong(h)) != 0 }

func move(h uintptr, to image.Point) bool {
	return C.native_move(C.ulong(h), C.int(to.X), C.int(to.Y)) != 0
}

func where(h uintptr) (image.Rectangle, bool) {
	var r C.native_rect
	ok := C.native_where(C.ulong(h), &r) != 0
	return rectangle(r), ok
}

func minimised(h uintptr) bool { return C.native_unmapped(C.ulong(h)) != 0 }

func room() (image.Rectangle, bool) {
	var monitor, work C.native_rect
	// Without a window manager GLFW takes the keyboard by itself.
	if C.native_managed() == 0 || C.native_monitor(&monitor) == 0 {
		return image.Rectangle{}, false
	}
	r := rectangle(monitor)
	if C.native_workarea(&work) != 0 {
		// One area for all monitors (EWMH, _NET_WORKAREA), so it may leave out
		// more than panels, but never all of a monitor.
		if free := r.Intersect(rectangle(work)); !free.Empty() {
			r = free
		}
	}
	return r, true
}

func minimise(h uintptr) bool { return C.native_minimise(C.ulong(h)) != 0 }

func attention(h uintptr, on bool) bool {
	var flag C.int
	if on {
		flag = 1
	}
	return C.native_attention(C.ulong(h), flag) != 0
}

// placesWindows guesses whether windows will be X11's, before there is one.
func placesWindows() bool { return os.Getenv("WAYLAND_DISPLAY") == "" }

func rectangle(r C.native_rect) image.Rectangle {
	return image.Rect(int(r.x), int(r.y), int(r.x+r.width), int(r.y+r.height))
}
