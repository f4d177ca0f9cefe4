package cli

import (
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

// displayLimit bounds reaching a display on another machine.
const displayLimit = 3 * time.Second

// hasDisplay reports whether there is a display to show a window on. DISPLAY and
// WAYLAND_DISPLAY alone prove nothing: they survive in sessions whose display is
// gone. So what is behind them is tried.
func hasDisplay() bool { return waylandAnswers() || x11Answers() }

func waylandAnswers() bool {
	name := os.Getenv("WAYLAND_DISPLAY")
	if name == "" {
		return false
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), name)
	}
	return answers("unix", name)
}

// x11Name is a display's host and number (X(7), "Display names").
var x11Name = regexp.MustCompile(`^(?:[a-z]+/)?([^:]*):([0-9]+)(?:\.[0-9]+)?$`)

func x11Answers() bool {
	name := x11Name.FindStringSubmatch(os.Getenv("DISPLAY"))
	if name == nil {
		return false
	}
	host, number := name[1], name[2]
	if host == "" || host == "unix" {
		socket := "/tmp/.X11-unix/X" + number
		return answers("unix", socket) || answers("unix", "@"+socket) // a file, or an abstract one
	}
	n, err := strconv.Atoi(number)
	return err == nil && answers("tcp", net.JoinHostPort(host, strconv.Itoa(x11Port+n)))
}

// x11Port is the port of display 0 over TCP.
const x11Port = 6000

func answers(network, address string) bool {
	c, err := net.DialTimeout(network, address, displayLimit)
	if err != nil {
		return false
	}
	_ = c.Close()
	return true
}
