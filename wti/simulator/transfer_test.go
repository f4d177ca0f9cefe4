package simulator_test

import (
	"testing"

	"offhook/wti/simulator"
)

// consult takes an ACD call at p and consults number.
func consult(t *testing.T, s *simulator.Server, p *peer, number string) (customer, second *simulator.Call) {
	t.Helper()
	p.logIn("2001", "manualIn")
	customer, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000", Digits: "42", UserData: "ID", FarEnd: simulator.Tone(500)})
	if err != nil {
		t.Fatal(err)
	}
	p.event("DeliveredEvent")
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(customer)})
	p.event("EstablishedEvent")
	a := p.must("ConsultationCall", object{"existingCall": p.connection(customer), "consultedDevice": number})
	p.event("HeldEvent")
	p.event("OriginatedEvent")
	for _, c := range s.Calls() {
		if c.ID() == member(a, "initiatedCall")["callID"] {
			return customer, c
		}
	}
	t.Fatalf("consultation answered %v", a)
	return nil, nil
}

func TestConsultTransferHandsTheCustomerOver(t *testing.T) {
	for name, d := range map[string]simulator.Dialect{"keeps the held call": {}, "keeps the active call": {TransferKeepsActive: true}} {
		t.Run(name, func(t *testing.T) {
			s := start(t, simulator.Options{Dialect: d})
			h := newHandset(t)
			p, q := phone(t, s, "4750", 0), phone(t, s, "4751", h.port())
			customer, second := consult(t, s, p, "4751")
			d := q.event("DeliveredEvent")
			info := member(d, "extensions", "privateData", "private", "DeliveredEventPrivateData", "originalCallInfo")
			if got := member(info, "networkCallingDevice")["deviceIdentifier"]; got != "15551234567:::0" {
				t.Errorf("the consulted one sees customer %v in %v", got, d)
			}
			q.must("AnswerCall", object{"callToBeAnswered": q.connection(second)})
			q.event("EstablishedEvent")
			a := p.must("TransferCall", object{"heldCall": p.connection(customer), "activeCall": p.connection(second)})
			left := p.event("TransferedEvent")
			if left["localConnectionInfo"] != "null" || member(left, "transferringDevice")["deviceIdentifier"] != p.device {
				t.Errorf("at the one who transfers: %v", left)
			}
			got := q.event("TransferedEvent")
			if got["localConnectionInfo"] != "connected" || len(got["transferredConnections"].([]any)) != 2 {
				t.Errorf("at the one who gets the call: %v", got)
			}
			p.event("AgentWorkingAfterCallEvent") // manual-in
			// The customer's tone is heard at 4751.
			h.drain()
			if l := loudness(h.hear(20)[10:], 0xff); l < 0.8 {
				t.Errorf("loudness after the transfer is %.2f", l)
			}
			if n := s.Station("4750").Calls; n != 0 {
				t.Errorf("%d calls left at 4750", n)
			}
			merged := member(a, "transferredCall")["callID"].(string)
			q.must("ClearConnection", object{"connectionToBeCleared": object{"callID": merged, "deviceID": q.device}})
			if err := customer.Wait(limit(t), simulator.CallEnded); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTransferWhileItRings(t *testing.T) {
	s := start(t, simulator.Options{})
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	customer, second := consult(t, s, p, "4751")
	q.event("DeliveredEvent")
	a := p.must("TransferCall", object{"heldCall": p.connection(customer), "activeCall": p.connection(second)})
	q.event("TransferedEvent")
	merged := member(a, "transferredCall")["callID"].(string)
	q.must("AnswerCall", object{"callToBeAnswered": object{"callID": merged, "deviceID": q.device}})
	if got := customer.State(); got != simulator.CallConnected {
		t.Errorf("the customer's call is %s", got)
	}
}

func TestTransferToACellThatAnswersLater(t *testing.T) {
	s := start(t, simulator.Options{})
	p := phone(t, s, "4750", 0)
	customer, second := consult(t, s, p, "5550100")
	p.must("TransferCall", object{"heldCall": p.connection(customer), "activeCall": p.connection(second)})
	if err := customer.Wait(limit(t), simulator.CallConnected); err != nil { // both outside
		t.Error(err)
	}
}

func TestConferenceLetsEverybodyHearEverybody(t *testing.T) {
	s := start(t, simulator.Options{})
	hp, hq := newHandset(t), newHandset(t)
	p, q := phone(t, s, "4750", hp.port()), phone(t, s, "4751", hq.port())
	customer, second := consult(t, s, p, "4751")
	q.event("DeliveredEvent")
	q.must("AnswerCall", object{"callToBeAnswered": q.connection(second)})
	hq.started(q.event("MediaStartEvent"))
	q.event("EstablishedEvent")
	a := p.must("ConferenceCall", object{"heldCall": p.connection(customer), "activeCall": p.connection(second)})
	if n := len(a["connections"].([]any)); n != 3 {
		t.Errorf("%d connections, want 3: %v", n, a)
	}
	if c := p.event("ConferencedEvent"); c["localConnectionInfo"] != "connected" || len(c["conferenceConnections"].([]any)) != 3 {
		t.Errorf("conferenced: %v", c)
	}
	q.event("ConferencedEvent")
	hp.drain()
	hq.drain()
	if l := loudness(hp.hear(20)[10:], 0xff); l < 0.8 { // the customer's tone
		t.Errorf("4750 hears %.2f", l)
	}
	if l := loudness(hq.hear(20)[10:], 0xff); l < 0.8 {
		t.Errorf("4751 hears %.2f", l)
	}
	hq.say(0, 0x80, 0x80, 0x80)
	if err := customer.WaitHeard(limit(t), 60e6); err != nil { // the customer hears 4751
		t.Error(err)
	}
	merged := member(a, "conferenceCall")["callID"].(string)
	if !s.Agent("2001").OnCall {
		t.Error("the agent's ACD call is over although the conference goes on")
	}
	q.must("ClearConnection", object{"connectionToBeCleared": object{"callID": merged, "deviceID": q.device}})
	gone := p.event("ConnectionClearedEvent")
	if gone["localConnectionInfo"] != "connected" || member(gone, "droppedConnection")["deviceID"] != q.device {
		t.Errorf("one leaves: %v", gone)
	}
	if got := customer.State(); got != simulator.CallConnected {
		t.Errorf("the customer's call is %s", got)
	}
	p.must("ClearConnection", object{"connectionToBeCleared": object{"callID": merged, "deviceID": p.device}})
	p.event("AgentWorkingAfterCallEvent")
	if got := customer.State(); got != simulator.CallEnded {
		t.Errorf("the customer's call is %s", got)
	}
}

func TestBlindTransfer(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	c, err := s.Call(simulator.Caller{Number: "15550001", VDN: "4750"})
	if err != nil {
		t.Fatal(err)
	}
	p.event("DeliveredEvent")
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(c)})
	p.must("SingleStepTransferCall", object{"activeCall": p.connection(c), "transferredTo": "4751:CM1:0.0.0.0:0"})
	if e := p.event("TransferedEvent"); e["cause"] != "singleStepTransfer" || e["localConnectionInfo"] != "null" {
		t.Errorf("transferred: %v", e)
	}
	if d := q.event("DeliveredEvent"); member(d, "callingDevice")["deviceIdentifier"] != "15550001:::0" {
		t.Errorf("delivered: %v", d)
	}
	q.must("AnswerCall", object{"callToBeAnswered": q.connection(c)})
	if got := c.State(); got != simulator.CallConnected {
		t.Errorf("call is %s", got)
	}
	// To the queue, and from there to an agent.
	q.must("SingleStepTransferCall", object{"activeCall": q.connection(c), "transferredTo": "7000"})
	if got := c.State(); got != simulator.CallQueued {
		t.Errorf("call is %s, want queued", got)
	}
	p.logIn("2001", "autoIn")
	p.event("DeliveredEvent")
}

func TestTwoStationsTalkToEachOther(t *testing.T) {
	s := start(t, simulator.Options{})
	hp, hq := newHandset(t), newHandset(t)
	p, q := phone(t, s, "4750", hp.port()), phone(t, s, "4751", hq.port())
	c := p.make(s, "4751")
	hp.started(p.event("MediaStartEvent"))
	q.event("DeliveredEvent")
	q.must("AnswerCall", object{"callToBeAnswered": q.connection(c)})
	hq.started(q.event("MediaStartEvent"))
	p.event("EstablishedEvent")
	for range 50 {
		hp.say(0, 0x80)
		if packet := hq.hear(1)[0]; packet.Payload[80] == 0x80 {
			return
		}
	}
	t.Error("4751 does not hear 4750")
}
