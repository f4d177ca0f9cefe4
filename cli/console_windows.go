package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

var kernel32 = windows.NewLazySystemDLL("kernel32.dll")

var (
	procAttachConsole = kernel32.NewProc("AttachConsole")
	procFreeConsole   = kernel32.NewProc("FreeConsole")
)

// onLoan says that the console is that of who started us.
var onLoan bool

// borrowConsole gives offhook.exe, which as a program with a window has no console,
// the one that it was started from, so that commands print there. What goes into a
// file or a pipe stays so. offhook.com has a console of its own, or that of its
// shell.
func borrowConsole() {
	if works(os.Stdout) && works(os.Stderr) {
		return
	}
	const parent = ^uintptr(0) // ATTACH_PARENT_PROCESS
	if ok, _, _ := procAttachConsole.Call(parent); ok == 0 {
		return // started from the desktop
	}
	onLoan = true
	console, err := os.OpenFile("CONOUT$", os.O_RDWR, 0)
	if err != nil {
		return
	}
	if !works(os.Stdout) {
		os.Stdout = console
		_ = windows.SetStdHandle(windows.STD_OUTPUT_HANDLE, windows.Handle(console.Fd()))
	}
	if !works(os.Stderr) {
		os.Stderr = console
		_ = windows.SetStdHandle(windows.STD_ERROR_HANDLE, windows.Handle(console.Fd()))
	}
}

// returnConsole lets go of a borrowed console, before a window opens: the shell
// does not wait for us, and its Ctrl-C, or its end, would end a call.
func returnConsole() {
	if onLoan {
		_, _, _ = procFreeConsole.Call()
		onLoan = false
	}
}

// works tells that a stream leads somewhere.
func works(f *os.File) bool {
	kind, err := windows.GetFileType(windows.Handle(f.Fd()))
	return err == nil && kind != windows.FILE_TYPE_UNKNOWN
}
