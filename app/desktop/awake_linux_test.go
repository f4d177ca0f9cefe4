package desktop_test

import (
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"

	"offhook/app/desktop"
)

// logind hands out locks: the ends of pipes, whose other ends it watches.
type logind struct {
	t      *testing.T
	refuse string // what nobody may hold back

	mu   sync.Mutex
	held map[string]string // what → who and why
}

func newLogind(t *testing.T, address, refuse string) *logind {
	t.Helper()
	conn := service(t, address)
	l := &logind{t: t, refuse: refuse, held: map[string]string{}}
	export(t, conn, l, "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
	take(t, conn, "org.freedesktop.login1")
	return l
}

// Inhibit is a method of logind.
func (l *logind) Inhibit(what, who, why, mode string) (dbus.UnixFD, *dbus.Error) {
	if what == l.refuse || mode != "block" {
		return 0, dbus.NewError("org.freedesktop.DBus.Error.AccessDenied", nil)
	}
	r, w, err := os.Pipe()
	if err != nil {
		return 0, dbus.MakeFailedError(err)
	}
	fd := int(w.Fd())
	go func() {
		waitFor(l.t, "the lock to be taken", func() bool { return copiesOf(fd) >= 3 }) // by this very process
		l.hold(what, who+": "+why)
		_ = w.Close()
		_, _ = r.Read(make([]byte, 1)) // until the last copy of the lock is closed
		_ = r.Close()
		l.hold(what, "")
	}()
	return dbus.UnixFD(fd), nil
}

// hold notes why something is held back, or that it is not.
func (l *logind) hold(what, why string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held[what] = why; why == "" {
		delete(l.held, what)
	}
}

// copiesOf is how many of this process's file descriptors are ends of the same
// pipe.
func copiesOf(fd int) (n int) {
	name, _ := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", fd))
	list, _ := os.ReadDir("/proc/self/fd")
	for _, e := range list {
		if other, _ := os.Readlink("/proc/self/fd/" + e.Name()); name != "" && other == name {
			n++
		}
	}
	return n
}

// locks are what is held back, and why.
func (l *logind) locks() (list []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for what, why := range l.held {
		list = append(list, what+" "+why)
	}
	slices.Sort(list)
	return list
}

// keeper is a screen saver, or a session's manager.
type keeper struct {
	conn *dbus.Conn
	mu   sync.Mutex
	by   map[dbus.Sender]string
}

func newKeeper(t *testing.T, address string) *keeper {
	t.Helper()
	return &keeper{conn: service(t, address), by: map[dbus.Sender]string{}}
}

func newSaver(t *testing.T, address string) *keeper {
	t.Helper()
	k := newKeeper(t, address)
	export(t, k.conn, saver{k}, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver")
	take(t, k.conn, "org.freedesktop.ScreenSaver")
	return k
}

func newSession(t *testing.T, address string) *keeper {
	t.Helper()
	k := newKeeper(t, address)
	export(t, k.conn, session{k}, "/org/gnome/SessionManager", "org.gnome.SessionManager")
	take(t, k.conn, "org.gnome.SessionManager")
	return k
}

func (k *keeper) keep(from dbus.Sender, why string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.by[from] = why
}

// saver are the methods of a screen saver.
type saver struct{ k *keeper }

// Inhibit keeps it away.
func (s saver) Inhibit(from dbus.Sender, name, why string) (uint32, *dbus.Error) {
	s.k.keep(from, name+": "+why)
	return 7, nil
}

// session are the methods of a session's manager.
type session struct{ k *keeper }

// Inhibit holds back what the flags say.
func (s session) Inhibit(from dbus.Sender, id string, window uint32, why string, flags uint32) (uint32, *dbus.Error) {
	s.k.keep(from, fmt.Sprintf("%s %d: %s, %d", id, window, why, flags))
	return 8, nil
}

// kept is what is kept away, and why; what a program asked for ends with its
// connection.
func (k *keeper) kept() (list []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for from, why := range k.by {
		var there bool
		if k.conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, string(from)).Store(&there) == nil && there {
			list = append(list, why)
		}
	}
	return list
}

func TestTheComputerStaysAwakeDuringACall(t *testing.T) {
	address := newBus(t)
	l, s, m := newLogind(t, address, ""), newSaver(t, address), newSession(t, address)
	d, _ := start(t, address)
	for range 2 {
		d.Set(desktop.State{Awake: "A call is up"})
		want := []string{"idle Offhook: A call is up", "shutdown Offhook: A call is up", "sleep Offhook: A call is up"}
		wait(t, "the locks", func() bool { return slices.Equal(l.locks(), want) })
		wait(t, "the screen saver", func() bool { return slices.Equal(s.kept(), []string{"Offhook: A call is up"}) })
		wait(t, "the session", func() bool { return slices.Equal(m.kept(), []string{"org.offhook.Offhook 0: A call is up, 1"}) })
		d.Set(desktop.State{})
		wait(t, "the locks to go", func() bool { return len(l.locks()) == 0 })
		wait(t, "the screen saver and the session to go on", func() bool { return len(s.kept())+len(m.kept()) == 0 })
	}
	d.Set(desktop.State{Awake: "A call is up"})
	wait(t, "the locks", func() bool { return len(l.locks()) == 3 })
	d.Close()
	wait(t, "the locks to go with Offhook", func() bool { return len(l.locks())+len(s.kept())+len(m.kept()) == 0 })
}

func TestWhatIsPermittedIsTaken(t *testing.T) {
	address := newBus(t)
	l := newLogind(t, address, "shutdown")
	d, _ := start(t, address)
	d.Set(desktop.State{Awake: "A call is up"})
	wait(t, "two locks", func() bool { return len(l.locks()) == 2 })
}
