package desktop

import (
	"context"
	"slices"

	"github.com/godbus/dbus/v5"
)

// heard takes a signal. A signal can be sent to us by any program of the user's:
// only the one that shows our messages may answer calls.
func (m *messages) heard(ctx context.Context, sig *dbus.Signal) {
	switch {
	case sig == nil: // the bus is gone
		m.calls = nil
		m.forget()
	case sig.Sender == "org.freedesktop.DBus" && sig.Name == "org.freedesktop.DBus.NameOwnerChanged":
		m.ownerChanged(ctx, sig)
	case m.owner == "" || sig.Sender != m.owner:
	case sig.Name == notifyName+".ActionInvoked":
		m.invoked(sig)
	case sig.Name == notifyName+".NotificationClosed":
		m.closed(ctx, sig)
	}
}

// ownerChanged shows again what rings when another service took over.
func (m *messages) ownerChanged(ctx context.Context, sig *dbus.Signal) {
	var name, was, is string
	if dbus.Store(sig.Body, &name, &was, &is) != nil || name != notifyName || is == m.owner {
		return
	}
	m.forget()
	if is != "" {
		for _, r := range m.rings {
			m.show(ctx, r)
		}
	}
}

// invoked passes on what was chosen. The message of a call that is over is known
// no more, so nothing comes of it.
func (m *messages) invoked(sig *dbus.Signal) {
	var id uint32
	var key string
	if dbus.Store(sig.Body, &id, &key) != nil {
		return
	}
	i := slices.IndexFunc(m.shown, func(x message) bool { return x.is(id) })
	if i < 0 {
		return
	}
	switch key {
	case answerKey:
		m.chosen(m.shown[i].ring.ID, Answer)
	case declineKey:
		m.chosen(m.shown[i].ring.ID, Decline)
	}
}

// closed remembers that somebody put a message away, so that it does not come
// back.
func (m *messages) closed(ctx context.Context, sig *dbus.Signal) {
	var id, reason uint32
	if dbus.Store(sig.Body, &id, &reason) != nil {
		return
	}
	for i, x := range m.shown {
		if x.is(id) {
			if x.id != id {
				m.closeOne(ctx, x)
			}
			m.shown[i].id = 0
		}
	}
}
