package simulator_test

import (
	"testing"
	"time"

	"offhook/wti/simulator"
)

// agentState gives agentState and workMode of GetAgentState.
func (p *peer) agentState() (state, mode string, details object) {
	p.t.Helper()
	a := p.must("GetAgentState", object{"device": p.device})
	entry := a["agentStateList"].([]any)[0].(object)
	state = entry["agentInfo"].([]any)[0].(object)["agentState"].(string)
	details = member(a, "extensions", "privateData", "private", "GetAgentStateResponsePrivateData")
	mode, _ = details["workMode"].(string)
	return state, mode, details
}

func (p *peer) wantState(state, mode string) {
	p.t.Helper()
	if gotState, gotMode, _ := p.agentState(); gotState != state || gotMode != mode {
		p.t.Errorf("agent is %s/%s, want %s/%s", gotState, gotMode, state, mode)
	}
}

func TestAgentLoginIsCheckedLikeOnElite(t *testing.T) {
	s := start(t, simulator.Options{})
	p := session(t, s)
	p.station("4750")
	login := func(agent, password string) object {
		return object{"device": p.device, "requestedAgentState": "loggedOn", "agentID": agent, "password": password}
	}
	p.refused("SetAgentState", login("2001", "31323334"), "systemResourceAvailibility", "resourceOutOfService")
	p.register(0)
	p.wantState("agentNull", "")
	p.refused("SetAgentState", login("2999", "31323334"), "operation", "invalidAgentIdentifier")
	p.refused("SetAgentState", login("2001", "31323335"), "operation", "invalidAgentPassword")
	p.refused("SetAgentState", login("2001", ""), "operation", "invalidAgentPassword")
	withGroup := login("2001", "31323334")
	withGroup["group"] = "500:CM1::0"
	p.refused("SetAgentState", withGroup, "operation", "invalidAgentGroup")

	p.must("SetAgentState", login("2001", "1234")) // plain digits are fine as well
	p.wantState("agentNotReady", "auxWork")
	p.refused("SetAgentState", login("2001", "1234"), "stateIncompatibility", "invalidObjectState")
	p.refused("SetAgentState", login("2002", "1234"), "stateIncompatibility", "invalidObjectState")
	q := phone(t, s, "4751", 0)
	q.refused("SetAgentState", object{"device": q.device, "requestedAgentState": "loggedOn", "agentID": "2001", "password": "1234"},
		"systemResourceAvailibility", "resourceBusy")
	p.must("SetAgentState", p.state("loggedOff", object{"reasonCode": 1}))
	if a := s.Agent("2001"); a.Mode != simulator.LoggedOut || a.Station != "" || a.Reason != 1 {
		t.Errorf("agent is %+v after logout", a)
	}
	q.logIn("2001", "manualIn")
	q.wantState("agentReady", "manualIn")
}

func TestManualInIsFollowedByAfterCallWork(t *testing.T) {
	s := start(t, simulator.Options{})
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "manualIn")
	call := ring(t, s, p)
	p.wantState("agentReady", "manualIn")
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(call)})
	p.event("AgentBusyEvent")
	p.wantState("agentBusy", "manualIn")
	p.refused("SetAgentState", p.state("loggedOff", object{}), "stateIncompatibility", "invalidObjectState")
	call.Hangup()
	p.event("AgentWorkingAfterCallEvent")
	p.wantState("agentWorkingAfterCall", "afterCallWork")

	// Nothing is delivered in after call work; ready again, it is.
	next, err := s.Call(simulator.Caller{Number: "15550002", VDN: "7000"})
	if err != nil {
		t.Fatal(err)
	}
	if got := next.State(); got != simulator.CallQueued {
		t.Errorf("call is %s, want queued", got)
	}
	p.must("SetAgentState", p.state("ready", object{"workMode": "autoIn"}))
	if err := next.Wait(limit(t), simulator.CallAlerting); err != nil {
		t.Error(err)
	}
}

// ring lets a caller arrive and waits until the phone rings.
func ring(t *testing.T, s *simulator.Server, p *peer) *simulator.Call {
	t.Helper()
	call, err := s.Call(simulator.Caller{Number: "15550001", VDN: "7000", FarEnd: simulator.Silence()})
	if err != nil {
		t.Fatal(err)
	}
	p.event("DeliveredEvent")
	return call
}

func TestPendingModeTakesEffectWhenTheCallEnds(t *testing.T) {
	for _, c := range []struct{ request, mode string }{{"notReady", "auxWork"}, {"workingAfterCall", "afterCallWork"}} {
		s := start(t, simulator.Options{})
		p := phone(t, s, "4750", 0)
		p.logIn("2001", "autoIn")
		call := ring(t, s, p)
		p.must("AnswerCall", object{"callToBeAnswered": p.connection(call)})
		details := object{"enablePending": true}
		if c.request == "notReady" {
			details["reasonCode"] = 3
		}
		p.refused("SetAgentState", p.state(c.request, object{}), "stateIncompatibility", "invalidObjectState")
		a := p.must("SetAgentState", p.state(c.request, details))
		if member(a, "extensions", "privateData", "private", "SetAgentStateResponsePrivateData")["isPending"] != true {
			t.Errorf("%s on a call: %v, want pending", c.request, a)
		}
		p.wantState("agentBusy", "autoIn")
		call.Hangup()
		if err := s.WaitAgent(limit(t), "2001", func(a simulator.AgentTruth) bool { return a.Mode == simulator.WorkMode(c.mode) }); err != nil {
			t.Error(err)
		}
		if _, _, got := p.agentState(); c.request == "notReady" && got["reasonCode"] != 3.0 {
			t.Errorf("reason is %v, want 3", got["reasonCode"])
		}
	}
}

