package desktop

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/godbus/dbus/v5"
)

// The desktop's service for such icons, and what of ours it looks at
// (StatusNotifierItem specification of freedesktop.org).
const (
	watcherName = "org.kde.StatusNotifierWatcher"
	watcherPath = "/StatusNotifierWatcher"
	itemFace    = "org.kde.StatusNotifierItem"
	itemPath    = "/StatusNotifierItem"
	menuFace    = "com.canonical.dbusmenu"
	menuPath    = "/StatusNotifierItem/Menu"
	propsFace   = "org.freedesktop.DBus.Properties"
)

// trayPart shows the icon where the desktop has a place for it.
type trayPart struct {
	bus   *bus
	log   *slog.Logger
	id    string
	there func(bool)
	shelf *shelf // what the desktop reads of us, on goroutines of the connection

	calls chan *dbus.Signal
	conn  *dbus.Conn // that the icon is offered on, nil for none
	// present is what was told last: the icon is shown; nil before that.
	present *bool
}

func newTrayPart(b *bus, o Options, h Heard) *trayPart {
	t := &trayPart{bus: b, log: o.Logger, id: o.ID, there: h.Tray, shelf: newShelf(o.ID, h.Picked)}
	b.fresh = t.listen
	return t
}

func (t *trayPart) signals() <-chan *dbus.Signal { return t.calls }

// follow shows the newest icon and menu.
func (t *trayPart) follow(ctx context.Context, s State) {
	if s.Tray.Icon == "" {
		t.gone()
		t.bus.drop() // the desktop takes an icon away with its connection
		return
	}
	news, err := t.shelf.put(s.Tray)
	if err != nil {
		t.log.Warn("the icon of the desktop", "err", err)
	}
	conn, err := t.bus.get()
	if err != nil {
		t.log.Debug("no icon of the desktop", "err", err)
		t.tell(false)
		return
	}
	if conn != t.conn {
		t.conn = conn
		t.register(ctx)
		return
	}
	for _, n := range news {
		if err := conn.Emit(n.path, n.name, n.body...); err != nil {
			t.log.Debug("the icon of the desktop", "err", err)
		}
	}
}

// listen offers our icon on a new connection, and asks for the service's signals.
func (t *trayPart) listen(conn *dbus.Conn) error {
	if err := t.shelf.export(conn); err != nil {
		return err
	}
	if _, err := conn.RequestName(t.name(), dbus.NameFlagDoNotQueue); err != nil {
		return err
	}
	calls := make(chan *dbus.Signal, 64)
	conn.Signal(calls)
	for _, options := range [][]dbus.MatchOption{
		{dbus.WithMatchSender(watcherName), dbus.WithMatchInterface(watcherName), dbus.WithMatchObjectPath(watcherPath)},
		{dbus.WithMatchSender("org.freedesktop.DBus"), dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, watcherName)},
	} {
		if err := conn.AddMatchSignal(options...); err != nil {
			return err
		}
	}
	t.calls = calls
	return nil
}

// name is what the specification has an icon called.
func (t *trayPart) name() string { return fmt.Sprintf("%s-%d-1", itemFace, os.Getpid()) }

// register puts the icon into the desktop's list, and finds out whether anything
// shows that list. The service is not started for it.
func (t *trayPart) register(ctx context.Context) {
	_, err := t.bus.owner(ctx, watcherName)
	if err == nil {
		_, err = t.bus.call(ctx, watcherName, watcherPath, watcherName+".RegisterStatusNotifierItem", t.name())
	}
	shows := true
	if err == nil {
		var c *dbus.Call
		c, err = t.bus.call(ctx, watcherName, watcherPath, propsFace+".Get", watcherName, "IsStatusNotifierHostRegistered")
		if err == nil {
			err = c.Store(&shows)
		}
	}
	if err != nil {
		t.log.Debug("no icon of the desktop", "err", err)
	}
	t.tell(err == nil && shows)
}

// heard follows the service and whatever shows its icons, as they come and go.
func (t *trayPart) heard(ctx context.Context, sig *dbus.Signal) {
	switch {
	case sig == nil: // the bus is gone
		t.gone()
	case sig.Sender == "org.freedesktop.DBus" && sig.Name == "org.freedesktop.DBus.NameOwnerChanged":
		var name, was, is string
		if dbus.Store(sig.Body, &name, &was, &is) != nil || name != watcherName {
			return
		}
		if is == "" {
			t.tell(false)
			return
		}
		t.register(ctx)
	case strings.HasPrefix(sig.Name, watcherName+".StatusNotifierHost"):
		t.register(ctx)
	}
}

func (t *trayPart) gone() {
	t.calls, t.conn = nil, nil
	t.tell(false)
}

// tell says whether the icon is shown, when that has changed.
func (t *trayPart) tell(on bool) {
	if t.present != nil && *t.present == on {
		return
	}
	t.present = &on
	t.there(on)
}

func (t *trayPart) close(context.Context) { t.bus.drop() }
