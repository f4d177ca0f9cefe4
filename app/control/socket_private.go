//go:build unix

package control

import (
	"fmt"
	"os"
	"syscall"
)

// private checks that dir belongs to this user alone. In a shared temporary
// folder another user could have made it first.
func private(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("control: %w", err)
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || int(st.Uid) != os.Getuid() {
		return fmt.Errorf("control: %s belongs to somebody else", dir)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return os.Chmod(dir, 0o700)
	}
	return nil
}
