package media

import (
	"errors"

	"golang.org/x/sys/windows"
)

// portTaken reports whether another port may succeed.
func portTaken(err error) bool {
	return errors.Is(err, windows.WSAEADDRINUSE) || errors.Is(err, windows.WSAEACCES)
}
