//go:build !unix

package hooks

import "os/exec"

// endWithChildren leaves it at the program alone.
func endWithChildren(*exec.Cmd) {}
