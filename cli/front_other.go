//go:build !windows

package cli

// letInFront does nothing: the running app may come to the front by itself.
func letInFront() {}
