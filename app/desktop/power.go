package desktop

import (
	"context"
	"log/slog"
	"os"

	"github.com/godbus/dbus/v5"
)

// power keeps the computer from going to sleep, idle or off during a call, by
// locks of logind (org.freedesktop.login1, Inhibit). They are file descriptors:
// they end with the program, whatever happens to it.
type power struct {
	bus   *bus
	log   *slog.Logger
	name  string
	asked bool // for the locks of this call
	locks []*os.File
}

func (p *power) signals() <-chan *dbus.Signal        { return nil }
func (p *power) heard(context.Context, *dbus.Signal) {}

// follow takes the locks for a call, or gives them back. Each is asked for on its
// own: a system may permit only some.
func (p *power) follow(ctx context.Context, s State) {
	switch {
	case s.Awake == "":
		p.release()
	case !p.asked:
		p.asked = true
		for _, what := range []string{"sleep", "idle", "shutdown"} {
			if err := p.lock(ctx, what, s.Awake); err != nil {
				p.log.Debug("not held back", "what", what, "err", err)
			}
		}
	}
}

func (p *power) lock(ctx context.Context, what, why string) error {
	c, err := p.bus.call(ctx, "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager.Inhibit", what, p.name, why, "block")
	if err != nil {
		return err
	}
	var fd dbus.UnixFD
	if err := c.Store(&fd); err != nil {
		return err
	}
	p.locks = append(p.locks, os.NewFile(uintptr(fd), "inhibit "+what))
	return nil
}

func (p *power) release() {
	for _, f := range p.locks {
		_ = f.Close()
	}
	p.locks, p.asked = nil, false
	p.bus.drop() // nothing is kept for the time between calls
}

func (p *power) close(context.Context) { p.release() }
