//go:build !windows

package cli

import (
	"time"

	"golang.org/x/sys/unix"
)

// processTime is how long this process has run, on all cores together.
func processTime() time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
