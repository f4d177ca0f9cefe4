package simulator_test

import (
	"slices"
	"testing"
	"time"

	"offhook/wti/simulator"
)

// quick is the default scenario with far ends that answer at once, and 5550110
// that hangs up at once.
func quick() *simulator.Scenario {
	sc := simulator.Default()
	for i := range sc.Numbers {
		sc.Numbers[i].Ring = simulator.Duration(time.Millisecond)
	}
	sc.Numbers = append(sc.Numbers, simulator.Number{
		Number: "5550110", Ring: simulator.Duration(time.Millisecond), Hangup: simulator.Duration(time.Millisecond),
	})
	return sc
}

// call dials and waits for the answer; it returns the switch's view of the call.
func (p *peer) call(s *simulator.Server, number string) *simulator.Call {
	p.t.Helper()
	c := p.make(s, number)
	p.event("EstablishedEvent")
	return c
}

func (p *peer) make(s *simulator.Server, number string) *simulator.Call {
	p.t.Helper()
	a := p.must("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": number})
	id := member(a, "callingDevice")["callID"]
	for _, c := range slices.Backward(s.Calls()) { // callIDs come again
		if c.ID() == id {
			return c
		}
	}
	p.t.Fatalf("MakeCall answered %v, and there is no such call", a)
	return nil
}

var callEvents = []string{
	"ServiceInitiatedEvent", "OriginatedEvent", "NetworkReachedEvent", "DeliveredEvent", "EstablishedEvent", "HeldEvent",
	"RetrievedEvent", "FailedEvent", "ConnectionClearedEvent", "TransferedEvent", "ConferencedEvent", "DivertedEvent", "QueuedEvent",
}

func TestOutgoingCallReportsItsStagesInOrder(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	c := p.make(s, "9 5550110"[2:])
	if err := c.Wait(limit(t), simulator.CallEnded); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"ServiceInitiatedEvent", "OriginatedEvent", "NetworkReachedEvent", "DeliveredEvent", "EstablishedEvent",
		"ConnectionClearedEvent", "ConnectionClearedEvent",
	}
	if got := p.names(callEvents...); !slices.Equal(got, want) {
		t.Errorf("events are %v, want %v", got, want)
	}
}

