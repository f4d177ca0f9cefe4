package app_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// dialects are servers that each read the protocol notes in another way.
var dialects = map[string]simulator.Options{
	"as the notes have it": {},
	"response suffixes, bare events, no version or event id": {Dialect: simulator.Dialect{
		PayloadStrings: simulator.StringsNever,
		Naming:         simulator.Naming{ResponseSuffix: true, BareEvents: true, NoVersion: true, NoEventID: true},
	}},
	"pascal case, every payload a string, request suffixes": {Dialect: simulator.Dialect{
		PayloadStrings: simulator.StringsAlways, RequestSuffix: true,
		Naming: simulator.Naming{Case: simulator.CasePascal},
	}},
	"lower case, events before responses, no agent events": {NoAgentEvents: true, Dialect: simulator.Dialect{
		EventsFirst: true, Naming: simulator.Naming{Case: simulator.CaseLower},
	}},
	"A-law, bearer on a second upgrade": {Dialect: simulator.Dialect{
		ForceCodec: "g711A", Token: simulator.TokenReconnect,
	}},
	"G.722, token in each header, CSTA's filter sense": {Dialect: simulator.Dialect{
		ForceCodec: "g722", FilterSense: simulator.FilterTrueSuppresses, Token: simulator.TokenHeader,
	}},
}

// TestAShift runs the app without a window on the real client, the simulated
// AES and RTP over loopback: what the agent does in a shift, with the switch's
// own view asked at every step.
func TestAShift(t *testing.T) {
	for name, o := range dialects {
		t.Run(name, func(t *testing.T) { shift(t, o) })
	}
}

func shift(t *testing.T, o simulator.Options) {
	o.RegisterDelay = -1
	o.Scenario = simulator.Default()
	o.Scenario.Skills[0].NoAnswer = simulator.Duration(ringTime)
	o.Scenario.Skills[0].NoAnswerReason = 7
	d := onSimulator(t, o, func(o *app.Options) {
		o.Settings.Voice.Codecs = []string{"g711U", "g711A", "g722"}
		o.Settings.Colleagues = []app.Colleague{{Extension: "4751"}}
		o.Settings.Skills = []string{"500"}
	})
	a, server, calls, eventually := d.App, d.server, d.calls, d.eventually
	agent := func(mode wti.AgentMode) func() bool {
		return func() bool { v, _ := a.State().Agent.Get(); return v.Mode == mode }
	}
	call := func(s app.CallState) func() bool {
		return func() bool { c := calls(); return len(c) == 1 && c[0].State == s }
	}

	d.signIn()
	eventually("AUX", agent(wti.AgentAux))
	a.SetAgent(wti.AgentAutoIn, 0)
	eventually("auto-in", agent(wti.AgentAutoIn))

	acd, err := server.Call(simulator.Caller{Number: "15551234567", VDN: "7000", Digits: "42", FarEnd: simulator.Tone(1015)})
	if err != nil {
		t.Fatal(err)
	}
	eventually("ringing", call(app.CallAlerting))
	if c := calls()[0]; c.Remote != "15551234567" || c.Service != "7000" || c.Collected != "42" {
		t.Errorf("card = %+v", c)
	}
	a.Answer(calls()[0].ID)
	eventually("connected", call(app.CallConnected))
	eventually("voice both ways", func() bool {
		v, _ := a.State().Media.Get()
		return v.Active && v.PacketsReceived > 20 && v.PacketsSent > 20
	})
	if v, _ := a.State().Media.Get(); v.Codec != cmp.Or(o.Dialect.ForceCodec, "g711U") || v.Lost != 0 {
		t.Errorf("media = %+v", v)
	}
	a.Hold(calls()[0].ID)
	eventually("held", call(app.CallHeld))
	if acd.State() != simulator.CallHeld {
		t.Errorf("the switch has the call %v", acd.State())
	}
	a.Retrieve(calls()[0].ID)
	eventually("retrieved", call(app.CallConnected))
	before, _ := a.State().Media.Get()
	eventually("voice again", func() bool {
		v, _ := a.State().Media.Get()
		return v.PacketsReceived > before.PacketsReceived+50
	})
	if v, _ := a.State().Media.Get(); v.Lost != 0 {
		t.Errorf("%d packets count as lost over a hold on loopback", v.Lost)
	}
	a.SendDigits(calls()[0].ID, "12#")
	eventually("digits at the far end", func() bool { return acd.Digits() == "12#" })
	a.SetAgent(wti.AgentAfterCall, 0)
	eventually("ACW pending or in force", func() bool {
		v, _ := a.State().Agent.Get()
		return v.Pending == wti.AgentAfterCall || v.Mode == wti.AgentAfterCall
	})
	a.HangUp(calls()[0].ID)
	eventually("no call", func() bool { return len(calls()) == 0 })
	eventually("after-call work", agent(wti.AgentAfterCall))
	a.SetAgent(wti.AgentManualIn, 0)
	eventually("manual-in", agent(wti.AgentManualIn))
	a.SetAgent(wti.AgentAux, 2)
	eventually("AUX with reason", func() bool { v, _ := a.State().Agent.Get(); return v.Mode == wti.AgentAux && v.Reason == 2 })

	a.Dial("4751")
	eventually("answered by a colleague", call(app.CallConnected))
	a.HangUp(calls()[0].ID)
	eventually("no call again", func() bool { return len(calls()) == 0 })
	twoCalls(t, a, server, eventually)
	phoneAndAgent(t, a, server, eventually)
	a.SignOut(0)
	eventually("signed out", func() bool { v, _ := a.State().SignIn.Get(); return v.Phase == app.PhaseSignedOut })
	if s := server.Station("4750"); s.Registered {
		t.Error("the station is still registered")
	}
	if got := server.Received(); !slices.Contains(got, "StopApplicationSession") {
		t.Errorf("the session was not stopped: %v", strings.Join(got, " "))
	}
}
