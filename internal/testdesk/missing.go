package testdesk

import (
	"fmt"
	"os/exec"
	"strings"
)

// MissingError says which programs a desk cannot do without are not installed.
type MissingError struct {
	Programs []string
	Packages []string // Debian's names, in the same order
}

// Error implements error.
func (e *MissingError) Error() string {
	return fmt.Sprintf("testdesk: not installed: %s (apt-get install %s, or packaging/install-deps.sh test)",
		strings.Join(e.Programs, ", "), strings.Join(e.Packages, " "))
}

// program is something that a desk runs, and Debian's package of it.
type program struct{ name, pkg string }

func needPrograms(o Options) error {
	need := []program{{"dbus-daemon", "dbus"}, {"dbus-send", "dbus"}}
	if !o.NoDisplay {
		need = append(need, program{"Xvfb", "xvfb"}, program{"openbox", "openbox"},
			program{"xdotool", "xdotool"}, program{"xwininfo", "x11-utils"})
	}
	if o.Keyring != KeyringAbsent {
		need = append(need, program{"gnome-keyring-daemon", "gnome-keyring"})
	}
	if !o.NoSound {
		need = append(need, program{"pulseaudio", "pulseaudio"},
			program{"pactl", "pulseaudio-utils"}, program{"parec", "pulseaudio-utils"},
			program{"pacat", "pulseaudio-utils"})
	}
	var e MissingError
	for _, p := range need {
		if _, err := exec.LookPath(p.name); err != nil {
			e.Programs = append(e.Programs, p.name)
			e.Packages = append(e.Packages, p.pkg)
		}
	}
	if len(e.Programs) > 0 {
		return &e
	}
	return nil
}
