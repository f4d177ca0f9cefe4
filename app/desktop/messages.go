package desktop

import (
	"context"
	"log/slog"
	"slices"

	"github.com/godbus/dbus/v5"
)

// The service of the Desktop Notifications Specification 1.2, §9.
const (
	notifyName = "org.freedesktop.Notifications"
	notifyPath = "/org/freedesktop/Notifications"
)

// messages shows a message for each ringing call.
type messages struct {
	bus    *bus
	log    *slog.Logger
	name   string
	id     string
	chosen func(string, Choice)

	rings []Ring
	shown []message
	// owner is the unique name of the service, empty when not known, and can what
	// it said that it can do.
	owner string
	can   []string
	calls chan *dbus.Signal
}

// message is one that is shown, or was until somebody closed it.
type message struct {
	ring Ring
	id   uint32 // 0 when it was closed while the call rings on
	// past are ids that it had. Somebody may press a button at the moment in which
	// the text changes: the service then shows the new text as another message.
	past []uint32
}

func (x message) is(id uint32) bool { return id != 0 && (x.id == id || slices.Contains(x.past, id)) }

// The keys of the buttons.
const (
	answerKey  = "answer"
	declineKey = "decline"
)

func (m *messages) signals() <-chan *dbus.Signal { return m.calls }

// follow shows what rings newly and closes what rings no more.
func (m *messages) follow(ctx context.Context, s State) {
	m.rings = s.Rings
	m.shown = slices.DeleteFunc(m.shown, func(x message) bool {
		if slices.ContainsFunc(m.rings, func(r Ring) bool { return r.ID == x.ring.ID }) {
			return false
		}
		m.closeOne(ctx, x)
		return true
	})
	for _, r := range m.rings {
		m.show(ctx, r)
	}
}

// show shows a ring, or what has changed of it.
func (m *messages) show(ctx context.Context, r Ring) {
	err := m.meet(ctx) // first: with another service, nothing is shown yet
	i := slices.IndexFunc(m.shown, func(x message) bool { return x.ring.ID == r.ID })
	if i < 0 {
		i = len(m.shown)
		m.shown = append(m.shown, message{ring: Ring{ID: r.ID}})
	} else if m.shown[i].id == 0 || m.shown[i].ring == r {
		return
	}
	x := &m.shown[i]
	x.ring = r
	if err == nil {
		was := x.id
		if x.id, err = m.notify(ctx, r, was); x.id != was && was != 0 {
			x.past = append(x.past, was)
		}
	}
	if err != nil {
		m.about(r).Info("no message of the desktop", "err", err)
	}
}

func (m *messages) notify(ctx context.Context, r Ring, replaces uint32) (id uint32, err error) {
	title, text := Plain(r.Title), Plain(r.Text)
	if slices.Contains(m.can, "body-markup") {
		text = escape(text)
	} else if !slices.Contains(m.can, "body") {
		title, text = title+": "+text, ""
	}
	var buttons []string
	if slices.Contains(m.can, "actions") {
		buttons = []string{answerKey, r.Answer}
		if r.Decline != "" {
			buttons = append(buttons, declineKey, r.Decline)
		}
	}
	urgency, category := byte(2), "call.incoming"
	if r.Calm {
		urgency, category = 1, "presence.online"
	}
	hints := map[string]dbus.Variant{
		"urgency": dbus.MakeVariant(urgency), "category": dbus.MakeVariant(category),
		"desktop-entry":  dbus.MakeVariant(m.id),
		"suppress-sound": dbus.MakeVariant(true), // it rings
		"transient":      dbus.MakeVariant(true),
	}
	const never = int32(0) // ends by itself
	c, err := m.bus.call(ctx, notifyName, notifyPath, notifyName+".Notify", m.name, replaces, m.id, title, text, buttons, hints, never)
	if err != nil {
		return 0, err
	}
	return id, c.Store(&id)
}

// meet finds out who shows messages and what it can do.
func (m *messages) meet(ctx context.Context) error {
	m.bus.fresh = m.listen
	if _, err := m.bus.get(); err != nil {
		return err
	}
	if m.owner != "" {
		return nil
	}
	c, err := m.bus.call(ctx, notifyName, notifyPath, notifyName+".GetCapabilities") // starts it, too
	if err != nil {
		return err
	}
	if err := c.Store(&m.can); err != nil {
		return err
	}
	m.owner, err = m.bus.owner(ctx, notifyName)
	return err
}

// listen asks a new connection for the service's signals.
func (m *messages) listen(conn *dbus.Conn) error {
	m.forget()
	m.calls = make(chan *dbus.Signal, 64)
	conn.Signal(m.calls)
	for _, options := range [][]dbus.MatchOption{
		{dbus.WithMatchSender(notifyName), dbus.WithMatchInterface(notifyName), dbus.WithMatchObjectPath(notifyPath)},
		{dbus.WithMatchSender("org.freedesktop.DBus"), dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, notifyName)},
	} {
		if err := conn.AddMatchSignal(options...); err != nil {
			return err
		}
	}
	return nil
}

// forget drops what was shown by a service that is gone.
func (m *messages) forget() {
	m.owner, m.can = "", nil
	m.shown = slices.DeleteFunc(m.shown, func(x message) bool { return x.id != 0 })
}

// about is the log for lines about a ring: a calm one is no call.
func (m *messages) about(r Ring) *slog.Logger {
	if r.Calm {
		return m.log
	}
	return m.log.With("call", r.ID)
}

// closeOne takes a message away. The service may have done so already.
func (m *messages) closeOne(ctx context.Context, x message) {
	if x.id == 0 {
		return
	}
	if _, err := m.bus.call(ctx, notifyName, notifyPath, notifyName+".CloseNotification", x.id); err != nil {
		m.about(x.ring).Debug("closing a message", "err", err)
	}
}

func (m *messages) close(ctx context.Context) {
	for _, x := range m.shown {
		m.closeOne(ctx, x)
	}
	m.bus.drop()
}
