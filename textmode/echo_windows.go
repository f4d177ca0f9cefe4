package textmode

import (
	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/windows"
)

// silence has the terminal show nothing that is typed.
func silence(s *term.State) { s.Mode &^= windows.ENABLE_ECHO_INPUT }

// isHangUp reports whether an error says that the terminal's other end is gone.
func isHangUp(error) bool { return false }
