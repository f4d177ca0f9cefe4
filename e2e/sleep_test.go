package e2e_test

import (
	"io"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/wti/simulator"
)

// wire is a network between the program and a server. What went through it before it
// was cut goes nowhere any more, and nobody is told; what comes later does.
type wire struct {
	net.Listener
	to  string
	age atomic.Int64 // changes when it is cut
	wg  sync.WaitGroup

	carried atomic.Int64 // connections so far
}

func newWire(t *testing.T, to string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{Listener: l, to: to}
	w.wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			w.carried.Add(1)
			w.wg.Go(func() { w.carry(c) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); w.wg.Wait() })
	return w
}

// carry carries one connection both ways until an end closes it.
func (w *wire) carry(a net.Conn) {
	b, err := net.Dial("tcp", w.to)
	if err != nil {
		_ = a.Close()
		return
	}
	age := w.age.Load()
	var both sync.WaitGroup
	for _, way := range [][2]net.Conn{{a, b}, {b, a}} {
		both.Go(func() {
			buf := make([]byte, 4096)
			for {
				n, err := way[0].Read(buf)
				if w.age.Load() != age {
					_, _ = io.Copy(io.Discard, way[0]) // swallowed
					err = io.EOF
				}
				if err == nil {
					_, err = way[1].Write(buf[:n])
				}
				if err != nil {
					_ = a.Close()
					_ = b.Close()
					return
				}
			}
		})
	}
	both.Wait()
}

// TestAfterSleepControlIsBackAtOnce: the computer wakes with a dead connection and is
// told so by logind. The call goes on, and is controlled again within seconds, where
// the keep-alive would take a minute.
func TestAfterSleepControlIsBackAtOnce(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	u, err := url.Parse(s.aes.URL())
	if err != nil {
		t.Fatal(err)
	}
	w := newWire(t, u.Host)
	u.Host = w.Addr().String()
	bus := "unix:path=" + s.desk.Path("run", "bus")
	logind, err := dbus.Connect(bus)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = logind.Close() })
	if _, err := logind.RequestName("org.freedesktop.login1", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	p := s.start(story.Launch{Args: unattended(u.String()), Env: append(secrets(), "DBUS_SYSTEM_BUS_ADDRESS="+bus)})
	s.must(p.WaitStatus(s.ctx, "to be signed in", func(st control.Status) bool { return st.SignedIn }))
	s.expect(0, "state", "ready")
	s.ring(simulator.Silence())
	s.must(p.WaitStatus(s.ctx, "the call to ring", oneCall("alerting")))
	s.expect(0, "answer")
	s.must(p.WaitStatus(s.ctx, "voice", func(st control.Status) bool { return st.Media.Active }))
	before := w.carried.Load()
	w.age.Add(1)
	began := time.Now()
	if err := logind.Emit("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", false); err != nil {
		t.Fatal(err)
	}
	// It may be back sooner than anybody who asks now and then sees it gone.
	s.must(p.WaitStatus(s.ctx, "the loss to be noticed", func(control.Status) bool { return w.carried.Load() > before }))
	s.must(p.WaitStatus(s.ctx, "control to be back", func(st control.Status) bool { return st.Connection == "connected" }))
	t.Logf("control is back after %v", time.Since(began).Round(10*time.Millisecond))
	st, err := p.Status(s.ctx)
	if err != nil || !oneCall("connected")(st) || !st.Media.Active {
		t.Errorf("after the sleep: %+v, %v", st, err)
	}
	s.expect(0, "hold")
	s.must(p.WaitStatus(s.ctx, "the call to be held", oneCall("held")))
}
