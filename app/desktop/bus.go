package desktop

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
)

// callLimit is how long another program has to answer a call.
const callLimit = 3 * time.Second

// bus is a connection that is made when it is needed, and again when it is gone.
type bus struct {
	address string
	user    bool // the user's bus, where address is empty; else the system's

	mu   sync.Mutex // guards conn
	conn *dbus.Conn
	// fresh is called with a new connection; nil for nothing.
	fresh func(*dbus.Conn) error
}

// get is the connection.
func (b *bus) get() (*dbus.Conn, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.conn != nil && b.conn.Connected() {
		return b.conn, nil
	}
	b.hangUp()
	conn, err := b.dial()
	if err != nil {
		return nil, fmt.Errorf("desktop: %w", err)
	}
	if b.fresh != nil {
		if err := b.fresh(conn); err != nil {
			_ = conn.Close()
			return nil, fmt.Errorf("desktop: %w", err)
		}
	}
	b.conn = conn
	return conn, nil
}

func (b *bus) dial() (*dbus.Conn, error) {
	ordered := dbus.WithSignalHandler(dbus.NewSequentialSignalHandler())
	switch {
	case b.address != "":
		return dbus.Connect(b.address, ordered)
	case b.user:
		return dbus.ConnectSessionBus(ordered)
	}
	return dbus.ConnectSystemBus(ordered)
}

// drop closes the connection, which takes back what hangs on it.
func (b *bus) drop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hangUp()
}

func (b *bus) hangUp() {
	if b.conn != nil {
		_ = b.conn.Close()
		b.conn = nil
	}
}

// call calls a method of another program.
func (b *bus) call(ctx context.Context, dest, path, method string, args ...any) (*dbus.Call, error) {
	conn, err := b.get()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	c := conn.Object(dest, dbus.ObjectPath(path)).CallWithContext(ctx, method, 0, args...)
	if c.Err != nil {
		return nil, fmt.Errorf("desktop: %s: %w", method, c.Err)
	}
	return c, nil
}

// owner is the unique name of who has a well-known one.
func (b *bus) owner(ctx context.Context, name string) (owner string, err error) {
	c, err := b.call(ctx, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.GetNameOwner", name)
	if err != nil {
		return "", err
	}
	return owner, c.Store(&owner)
}
