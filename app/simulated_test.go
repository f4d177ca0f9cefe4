package app_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/wti/simulator"
)

// simulated is the app without a window on the real client and a simulated AES, with
// real time and voice over loopback.
type simulated struct {
	*app.App
	t      *testing.T
	server *simulator.Server
	more   func() any // told when something does not come about; nil for nothing
}

// onSimulator starts both; they end with the test. The options have the built-in
// settings, and permit a server without TLS.
func onSimulator(t *testing.T, aes simulator.Options, change ...func(*app.Options)) *simulated {
	t.Helper()
	test.NewTempApp(t)
	server, err := simulator.New(aes)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	var ui sync.Mutex
	o := app.Options{Settings: app.DefaultSettings(), Dispatch: func(f func()) { ui.Lock(); defer ui.Unlock(); f() }}
	o.Settings.InsecureWS = true
	for _, f := range change {
		f(&o)
	}
	a := app.New(o)
	ctx, cancel := context.WithCancel(context.Background())
	var run sync.WaitGroup
	run.Go(func() { _ = a.Run(ctx) })
	t.Cleanup(func() { cancel(); run.Wait() })
	return &simulated{App: a, t: t, server: server}
}

// form is goodForm for the simulated AES.
func (d *simulated) form() app.SignInForm {
	f := goodForm
	f.Server = d.server.URL()
	return f
}

// signIn signs in with it.
func (d *simulated) signIn() {
	d.t.Helper()
	d.SignIn(d.form())
	d.eventually("signed in", func() bool { v, _ := d.State().SignIn.Get(); return v.Phase == app.PhaseSignedIn })
}

func (d *simulated) calls() []app.CallView { v, _ := d.State().Calls.Get(); return v }

// eventually waits for a condition, and else tells how things are.
func (d *simulated) eventually(what string, ok func() bool) {
	d.t.Helper()
	const limit = 30 * time.Second
	for end := time.Now().Add(limit); !ok(); time.Sleep(2 * time.Millisecond) {
		if !time.Now().After(end) {
			continue
		}
		s := d.State()
		agent, _ := s.Agent.Get()
		view, _ := s.SignIn.Get()
		notices, _ := s.Notices.Get()
		var more any
		if d.more != nil {
			more = d.more()
		}
		d.t.Fatalf("%s: not within %v\ncalls %+v\nagent %+v\nsign-in %+v\nnotices %+v\nswitch %+v\n%+v",
			what, limit, d.calls(), agent, view, notices, d.server.Station(agent.Extension), more)
	}
}
