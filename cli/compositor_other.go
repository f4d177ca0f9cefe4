//go:build !linux || (x11 && !wayland)

package cli

// compositorGone is never so where there is no Wayland.
func compositorGone() bool { return false }
