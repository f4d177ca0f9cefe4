package desktop

import (
	"context"
	"log/slog"

	"github.com/godbus/dbus/v5"
)

// Whom the sentry listens to (systemd's org.freedesktop.login1, and NetworkManager's
// D-Bus reference).
const (
	logindName  = "org.freedesktop.login1"
	logindFace  = "org.freedesktop.login1.Manager"
	networkName = "org.freedesktop.NetworkManager"
	networkPath = "/org/freedesktop/NetworkManager"
)

// sentry hears that the computer has slept, or that its network is another one.
type sentry struct {
	bus  *bus
	log  *slog.Logger
	news func(why string)

	calls chan *dbus.Signal
}

func newSentry(b *bus, o Options, h Heard) *sentry {
	s := &sentry{bus: b, log: o.Logger, news: h.Network}
	b.fresh = s.listen
	return s
}

func (s *sentry) signals() <-chan *dbus.Signal { return s.calls }

// follow connects, at first and when the bus was gone.
func (s *sentry) follow(context.Context, State) {
	if _, err := s.bus.get(); err != nil {
		s.log.Debug("sleep and network are not heard of", "err", err)
	}
}

func (s *sentry) listen(conn *dbus.Conn) error {
	calls := make(chan *dbus.Signal, 64)
	conn.Signal(calls)
	for _, options := range [][]dbus.MatchOption{
		{dbus.WithMatchSender(logindName), dbus.WithMatchInterface(logindFace), dbus.WithMatchMember("PrepareForSleep")},
		{dbus.WithMatchSender(networkName), dbus.WithMatchInterface(networkName), dbus.WithMatchMember("StateChanged")},
		{dbus.WithMatchSender(networkName), dbus.WithMatchInterface(propsFace), dbus.WithMatchObjectPath(networkPath), dbus.WithMatchMember("PropertiesChanged")},
	} {
		if err := conn.AddMatchSignal(options...); err != nil {
			return err
		}
	}
	s.calls = calls
	return nil
}

// heard tells of the end of a sleep, and of a change of the connection that all goes
// through. Who sends a wrong one makes us look after a connection that is well.
func (s *sentry) heard(_ context.Context, sig *dbus.Signal) {
	switch {
	case sig == nil: // the bus is gone
		s.calls = nil
	case sig.Name == logindFace+".PrepareForSleep":
		var begins bool
		if dbus.Store(sig.Body, &begins) == nil && !begins {
			s.news("the computer has slept")
		}
	case sig.Name == networkName+".StateChanged":
		s.news("the network's state")
	case sig.Name == propsFace+".PropertiesChanged":
		var face string
		var changed map[string]dbus.Variant
		var gone []string
		if dbus.Store(sig.Body, &face, &changed, &gone) != nil || face != networkName {
			return
		}
		if _, ok := changed["PrimaryConnection"]; ok {
			s.news("another connection")
		}
	}
}

func (s *sentry) close(context.Context) { s.bus.drop() }
