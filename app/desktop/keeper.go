package desktop

import (
	"context"
	"log/slog"

	"github.com/godbus/dbus/v5"
)

// keeper has one program of the session keep something away during a call. That
// ends with the connection, whatever happens to the program.
type keeper struct {
	bus   *bus
	log   *slog.Logger
	dest  string
	path  string
	args  func(why string) []any // of its Inhibit
	asked bool                   // for this call
}

// screenSaver keeps the screen saver away (org.freedesktop.ScreenSaver).
func screenSaver(b *bus, o Options) *keeper {
	return &keeper{
		bus: b, log: o.Logger, dest: "org.freedesktop.ScreenSaver", path: "/org/freedesktop/ScreenSaver",
		args: func(why string) []any { return []any{o.Name, why} },
	}
}

// sessionEnd has the session's manager ask before it logs out (flag 1 of
// org.gnome.SessionManager, Inhibit). The window that it could show is not named.
func sessionEnd(b *bus, o Options) *keeper {
	const logout, noWindow = uint32(1), uint32(0)
	return &keeper{
		bus: b, log: o.Logger, dest: "org.gnome.SessionManager", path: "/org/gnome/SessionManager",
		args: func(why string) []any { return []any{o.ID, noWindow, why, logout} },
	}
}

func (k *keeper) signals() <-chan *dbus.Signal        { return nil }
func (k *keeper) heard(context.Context, *dbus.Signal) {}

func (k *keeper) follow(ctx context.Context, s State) {
	switch {
	case s.Awake == "":
		k.close(ctx)
	case !k.asked:
		k.asked = true
		if _, err := k.bus.call(ctx, k.dest, k.path, k.dest+".Inhibit", k.args(s.Awake)...); err != nil {
			k.log.Debug("nothing is held back", "by", k.dest, "err", err)
		}
	}
}

func (k *keeper) close(context.Context) {
	k.asked = false
	k.bus.drop()
}
