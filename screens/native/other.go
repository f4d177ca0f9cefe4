//go:build !windows && !linux && !freebsd && !openbsd && !netbsd

package native

import "image"

const paintsByShowing = false

func handleIn(any) uintptr { return 0 }

func aside(uintptr) bool { return false }

func move(uintptr, image.Point) bool { return false }

func where(uintptr) (image.Rectangle, bool) { return image.Rectangle{}, false }

func minimised(uintptr) bool { return false }

func room() (image.Rectangle, bool) { return image.Rectangle{}, false }

func placesWindows() bool { return false }

func minimise(uintptr) bool { return false }

func attention(uintptr, bool) bool { return false }

// OnDisplayGone does nothing here: no display goes away under a program.
func OnDisplayGone(func()) {}
