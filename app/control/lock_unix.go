//go:build linux || darwin

package control

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock takes what one app of a profile holds as long as it lives; another gets
// ErrRunning. The system lets go of it however the holder ends, and the file
// stays, since removing it could take another's away.
func lock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, fmt.Errorf("control: %w", err)
	}
	switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		_ = f.Close()
		return nil, ErrRunning
	case err != nil:
		_ = f.Close()
		return nil, fmt.Errorf("control: lock: %w", err)
	}
	return f, nil
}
