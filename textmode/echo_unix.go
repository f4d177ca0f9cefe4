//go:build !windows

package textmode

import (
	"errors"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// silence has the terminal show nothing that is typed.
func silence(s *term.State) { s.Lflag &^= unix.ECHO }

// isHangUp reports whether an error says that the terminal's other end is gone.
func isHangUp(err error) bool { return errors.Is(err, unix.EIO) }
