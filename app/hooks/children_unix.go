//go:build unix

package hooks

import (
	"os/exec"
	"syscall"
)

// endWithChildren gives a program a process group of its own, so that its
// children end with it when its time is over.
func endWithChildren(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
