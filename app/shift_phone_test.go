package app_test

import (
	"testing"
	"time"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// ringTime is how long a call rings at an agent of the shift before the switch
// takes it back.
const ringTime = 2 * time.Second

// atTheColleagues signs in at 4751 with another phone for the voice, so that
// calls ring there.
func atTheColleagues(t *testing.T, server *simulator.Server) {
	t.Helper()
	c, err := wti.New(wti.Options{
		Servers: []string{server.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1",
		Extension: "4751", StationCode: "123456", Mode: wti.OtherPhone, OtherNumber: "5550107", ForceLogin: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	go func() { // ends with the test: nobody sends after Close
		for {
			select {
			case <-c.Events():
			case <-t.Context().Done():
				return
			}
		}
	}()
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
}

// phoneAndAgent is the part of a shift about the phone's features, other
// people's calls, and changes that the agent did not ask for.
func phoneAndAgent(t *testing.T, a *app.App, server *simulator.Server, eventually func(string, func() bool)) {
	t.Helper()
	calls := func() []app.CallView { v, _ := a.State().Calls.Get(); return v }
	only := func(s app.CallState) func() bool {
		return func() bool { c := calls(); return len(c) == 1 && c[0].State == s }
	}
	none := func() bool { return len(calls()) == 0 }
	phone := func() app.PhoneView { v, _ := a.State().Phone.Get(); return v }
	agent := func() app.AgentView { v, _ := a.State().Agent.Get(); return v }
	ring := func() *simulator.Call {
		t.Helper()
		call, err := server.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()})
		if err != nil {
			t.Fatal(err)
		}
		eventually("ringing", only(app.CallAlerting))
		return call
	}

	a.SetDoNotDisturb(true)
	eventually("do not disturb", func() bool { return phone() == app.PhoneView{DoNotDisturb: true} })
	a.SetDoNotDisturb(false)
	eventually("may be disturbed", func() bool { return phone() == app.PhoneView{} })
	a.SetForwarding("4751")
	eventually("forwarded", func() bool { return phone() == app.PhoneView{Forward: "4751"} })
	a.SetForwarding("")
	eventually("not forwarded", func() bool { return phone() == app.PhoneView{} })
	server.SetMessageWaiting("4750", true)
	eventually("a message waits", func() bool { return phone() == app.PhoneView{Messages: true} })

	a.SetAgent(wti.AgentAutoIn, 0)
	eventually("auto-in", func() bool { return agent().Mode == wti.AgentAutoIn && !agent().OnCall })
	passed := ring()
	a.Deflect(calls()[0].ID, "4751")
	eventually("deflected", none)
	eventually("the colleague has it", func() bool { return passed.State() == simulator.CallConnected })
	passed.Hangup()

	ring()
	a.Answer(calls()[0].ID)
	eventually("answered", only(app.CallConnected))
	a.SetAgent(wti.AgentAux, 2)
	eventually("AUX is pending", func() bool { return agent().Pending == wti.AgentAux })
	a.CancelPending()
	eventually("nothing is pending", func() bool { v := agent(); return v.Pending == wti.AgentUnknown && v.Asked == wti.AgentUnknown })
	a.HangUp(calls()[0].ID)
	eventually("over", none)

	eventually("available", func() bool { return agent().Mode == wti.AgentAutoIn && !agent().OnCall })
	missed := ring() // and nobody answers
	eventually("AUX after a missed call", func() bool {
		v := agent()
		return v.Mode == wti.AgentAux && v.Reason == 7 && v.Missed && v.ChangedBy == app.BySystem
	})
	eventually("it rings no longer", none)
	missed.Hangup()

	if err := server.ForceAgent("2001", simulator.ManualIn, 0); err != nil {
		t.Fatal(err)
	}
	eventually("changed by somebody else", func() bool {
		v := agent()
		return v.Mode == wti.AgentManualIn && v.ChangedBy != app.ByMe && !v.Missed
	})

	atTheColleagues(t, server)
	eventually("the colleague is there", func() bool {
		v, _ := a.State().Colleagues.Get()
		return len(v) == 1 && v[0].State == wti.PresenceIdle
	})
	eventually("one agent in the skill", func() bool {
		v, _ := a.State().Skills.Get()
		return len(v) == 1 && v[0].Known && v[0].LoggedIn == 1
	})
	theirs := ring()
	a.Deflect(calls()[0].ID, "4751")
	eventually("it left us", none)
	eventually("it rings at the colleague's", func() bool { return server.Station("4751").Calls == 1 })
	a.PickUp("4751")
	eventually("picked up", only(app.CallConnected))
	eventually("gone from there", func() bool { return server.Station("4751").Calls == 0 })
	a.Join(calls()[0].ID, "4751")
	eventually("the colleague is in the call", func() bool { return len(calls()) == 1 && calls()[0].Parties == 2 })
	a.ClearCall(calls()[0].ID)
	eventually("over for everybody, too", func() bool { return none() && theirs.State() == simulator.CallEnded })
}
