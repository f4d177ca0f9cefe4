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

// saver is a screen saver.
type saver struct {
	conn *dbus.Conn
	mu   sync.Mutex
	by   map[dbus.Sender]string
}

func newSaver(t *testing.T, address string) *saver {
	t.Helper()
	s := &saver{conn: service(t, address), by: map[dbus.Sender]string{}}
	export(t, s.conn, s, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver")
	take(t, s.conn, "org.freedesktop.ScreenSaver")
	return s
}

// Inhibit is a method of the screen saver.
func (s *saver) Inhibit(from dbus.Sender, name, why string) (uint32, *dbus.Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.by[from] = name + ": " + why
	return 7, nil
}

// kept is why the screen saver keeps away; what a program asked for ends with
// its connection.
func (s *saver) kept() (list []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for from, why := range s.by {
		var there bool
		if s.conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, string(from)).Store(&there) == nil && there {
			list = append(list, why)
		}
	}
	return list
}

func TestTheComputerStaysAwakeDuringACall(t *testing.T) {
	address := newBus(t)
	l, s := newLogind(t, address, ""), newSaver(t, address)
	d, _ := start(t, address)
	for range 2 {
		d.Set(desktop.State{Awake: "A call is up"})
		want := []string{"idle Offhook: A call is up", "shutdown Offhook: A call is up", "sleep Offhook: A call is up"}
		wait(t, "the locks", func() bool { return slices.Equal(l.locks(), want) })
		wait(t, "the screen saver", func() bool { return slices.Equal(s.kept(), []string{"Offhook: A call is up"}) })
		d.Set(desktop.State{})
		wait(t, "the locks to go", func() bool { return len(l.locks()) == 0 })
		wait(t, "the screen saver to go on", func() bool { return len(s.kept()) == 0 })
	}
	d.Set(desktop.State{Awake: "A call is up"})
	wait(t, "the locks", func() bool { return len(l.locks()) == 3 })
	d.Close()
	wait(t, "the locks to go with Offhook", func() bool { return len(l.locks()) == 0 && len(s.kept()) == 0 })
}

func TestWhatIsPermittedIsTaken(t *testing.T) {
	address := newBus(t)
	l := newLogind(t, address, "shutdown")
	d, _ := start(t, address)
	d.Set(desktop.State{Awake: "A call is up"})
	wait(t, "two locks", func() bool { return len(l.locks()) == 2 })
}
