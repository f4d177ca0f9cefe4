// Package native asks the window system for what Fyne has no words for: a window
// that never takes the keyboard, where a window is, and a mark in the list of
// windows.
//
// A [Desktop] is used on the UI goroutine alone. What a system cannot do, its
// methods decline: only X11 and Windows let a program place a window beside the
// keyboard's focus. On Wayland, macOS and elsewhere every method reports false,
// and the caller has to find another way.
package native