func TestSpecialNumbers(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	for number, cause := range map[string]string{
		"5550102": "busy", "95550102": "busy", "5550104": "destNotObtainable", "5550109": "trunksBusy", "123": "numberUnallocated",
		"2002": "destNotObtainable", "4750": "busy",
	} {
		c := p.make(s, number)
		f := p.event("FailedEvent")
		if f["cause"] != cause || f["localConnectionInfo"] != "fail" || c.State() != simulator.CallFailed || c.Cause() != cause {
			t.Errorf("call to %s: %v, want %s", number, f, cause)
		}
		p.must("ClearConnection", object{"connectionToBeCleared": p.connection(c)})
		p.event("ConnectionClearedEvent")
	}
	for _, number := range []string{"5550100", "95550101", "+15557654321", "915557654321"} {
		c := p.call(s, number)
		p.refused("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "5550100"}, "stateIncompatibility", "connectedCallExists")
		p.must("ClearConnection", object{"connectionToBeCleared": p.connection(c)})
	}
	p.refused("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "+49 x"}, "operation", "invalidCalledDeviceID")
	p.refused("MakeCall", object{"callingDevice": p.device}, "operation", "invalidCalledDeviceID")
	p.refused("MakeCall", object{"callingDevice": "4799:CM1::0", "calledDirectoryNumber": "5550100"}, "operation", "invalidCallingDeviceID")
}

func TestDigitsReachTheFarEndAndItsMenu(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	c := p.call(s, "5550105")
	send := func(digits string) object {
		return object{"connectionToSendDigits": p.connection(c), "digitMode": "dTMF", "charactersToSend": digits}
	}
	p.must("GenerateDigits", send("1"))
	p.must("GenerateDigits", send("2*#"))
	if got := c.Digits(); got != "12*#" {
		t.Errorf("digits are %q", got)
	}
	p.refused("GenerateDigits", send("x"), "operation", "invalidParameterValue")
	p.must("HoldCall", object{"callToBeHeld": p.connection(c)})
	p.refused("GenerateDigits", send("1"), "stateIncompatibility", "noActiveCall")
}

func TestWrongMomentsAreRefused(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	c := p.call(s, "5550107")
	p.refused("AnswerCall", object{"callToBeAnswered": p.connection(c)}, "stateIncompatibility", "noCallToAnswer")
	p.refused("RetrieveCall", object{"callToBeRetrieved": p.connection(c)}, "stateIncompatibility", "noHeldCall")
	p.refused("HoldCall", object{"callToBeHeld": object{"callID": "9999", "deviceID": p.device}}, "operation", "invalidCallID")
	p.refused("HoldCall", object{"callToBeHeld": object{"callID": c.ID(), "deviceID": "4751:CM1::0"}}, "operation", "invalidConnectionID")
	p.refused("HoldCall", object{}, "operation", "invalidConnectionID")
	p.must("ClearConnection", object{"connectionToBeCleared": p.connection(c)})
	p.refused("ClearConnection", object{"connectionToBeCleared": p.connection(c)}, "operation", "invalidCallID")
}

func TestSecondCallWaitsAndCallsAlternate(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	one := p.call(s, "5550107")
	two, err := s.Call(simulator.Caller{Number: "15550009", VDN: "4750"})
	if err != nil {
		t.Fatal(err)
	}
	p.event("DeliveredEvent")
	p.refused("AnswerCall", object{"callToBeAnswered": p.connection(two)}, "stateIncompatibility", "connectedCallExists")
	p.must("HoldCall", object{"callToBeHeld": p.connection(one)})
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(two)})
	p.event("EstablishedEvent")
	p.must("AlternateCall", object{"heldCall": p.connection(one), "activeCall": p.connection(two)})
	if one.State() != simulator.CallConnected || two.State() != simulator.CallHeld {
		t.Errorf("after alternate the calls are %s and %s", one.State(), two.State())
	}
	three, err := s.Call(simulator.Caller{Number: "15550010", VDN: "4750"}) // the last appearance is for outgoing calls
	if err != nil {
		t.Fatal(err)
	}
	if three.Cause() != "busy" || three.State() != simulator.CallEnded {
		t.Errorf("a third call is %s, cause %q", three.State(), three.Cause())
	}
	p.must("ReconnectCall", object{"heldCall": p.connection(two), "activeCall": p.connection(one)})
	if one.State() != simulator.CallEnded || two.State() != simulator.CallConnected {
		t.Errorf("after reconnect the calls are %s and %s", one.State(), two.State())
	}
}

