//go:build !windows

package media

import (
	"errors"
	"syscall"
)

// portTaken reports whether another port may succeed.
func portTaken(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.EACCES)
}
