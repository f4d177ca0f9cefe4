package app_test

import (
	"testing"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// TestAShiftWithoutATSAPILicence: the same app, on a system that refuses call
// control; every call is handled by the phone's buttons.
func TestAShiftWithoutATSAPILicence(t *testing.T) {
	d := onSimulator(t, simulator.Options{RegisterDelay: -1, Scenario: simulator.Default(), NoTSAPILicence: true})
	a, server, calls, eventually := d.App, d.server, d.calls, d.eventually
	only := func(s app.CallState) func() bool {
		return func() bool { c := calls(); return len(c) == 1 && c[0].State == s && c[0].Asked == app.ActionNone }
	}
	none := func() bool { return len(calls()) == 0 }

	d.signIn()
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
