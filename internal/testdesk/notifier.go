package testdesk

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/godbus/dbus/v5"
)

const (
	notifierName = "org.freedesktop.Notifications"
	notifierPath = "/org/freedesktop/Notifications"
)

// Notifier is a desktop's service for messages (Desktop Notifications
// Specification), whose buttons a test presses. Safe for concurrent use.
type Notifier struct {
	conn *dbus.Conn
	can  []string

	mu    sync.Mutex // guards the rest
	last  uint32
	shown map[uint32]Message
	times int
}

// Message is one that is shown.
type Message struct {
	Title, Text string
	Buttons     []string // key, word, key, word, …
	Hints       map[string]any
}

// StartNotifier offers the service on the bus at address, with capabilities such
// as "actions" and "body".
func StartNotifier(address string, can ...string) (*Notifier, error) {
	conn, err := dbus.Connect(address)
	if err != nil {
		return nil, fmt.Errorf("testdesk: notifier: %w", err)
	}
	n := &Notifier{conn: conn, can: can, shown: map[uint32]Message{}}
	err = conn.Export(notifierMethods{n}, notifierPath, notifierName)
	if err == nil {
		var r dbus.RequestNameReply
		if r, err = conn.RequestName(notifierName, dbus.NameFlagDoNotQueue); err == nil && r != dbus.RequestNameReplyPrimaryOwner {
			err = fmt.Errorf("%s has an owner", notifierName)
		}
	}
	if err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("testdesk: notifier: %w", err)
	}
	return n, nil
}

// Close ends the service, as a crash would.
func (n *Notifier) Close() error { return n.conn.Close() }

// Shown are the messages by their ids.
func (n *Notifier) Shown() map[uint32]Message {
	n.mu.Lock()
	defer n.mu.Unlock()
	return maps.Clone(n.shown)
}

// IDs are those of the messages, oldest first.
func (n *Notifier) IDs() []uint32 { return slices.Sorted(maps.Keys(n.Shown())) }

// Times is how often a message was shown or changed.
func (n *Notifier) Times() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.times
}

// Press presses a button of a message, which closes it. A message that is gone
// can be pressed, too: the signal may be on its way when it goes.
func (n *Notifier) Press(id uint32, key string) error {
	if err := n.conn.Emit(notifierPath, notifierName+".ActionInvoked", id, key); err != nil {
		return fmt.Errorf("testdesk: notifier: %w", err)
	}
	return n.PutAway(id)
}

// PutAway closes a message as somebody does who wants to see no more of it.
func (n *Notifier) PutAway(id uint32) error { return n.remove(id, 2) }

// remove closes a message for a reason of the specification, §9.
func (n *Notifier) remove(id, reason uint32) error {
	n.mu.Lock()
	_, ok := n.shown[id]
	delete(n.shown, id)
	n.mu.Unlock()
	if !ok {
		return nil
	}
	if err := n.conn.Emit(notifierPath, notifierName+".NotificationClosed", id, reason); err != nil {
		return fmt.Errorf("testdesk: notifier: %w", err)
	}
	return nil
}

// notifierMethods are what programs call by the bus.
type notifierMethods struct{ n *Notifier }

// GetCapabilities tells what the service can do.
func (m notifierMethods) GetCapabilities() ([]string, *dbus.Error) { return m.n.can, nil }

// Notify shows a message, or changes one.
func (m notifierMethods) Notify(_ string, id uint32, _, title, text string, buttons []string, hints map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	n := m.n
	n.mu.Lock()
	defer n.mu.Unlock()
	n.times++
	if _, ok := n.shown[id]; !ok {
		n.last++
		id = n.last
	}
	x := Message{Title: title, Text: text, Buttons: buttons, Hints: map[string]any{}}
	for k, v := range hints {
		x.Hints[k] = v.Value()
	}
	n.shown[id] = x
	return id, nil
}

// CloseNotification closes a message for the program that showed it.
func (m notifierMethods) CloseNotification(id uint32) *dbus.Error {
	if err := m.n.remove(id, 3); err != nil {
		return dbus.MakeFailedError(err)
	}
	return nil
}
