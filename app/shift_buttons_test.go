package app_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// TestAShiftWithoutATSAPILicence: the same app, on a system that refuses call
// control; every call is handled by the phone's buttons.
func TestAShiftWithoutATSAPILicence(t *testing.T) {
	test.NewTempApp(t)
	server, err := simulator.New(simulator.Options{RegisterDelay: -1, Scenario: simulator.Default(), NoTSAPILicence: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	var ui sync.Mutex
	settings := app.DefaultSettings()
	settings.InsecureWS = true
	a := app.New(app.Options{Settings: settings, Dispatch: func(f func()) { ui.Lock(); defer ui.Unlock(); f() }})
	ctx, cancel := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() { _ = a.Run(ctx) })
	defer run.Wait()
	defer cancel()

	calls := func() []app.CallView { v, _ := a.State().Calls.Get(); return v }
	eventually := func(what string, ok func() bool) {
		t.Helper()
		for deadline := time.Now().Add(30 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				notices, _ := a.State().Notices.Get()
				t.Fatalf("%s: not within 30 s\ncalls %+v\nnotices %+v\nswitch %+v", what, calls(), notices, server.Station("4750"))
			}
		}
	}
	only := func(s app.CallState) func() bool {
		return func() bool { c := calls(); return len(c) == 1 && c[0].State == s && c[0].Asked == app.ActionNone }
	}
	none := func() bool { return len(calls()) == 0 }

	form := goodForm
	form.Server = server.URL()
	a.SignIn(form)
	eventually("signed in", func() bool { v, _ := a.State().SignIn.Get(); return v.Phase == app.PhaseSignedIn })
	eventually("by buttons, and told so", func() bool {
		v, _ := a.State().Link.Get()
		n, _ := a.State().Notices.Get()
		return v.FirstParty && len(n) == 1
	})
	a.SetAgent(wti.AgentAutoIn, 0)
	eventually("auto-in", func() bool { v, _ := a.State().Agent.Get(); return v.Mode == wti.AgentAutoIn })

	acd, err := server.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Tone(1015)})
	if err != nil {
		t.Fatal(err)
	}
	eventually("ringing", func() bool {
		c := calls()
		return len(c) == 1 && c[0].State == app.CallAlerting && c[0].Remote == "15551234567" && c[0].Service == "Orders"
	})
	id := calls()[0].ID
	a.Answer(id)
	eventually("connected", only(app.CallConnected))
	eventually("voice both ways", func() bool {
		v, _ := a.State().Media.Get()
		return v.Active && v.PacketsReceived > 20 && v.PacketsSent > 20
	})
	a.Hold(id)
	eventually("held", only(app.CallHeld))
	a.Retrieve(id)
	eventually("retrieved", only(app.CallConnected))
	a.SendDigits(id, "1#")
	eventually("digits at the far end", func() bool { return acd.Digits() == "1#" })
	a.Consult(id, "4753")
	pair := func() (held, active app.CallView, ok bool) {
		for _, c := range calls() {
			switch c.State {
			case app.CallHeld:
				held = c
			case app.CallConnected:
				active = c
			}
		}
		return held, active, len(calls()) == 2 && held.ID == id && active.ConsultFor == id && active.Can.Has(app.ActionTransfer)
	}
	eventually("consulting", func() bool { _, _, ok := pair(); return ok })
	before, _ := a.State().Link.Get()
	server.DropSockets()
	eventually("still consulting after a lost connection", func() bool {
		v, _ := a.State().Link.Get()
		_, _, ok := pair()
		return ok && v.Link == wti.LinkConnected && v.Since.After(before.Since)
	})
	a.Transfer(id)
	eventually("both calls left us", none)
	eventually("the customer talks to the colleague", func() bool { return acd.State() == simulator.CallConnected })
	a.Dial("4753")
	eventually("dialled", only(app.CallConnected))
	a.HangUp(calls()[0].ID)
	eventually("over", none)
	eventually("the phone is at rest", func() bool { st := server.Station("4750"); return st.Calls == 0 && st.OnHook })
	a.SignOut(0)
	eventually("signed out", func() bool { v, _ := a.State().SignIn.Get(); return v.Phase == app.PhaseSignedOut })
}
