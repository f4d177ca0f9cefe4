//go:build !windows

package cli

// Elsewhere a program with a window has its shell's console too, and the shell
// waits for it.

func borrowConsole() {}

func returnConsole() {}
