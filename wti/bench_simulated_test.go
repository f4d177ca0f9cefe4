package wti_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"offhook/internal/pipenet"
	"offhook/wti"
	"offhook/wti/simulator"
)

// bench is a client in virtual time on the simulated switch, with what its events
// have said last.
type bench struct {
	line    atomic.Pointer[pipenet.Listener] // where the server is reached; nil: nowhere
	s       *simulator.Server
	opt     wti.Options // of c
	c       *wti.Client
	buttons []bool // each ControlModeChanged
	synced  int
	calls   []wti.CallSnapshot // of the last Resynced
	offered wti.Connection     // of the last call that rang
}

func onBench(t *testing.T, o simulator.Options, dialect wti.Dialect, test func(t *testing.T, d *bench), change ...func(*wti.Options)) {
	synctest.Test(t, func(t *testing.T) {
		l := pipenet.Listen()
		o.Listener, o.RegisterDelay, o.NoVoice = l, -1, true
		s, err := simulator.New(o)
		if err != nil {
			t.Fatal(err)
		}
		d, done := &bench{s: s}, make(chan struct{})
		d.line.Store(l)
		d.opt = wti.Options{
			Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo", NetDialContext: d.dial,
			SwitchName: "CM1", Extension: "4750", StationCode: "123456", LocalMedia: voice, ForceLogin: true,
			AgentID: "2001", AgentPassword: "1234", Dialect: dialect,
		}
		for _, f := range change {
			f(&d.opt)
		}
		c, err := wti.New(d.opt)
		if err != nil {
			t.Fatal(err)
		}
		d.c = c
		go d.follow(done)
		defer func() {
			_ = c.Close()
			close(done)
			if err := d.s.Close(); err != nil {
				t.Error(err)
			}
		}()
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		d.pass(10 * time.Second)
		test(t, d)
	})
}

func (d *bench) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if l := d.line.Load(); l != nil {
		return l.Dial(ctx, network, address)
	}
	return nil, &net.OpError{Op: "dial", Net: network, Err: errors.New("refused")}
}

func (d *bench) follow(done <-chan struct{}) {
	for {
		select {
		case <-done:
			return
		case e := <-d.c.Events():
			switch e := e.(type) {
			case wti.ControlModeChanged:
				d.buttons = append(d.buttons, e.FirstParty)
			case wti.Delivered:
				d.offered = e.Connection
			case wti.Resynced:
				d.calls = e.Calls
				d.synced++
			}
		}
	}
}

func (d *bench) pass(wait time.Duration) {
	time.Sleep(wait)
	synctest.Wait()
}

// talks has a call come in and answers it.
func (d *bench) talks(t *testing.T) *simulator.Call {
	t.Helper()
	call, err := d.s.Call(simulator.Caller{Number: "15551234567", VDN: "4750", FarEnd: simulator.Silence()})
	if err != nil {
		t.Fatal(err)
	}
	d.pass(time.Second)
	if err := d.c.Answer(t.Context(), d.offered); err != nil {
		t.Fatal(err)
	}
	d.pass(time.Second)
	if call.State() != simulator.CallConnected {
		t.Fatalf("the call is %v", call.State())
	}
	return call
}

// changed checks the ControlModeChanged events so far.
func (d *bench) changed(t *testing.T, when string, want ...bool) {
	t.Helper()
	if !slices.Equal(d.buttons, want) {
		t.Fatalf("%s: by buttons %v, want %v", when, d.buttons, want)
	}
}
