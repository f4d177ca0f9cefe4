//go:build !linux

package cli

// hasDisplay reports whether there is a display to show a window on: on this
// system whoever can start a program has one.
func hasDisplay() bool { return true }
