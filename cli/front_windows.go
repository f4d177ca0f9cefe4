package cli

import "golang.org/x/sys/windows"

// letInFront lets the running app come to the front. Windows permits that to the
// program that somebody has just started: this one.
func letInFront() {
	const anyProcess = ^uintptr(0) // ASFW_ANY
	_, _, _ = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow").Call(anyProcess)
}
