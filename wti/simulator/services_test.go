package simulator_test

import (
	"testing"

	"offhook/wti/simulator"
)

func (p *peer) wants(group, bit string) {
	p.t.Helper()
	p.must("MonitorStart", object{
		"monitorObject": object{"deviceObject": p.device},
		"extensions":    private("AvayaEvents", object{"invertFilter": true, group: object{bit: true}}),
	})
}

func TestPickup(t *testing.T) {
	sc := quick()
	sc.Stations[0].PickupGroup, sc.Stations[1].PickupGroup = "1", "1"
	s := start(t, simulator.Options{Scenario: sc})
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	for _, group := range []bool{false, true} {
		c, err := s.Call(simulator.Caller{Number: "15550001", VDN: "4750"})
		if err != nil {
			t.Fatal(err)
		}
		if group {
			q.must("GroupPickupCall", object{"newDestination": q.device})
		} else {
			q.must("DirectedPickupCall", object{"callToBePickedUp": p.connection(c), "requestingDevice": q.device})
		}
		if e := p.event("DivertedEvent"); e["cause"] != "callPickup" {
			t.Errorf("where it rang: %v", e)
		}
		if e := q.event("EstablishedEvent"); e["cause"] != "callPickup" || member(e, "callingDevice")["deviceIdentifier"] != "15550001:::0" {
			t.Errorf("who picked up: %v", e)
		}
		q.must("ClearConnection", object{"connectionToBeCleared": q.connection(c)})
	}
	q.refused("GroupPickupCall", object{"newDestination": q.device}, "stateIncompatibility", "noCallToAnswer")
}

func TestTonesOfTheFarEndAreDetectedAndCollected(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	p.wants("toneCollection", "tonesRetrieved")
	c := p.call(s, "5550107")
	object4750 := object{"deviceObject": p.device}
	p.refused("ToneCollectionFlushBuffer", object{"object": object4750}, "stateIncompatibility", "invalidObjectState")
	p.must("ToneCollectionStart", object{"object": object4750})
	p.must("ToneRetrievalCriteria", object{"object": object4750, "numberOfTones": 3})
	c.Press("12")
	if e := p.event("ToneDetectedEvent"); e["toneDetected"] != "1" {
		t.Errorf("tone: %v", e)
	}
	c.Press("3")
	if e := p.event("TonesRetrievedEvent"); e["tones"] != "123" || e["tcollcause"] != "charCountReceived" {
		t.Errorf("collected: %v", e)
	}
	p.must("ToneRetrievalCriteria", object{"object": object4750, "flushCharacter": "#", "interdigitTimeout": 50})
	c.Press("4")
	if e := p.event("TonesRetrievedEvent"); e["tones"] != "4" || e["tcollcause"] != "timeout" {
		t.Errorf("collected: %v", e)
	}
	p.must("ToneCollectionStop", object{"object": object4750})
}

func TestCallInformationAndSecurityCode(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "autoIn")
	c := ring(t, s, p)
	a := p.must("GetCallInformation", object{"device": p.device, "extension": "4750"})
	if a["callId"] != c.ID() || a["vdnExtension"] != "7000" || a["agentLoginID"] != "2001" || a["incoming"] != true {
		t.Errorf("information: %v", a)
	}
	if a := p.must("ValidateDeviceSecurityCode", object{"device": p.device, "securityCode": "1"}); a["response"] == "0" {
		t.Error("a wrong code is right")
	}
	p.must("ChangeDeviceSecurityCode", object{"device": p.device, "securityCode": "123456", "newSecurityCode": "4711"})
	if a := p.must("ValidateDeviceSecurityCode", object{"device": p.device, "securityCode": "4711"}); a["response"] != "0" {
		t.Errorf("the new code: %v", a)
	}
}

func TestVoiceUnitIsRefusedWithClientMedia(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", newHandset(t).port())
	c := p.call(s, "5550107")
	p.refused("PlayMessage", object{"messageToBePlayed": "1", "overConnection": p.connection(c)}, "operation", "requestIncompatibleWithConnection")
}

func TestSelectiveListeningSilencesTheAgentsEar(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	h := newHandset(t)
	p := phone(t, s, "4750", h.port())
	c := p.call(s, "5550106")
	if l := loudness(h.hear(20)[10:], 0xff); l < 0.7 {
		t.Fatalf("before: %.2f", l)
	}
	p.must("SelectiveListeningHold", object{"selectiveListening": object{"subjectConnection": p.connection(c), "allParties": true}})
	h.drain()
	if l := loudness(h.hear(20)[5:], 0xff); l > 0.05 {
		t.Errorf("while held: %.2f", l)
	}
	p.must("SelectiveListeningRetrieve", object{"selectiveListening": object{"subjectConnection": p.connection(c), "allParties": true}})
	h.drain()
	if l := loudness(h.hear(20)[5:], 0xff); l < 0.7 {
		t.Errorf("after: %.2f", l)
	}
}

func TestTelecommuterAndEmergency(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := session(t, s)
	p.station("4750")
	p.wants("physicalDeviceFeaturesPrivateEvents", "serviceLinkStatusChanged")
	p.wants("physicalDeviceFeaturesPrivateEvents", "e911CallBlocked")
	r := p.registration(0, true)
	login := member(r, "loginInfo")
	login["mediaMode"], login["telecommuterExtension"], login["e911"] = "TELECOMMUTER", "5551999", "block"
	if a := p.must("RegisterTerminal", r); a["code"] != "1" {
		t.Fatal(a)
	}
	c := p.call(s, "5550107")
	if e := p.event("ServiceLinkStatusEvent"); e["serviceLinkUp"] != true {
		t.Errorf("link: %v", e)
	}
	p.must("ClearConnection", object{"connectionToBeCleared": p.connection(c)})
	if e := p.event("ServiceLinkStatusEvent"); e["serviceLinkUp"] != false {
		t.Errorf("link: %v", e)
	}
	p.must("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "911"})
	p.event("E911CallBlockedEvent")
	if e := p.event("FailedEvent"); e["cause"] != "blocked" {
		t.Errorf("failed: %v", e)
	}
}
