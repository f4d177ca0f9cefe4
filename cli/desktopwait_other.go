//go:build !linux || (wayland && !x11)

package cli

// newX11Wait is for X11 alone.
func newX11Wait() desktopWait { return nil }
