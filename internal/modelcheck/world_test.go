package modelcheck

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/internal/pipenet"
	"offhook/wti"
	"offhook/wti/simulator"
)

// pipes is the network between client and server.
type pipes struct {
	*pipenet.Listener
	down atomic.Bool // nobody gets through
	// cutIn is how many writes it is until the line breaks, cutAfter whether the last
	// of them arrives.
	cutIn    atomic.Int64
	cutAfter atomic.Bool
	// latency is how long what is sent takes, each way; zero: no time at all.
	latency time.Duration

	jitter func(most time.Duration) time.Duration

	mu   sync.Mutex // guards last
	last int64      // the nanosecond of the newest turn
}

func newPipes(seed uint64) *pipes {
	l := &pipes{Listener: pipenet.Listen(), jitter: jitter(seed)}
	l.Pair = l.line
	return l
}

func (l *pipes) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if l.down.Load() {
		return nil, errors.New("no route to host")
	}
	return l.Dial(ctx, network, addr)
}

// world is an app of an agent on the simulated AES, in a bubble of virtual time.
// The voice is on another telephone, or here without any real socket.
type world struct {
	server *simulator.Server
	net    *pipes
	app    *app.App
	voice  *silence
	form   app.SignInForm
	// away says that the agent has signed out and not in again.
	away bool
	stop func()
}

// notSignedIn is that a world did not come up.
type notSignedIn struct{ view app.SignInView }

func (e *notSignedIn) Error() string { return fmt.Sprintf("not signed in: %+v", e.view) }

func newWorld(o setting) (*world, error) {
	l := newPipes(o.seed)
	l.latency = o.latency
	o.Listener, o.RegisterDelay, o.NoVoice = l, -1, true
	server, err := simulator.New(o.Options)
	if err != nil {
		return nil, err
	}
	time.Sleep(odd) // the two ends have no round times in common
	var ui sync.Mutex
	settings := app.DefaultSettings()
	settings.InsecureWS, settings.Dialect = true, o.client
	if o.watch {
		settings.Colleagues = watched
	}
	if o.encrypt {
		settings.Voice.Encryption = []string{"srtp-aescm128-hmac80", "none"}
	}
	w := &world{server: server, net: l, voice: &silence{}}
	w.app = app.New(app.Options{
		Settings: settings, Logger: logger(), Trace: tracer(o.diary),
		Dispatch: func(f func()) { ui.Lock(); defer ui.Unlock(); f() },
		NewClient: func(client wti.Options) (app.Client, error) {
			client.NetDialContext, client.Jitter = l.dial, jitter(o.seed)
			return wti.New(client)
		},
		OpenVoice: func(netip.Addr, app.VoiceSettings, *slog.Logger) (app.Voice, error) { return w.voice, nil },
	})
	ctx, cancel := context.WithCancel(context.Background())
	var run sync.WaitGroup
	run.Go(func() { _ = w.app.Run(ctx) })
	w.stop = func() {
		cancel()
		run.Wait()
		_ = server.Close()
		time.Sleep(2 * o.latency) // what is still under way arrives nowhere
	}
	w.form = app.SignInForm{
		Server: server.URL(), CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1", Extension: "4750",
		StationCode: "123456", AgentID: "2001", AgentPassword: "1234", Mode: wti.OtherPhone, OtherNumber: "5550107", TakeOver: true,
	}
	if o.here {
		w.form.Mode, w.form.OtherNumber = wti.ThisComputer, ""
	}
	w.app.SignIn(w.form)
	for range 600 {
		synctest.Wait()
		switch v, _ := w.app.State().SignIn.Get(); {
		case v.Phase == app.PhaseSignedIn:
			return w, nil
		case v.Phase == app.PhaseSignedOut && !v.Problem.IsZero():
			w.stop()
			return nil, &notSignedIn{v}
		}
		time.Sleep(100*time.Millisecond + odd)
	}
	v, _ := w.app.State().SignIn.Get()
	w.stop()
	return nil, &notSignedIn{v}
}

func (w *world) calls() []app.CallView {
	v, _ := w.app.State().Calls.Get()
	return v
}

// nth is a call of the agent's, whatever n.
func (w *world) nth(n int) wti.CallID {
	c := w.calls()
	if len(c) == 0 {
		return "none"
	}
	return c[n%len(c)].ID
}

// in is a call in one of the states, the nth of them; else any call.
func (w *world) in(n int, states ...app.CallState) wti.CallID {
	var ids []wti.CallID
	for _, c := range w.calls() {
		for _, s := range states {
			if c.State == s {
				ids = append(ids, c.ID)
			}
		}
	}
	if len(ids) == 0 {
		return w.nth(n)
	}
	return ids[n%len(ids)]
}

// live lists the calls of the switch that have not ended.
func (w *world) live() []*simulator.Call {
	var list []*simulator.Call
	for _, c := range w.server.Calls() {
		if c.State() != simulator.CallEnded {
			list = append(list, c)
		}
	}
	return list
}
