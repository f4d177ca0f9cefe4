package hooks

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// endWithChildren has a program of the command line open no window of its own. It
// ends alone: its children are theirs to end.
func endWithChildren(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NO_WINDOW}
}
