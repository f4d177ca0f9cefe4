//go:build linux || freebsd || openbsd || netbsd

package hotkeys

import "os"

// newBackend asks the desktop under Wayland, and the X server elsewhere.
func newBackend(o Options, pressed func(string), told func([]Report)) backend {
	if o.Display == "" {
		o.Display = os.Getenv("DISPLAY")
	}
	if o.Portal || os.Getenv("WAYLAND_DISPLAY") != "" || o.Display == "" {
		return newPortal(o, pressed, told)
	}
	return newServer(o, pressed, told)
}
