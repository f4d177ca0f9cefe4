package simulator_test

import (
	"testing"

	"offhook/wti/simulator"
)

// calling is a MakeCall with Avaya's part.
func (p *peer) calling(number string, flags, data object) object {
	return object{
		"callingDevice": p.device, "calledDirectoryNumber": number, "callCharacteristics": flags,
		"extensions": private("MakeCallPrivateData", object{"callPrivateData": data}),
	}
}

var direct = object{"directAgent": true}

// A direct-agent call waits for its agent, whoever else is available, goes before
// the calls of the skill, and counts as one of them.
func TestDirectAgentCallWaitsForItsAgent(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	caller := phone(t, s, "4752", 0)
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	p.logIn("2001", "auxWork")
	q.logIn("2002", "auxWork")
	ahead, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000"})
	if err != nil {
		t.Fatal(err)
	}
	a := caller.must("MakeCall", caller.calling("2001", direct, object{"acdGroup": "500:CM1::0", "typeOfCall": "directAgent"}))
	id := member(a, "callingDevice")["callID"]
	caller.event("QueuedEvent")
	q.must("SetAgentState", q.state("ready", object{"workMode": "autoIn"}))
	if d := q.event("DeliveredEvent"); member(d, "connection")["callID"] != ahead.ID() {
		t.Errorf("another agent has %v, want the skill's call", d)
	}
	p.must("SetAgentState", p.state("ready", object{"workMode": "manualIn"}))
	d := p.event("DeliveredEvent")
	if member(d, "connection")["callID"] != id {
		t.Fatalf("delivered %v, want the direct call %v", d, id)
	}
	if g := member(d, "extensions", "privateData", "private", "DeliveredEventPrivateData")["acdGroup"]; g != "500:CM1:0.0.0.0:0" {
		t.Errorf("skill = %v", g)
	}
	p.must("AnswerCall", object{"callToBeAnswered": member(d, "connection")})
	p.event("AgentBusyEvent")
	caller.must("ClearConnection", object{"connectionToBeCleared": object{"callID": id, "deviceID": caller.device}})
	p.event("AgentWorkingAfterCallEvent")
}

// When its agent leaves, the call is anybody's of the skill.
func TestDirectAgentCallOutlivesItsAgent(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	caller := phone(t, s, "4752", 0)
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	p.logIn("2001", "auxWork")
	q.logIn("2002", "autoIn")
	a := caller.must("MakeCall", caller.calling("2001", direct, object{"typeOfCall": "directAgent"}))
	caller.event("QueuedEvent")
	if n := len(q.names("DeliveredEvent")); n != 0 {
		t.Fatalf("%d calls at the other agent", n)
	}
	p.must("SetAgentState", p.state("loggedOff", object{}))
	if d := q.event("DeliveredEvent"); member(d, "connection")["callID"] != member(a, "callingDevice")["callID"] {
		t.Errorf("delivered %v", d)
	}
}

// Supervisor assist comes from an agent, and rings like a priority call; a trunk
// access code takes every number outside.
func TestKindsOfCallsOfMakeCall(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	help := p.calling("4751", object{"assistCall": true}, object{"acdGroup": "500", "typeOfCall": "supervisorAssist"})
	p.refused("MakeCall", help, "operation", "requestIncompatibleWithObject")
	p.logIn("2001", "auxWork")
	a := p.must("MakeCall", help)
	if r := q.event("RingerStatusEvent"); r["ringPattern"] != 3.0 {
		t.Errorf("an assist call rings with %v", r)
	}
	p.must("ClearConnection", object{"connectionToBeCleared": member(a, "callingDevice")})
	q.event("ConnectionClearedEvent")
	for flags, pattern := range map[string]float64{"priorityCall": 3, "other": 2} {
		a = p.must("MakeCall", p.calling("4751", object{flags: true}, object{}))
		for {
			if r := q.event("RingerStatusEvent"); r["ringMode"] == "ringing" {
				if r["ringPattern"] != pattern {
					t.Errorf("%s: rings with %v, want %v", flags, r["ringPattern"], pattern)
				}
				break
			}
		}
		p.must("ClearConnection", object{"connectionToBeCleared": member(a, "callingDevice")})
	}
	p.must("MakeCall", p.calling("555123456", object{}, object{"destRoute": "*103", "typeOfCall": "normal"}))
	p.event("NetworkReachedEvent")
}

func TestMakeCallRefusesKindsThatAreIncomplete(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	p.logIn("2001", "auxWork")
	q.logIn("2002", "auxWork")
	for name, c := range map[string]struct {
		number      string
		flags, data object
		code        string
	}{
		"without Avaya's part": {"2002", direct, object{}, "invalidParameterValue"},
		"assist as direct":     {"2002", object{"assistCall": true}, object{"typeOfCall": "directAgent"}, "invalidParameterValue"},
		"unknown kind":         {"2002", object{}, object{"typeOfCall": "loud"}, "invalidParameterValue"},
		"nobody logged in":     {"2999", direct, object{"typeOfCall": "directAgent"}, "invalidDestination"},
		"at the station":       {"2001", direct, object{"typeOfCall": "directAgent"}, "requestIncompatibleWithObject"},
		"no such skill":        {"2002", direct, object{"typeOfCall": "directAgent", "acdGroup": "599"}, "invalidAgentGroup"},
		"another's help":       {"15551234567", object{"assistCall": true}, object{"typeOfCall": "supervisorAssist"}, "invalidDestination"},
		"no code":              {"5551234", object{}, object{"destRoute": "trunk"}, "invalidDestination"},
	} {
		t.Run(name, func(t *testing.T) {
			p.t = t
			p.refused("MakeCall", p.calling(c.number, c.flags, c.data), "operation", c.code)
		})
	}
}

// User data of the requests that take some reaches who is called.
func TestUserDataGoesWithConsultationTransferAndJoining(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", 0)
	r := phone(t, s, "4752", 0)
	c, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "4750", UserData: "FIRST"})
	if err != nil {
		t.Fatal(err)
	}
	p.event("DeliveredEvent")
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(c)})
	more := object{"string": "4D4F5245"} // MORE
	p.must("SingleStepConferenceCall", object{"activeCall": p.connection(c), "deviceToJoin": q.device, "participationType": "active", "userData": more})
	if e := q.event("ConferencedEvent"); member(e, "userData")["string"] != "4D4F5245" {
		t.Errorf("joining: %v", e)
	}
	q.must("ClearConnection", object{"connectionToBeCleared": object{"callID": c.ID(), "deviceID": q.device}})
	a := p.must("ConsultationCall", object{"existingCall": p.connection(c), "consultedDevice": q.device, "userData": object{"string": "41534B"}})
	if e := q.event("DeliveredEvent"); member(e, "userData")["string"] != "41534B" {
		t.Errorf("consultation: %v", e)
	}
	p.must("ReconnectCall", object{"heldCall": p.connection(c), "activeCall": member(a, "initiatedCall")})
	p.refused("SingleStepTransferCall", object{"activeCall": p.connection(c), "transferredTo": "x", "userData": object{"string": "58"}}, "operation", "invalidDestination")
	p.must("SingleStepTransferCall", object{"activeCall": p.connection(c), "transferredTo": r.device, "userData": object{"string": "4C415354"}})
	if e := r.event("DeliveredEvent"); member(e, "userData")["string"] != "4C415354" {
		t.Errorf("transfer: %v", e)
	}
}
