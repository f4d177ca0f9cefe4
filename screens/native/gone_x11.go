//go:build linux || freebsd || openbsd || netbsd

package native

// #include "x11.h"
import "C"

import "sync/atomic"

var displayGone atomic.Pointer[func()]

// OnDisplayGone has f called when the X server is gone, as it is when a session ends in
// which nobody asks programs to: Xlib then ends the program at once. f runs on the
// thread that has noticed it, the UI's as a rule, so nothing that waits for the UI may
// be waited for; the program ends when f returns. Without X11 f is never called.
func OnDisplayGone(f func()) {
	displayGone.Store(&f)
	C.native_watch_display()
}

//export native_display_gone
func native_display_gone() {
	if f := displayGone.Load(); f != nil {
		(*f)()
	}
}