func TestPendingAUXCanBeTakenBack(t *testing.T) {
	s := start(t, simulator.Options{})
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "autoIn")
	call := ring(t, s, p)
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(call)})
	p.must("SetAgentState", p.state("notReady", object{"enablePending": true}))
	p.must("SetAgentState", p.state("ready", object{"workMode": "autoIn", "enablePending": true}))
	call.Hangup()
	p.event("AgentReadyEvent")
	p.wantState("agentReady", "autoIn")
}

func TestReasonCodes(t *testing.T) {
	sc := simulator.Default()
	sc.AUX = simulator.ReasonPolicy{Forced: true, Max: 9}
	sc.Logout = simulator.ReasonPolicy{Forced: true}
	s := start(t, simulator.Options{Scenario: sc})
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "autoIn")
	p.refused("SetAgentState", p.state("notReady", object{}), "operation", "invalidParameterValue")
	p.refused("SetAgentState", p.state("notReady", object{"reasonCode": 0}), "operation", "invalidParameterValue")
	p.refused("SetAgentState", p.state("notReady", object{"reasonCode": 10}), "operation", "valueOutOfRange")
	p.refused("SetAgentState", p.state("ready", object{"workMode": "autoIn", "reasonCode": 1}), "operation", "requestIncompatibleWithObject")
	p.wantState("agentReady", "autoIn")
	p.must("SetAgentState", p.state("notReady", object{"reasonCode": 9}))
	p.wantState("agentNotReady", "auxWork")
	p.refused("SetAgentState", p.state("loggedOff", object{}), "operation", "invalidParameterValue")
	p.must("SetAgentState", p.state("loggedOff", object{"reasonCode": 5}))
}

func TestUnansweredCallGoesBackToTheQueueAndTheAgentIntoAUX(t *testing.T) {
	sc := simulator.Default()
	sc.Skills[0].NoAnswer = simulator.Duration(50 * time.Millisecond)
	sc.Skills[0].NoAnswerReason = 7
	s := start(t, simulator.Options{Scenario: sc})
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "autoIn")
	call := ring(t, s, p)
	d := p.event("DivertedEvent")
	if d["localConnectionInfo"] != "null" || member(d, "divertingDevice")["deviceIdentifier"] != p.device {
		t.Errorf("diverted: %v", d)
	}
	p.event("AgentNotReadyEvent")
	if a := s.Agent("2001"); a.Mode != simulator.AUX || a.Reason != 7 || a.OnCall {
		t.Errorf("agent is %+v", a)
	}
	if got := call.State(); got != simulator.CallQueued {
		t.Errorf("the call is %s, want queued", got)
	}
	// The next agent gets it.
	q := phone(t, s, "4751", 0)
	q.logIn("2002", "autoIn")
	q.event("DeliveredEvent")
}

func TestLongestIdleAgentIsTakenFirst(t *testing.T) {
	s := start(t, simulator.Options{})
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	q.logIn("2002", "autoIn")
	p.logIn("2001", "autoIn")
	call := ring(t, s, q)
	call.Hangup() // gives up; 2002 is now the one who became idle last
	q.event("ConnectionClearedEvent")
	q.event("AgentReadyEvent")
	ring(t, s, p)
}

func TestAgentEventsCanBeOff(t *testing.T) {
	s := start(t, simulator.Options{NoAgentEvents: true})
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "autoIn")
	p.must("SetAgentState", p.state("notReady", object{}))
	if got := p.names("AgentReadyEvent", "AgentNotReadyEvent"); len(got) != 0 {
		t.Errorf("came %v although agent events are off", got)
	}
	p.wantState("agentNotReady", "auxWork")
}

func TestSkillMonitorSeesLogins(t *testing.T) {
	s := start(t, simulator.Options{})
	w := session(t, s)
	skill := w.must("GetThirdPartyDeviceId", object{"switchName": "CM1", "extension": "500"})["device"]
	m := everything()
	m["monitorObject"] = object{"deviceObject": skill}
	w.must("MonitorStart", m)
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "autoIn")
	if got := w.event("AgentLoggedOnEvent"); got["agentID"] != "2001" || got["acdGroup"] != skill {
		t.Errorf("logged on: %v", got)
	}
	if got := w.must("GetAcdSplit", object{"device": skill}); got["agentsLoggedIn"] != 1.0 || got["availableAgents"] != 1.0 {
		t.Errorf("split: %v", got)
	}
	p.must("UnregisterTerminal", object{"device": p.device}) // logs the agent out
	w.event("AgentLoggedOffEvent")
	if got := p.names("AgentLoggedOnEvent", "AgentLoggedOffEvent"); len(got) > 0 {
		t.Errorf("the station's monitor got %v", got)
	}
}
