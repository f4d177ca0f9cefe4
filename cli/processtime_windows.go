package cli

import (
	"time"

	"golang.org/x/sys/windows"
)

// processTime is how long this process has run, on all cores together. Windows counts
// it in steps of some 16 ms.
func processTime() time.Duration {
	var created, ended, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(windows.CurrentProcess(), &created, &ended, &kernel, &user); err != nil {
		return 0
	}
	ticks := func(f windows.Filetime) time.Duration { // of 100 ns
		return time.Duration(f.HighDateTime)<<32 | time.Duration(f.LowDateTime)
	}
	return 100 * (ticks(kernel) + ticks(user))
}