func TestCallerWhoGivesUpStopsTheRinging(t *testing.T) {
	s := start(t, simulator.Options{})
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "autoIn")
	call, err := s.Call(simulator.Caller{Number: "15550001", VDN: "7000", Patience: 30 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	p.event("DeliveredEvent")
	cleared := p.event("ConnectionClearedEvent")
	if member(cleared, "releasingDevice")["deviceIdentifier"] != "15550001:::0" || cleared["localConnectionInfo"] != "alerting" {
		t.Errorf("first the caller leaves: %v", cleared)
	}
	if got := p.event("ConnectionClearedEvent")["localConnectionInfo"]; got != "null" {
		t.Errorf("then we do: %v", got)
	}
	if call.State() != simulator.CallEnded || s.Station("4750").Ringing || !s.Agent("2001").Available {
		t.Errorf("call %s, station %+v, agent %+v", call.State(), s.Station("4750"), s.Agent("2001"))
	}
}

func TestDeflectedCallRingsElsewhere(t *testing.T) {
	s := start(t, simulator.Options{})
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	call, err := s.Call(simulator.Caller{Number: "15550001", VDN: "4750"})
	if err != nil {
		t.Fatal(err)
	}
	p.event("DeliveredEvent")
	p.must("DeflectCall", object{"callToBeDiverted": p.connection(call), "newDestination": "4751:CM1:0.0.0.0:0"})
	if d := p.event("DivertedEvent"); member(d, "newDestination")["deviceIdentifier"] != q.device || d["localConnectionInfo"] != "null" {
		t.Errorf("diverted: %v", d)
	}
	was, _ := q.event("DeliveredEvent")["deviceHistory"].([]any)
	if len(was) != 1 || was[0].(object)["eventCause"] != "redirected" || member(was[0].(object), "oldDeviceID")["numberDialed"] != p.device {
		t.Errorf("the call's history is %v, want the station that it was redirected from", was)
	}
	q.must("AnswerCall", object{"callToBeAnswered": q.connection(call)})
	if got := call.State(); got != simulator.CallConnected {
		t.Errorf("call is %s", got)
	}
}

func TestUnregisteredStationIsAnsweredByAColleague(t *testing.T) {
	s := start(t, simulator.Options{})
	p := phone(t, s, "4750", 0)
	c := p.call(s, "4751")
	if c.Number() != "4751" || c.State() != simulator.CallConnected {
		t.Errorf("call to %s is %s", c.Number(), c.State())
	}
}

func TestSnapshotTellsWhatTheMonitorMissed(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	c := p.call(s, "5550107")
	p.must("HoldCall", object{"callToBeHeld": p.connection(c)})
	a := p.must("SnapshotDevice", object{"snapshotObject": p.device})
	list := member(a, "crossRefIDorSnapshotData")["snapshotData"].([]any)
	if len(list) != 1 {
		t.Fatalf("snapshot: %v", a)
	}
	entry := list[0].(object)
	if id := member(entry, "connectionIdentifier")["callID"]; id != c.ID() {
		t.Errorf("call is %v", id)
	}
	if states := member(entry, "localCallState")["compoundCallState"].([]any); states[0] != "hold" || states[1] != "connected" {
		t.Errorf("states are %v", states)
	}
	b := p.must("SnapshotCall", object{"snapshotObject": p.connection(c)})
	if n := len(member(b, "crossRefIDorSnapshotData")["snapshotData"].([]any)); n != 2 {
		t.Errorf("%d parties", n)
	}
	u := p.must("GetCallLinkageData", object{"call": p.connection(c)})
	if got := member(u, "callLinkageData", "globalCallData", "globalCallLinkageID")["globallyUniqueCallLinkageID"]; got != c.UCID() {
		t.Errorf("UCID %v, want %s", got, c.UCID())
	}
}

func TestDoNotDisturbAndForwarding(t *testing.T) {
	s := start(t, simulator.Options{})
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	p.must("SetDoNotDisturb", object{"device": p.device, "doNotDisturbOn": true})
	p.event("DoNotDisturbEvent")
	q.make(s, "4750")
	if f := q.event("FailedEvent"); f["cause"] != "doNotDisturb" {
		t.Errorf("failed: %v", f)
	}
	p.must("SetDoNotDisturb", object{"device": p.device, "doNotDisturbOn": false})
	p.must("SetForwarding", object{"device": p.device, "forwardingType": "forwardImmediate", "activateForward": true, "forwardDN": "4751"})
	p.event("ForwardingEvent")
	if _, err := s.Call(simulator.Caller{Number: "15550001", VDN: "4750"}); err != nil {
		t.Fatal(err)
	}
	q.event("DeliveredEvent")
}

func TestButtonsAndHookWorkLikeFingers(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	c, err := s.Call(simulator.Caller{Number: "15550001", VDN: "4750"})
	if err != nil {
		t.Fatal(err)
	}
	for lamp := (object{}); lamp["lampMode"] != 7.0; {
		lamp = p.event("LampModeEvent")
	}
	p.must("SetHookswitchStatus", object{"device": p.device, "hookswitch": "0", "hookswitchOnhook": false})
	if got := p.event("HookswitchEvent")["hookswitchOnHook"]; got != false {
		t.Errorf("hook: %v", got)
	}
	p.event("EstablishedEvent")
	lamps := p.must("GetLampMode", object{"device": p.device, "lamp": "263"})["lampModeList"].([]any)
	if got := lamps[0].(object)["lampMode"]; got != 3.0 {
		t.Errorf("lamp of a call is %v, want steady", got)
	}
	p.must("ButtonPress", object{"device": p.device, "button": "261"}) // Hold
	p.event("HeldEvent")
	p.must("ButtonPress", object{"device": p.device, "button": "263"}) // too fast: dropped, though accepted
	if got := c.State(); got != simulator.CallHeld {
		t.Errorf("call is %s; a press within 200 ms must be lost", got)
	}
	p.must("SetHookswitchStatus", object{"device": p.device, "hookswitch": "0", "hookswitchOnhook": true})
	c.Hangup()
	if got := p.must("GetHookswitchStatus", object{"device": p.device})["hookswitchStatusList"].([]any)[0].(object)["hookswitchOnHook"]; got != true {
		t.Errorf("on-hook after the call is %v", got)
	}
	if n := len(p.must("GetButtonInformation", object{"device": p.device})["buttonList"].([]any)); n < 10 {
		t.Errorf("%d buttons", n)
	}
}
