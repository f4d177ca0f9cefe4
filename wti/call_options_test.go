package wti_test

import (
	"reflect"
	"testing"

	"offhook/wti"
	"offhook/wti/simulator"
)

// Each kind of call is told to CSTA and to Avaya; a plain one has nothing about
// it.
func TestMakeCallSaysWhatKindOfCallItIs(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	for name, x := range map[string]struct {
		o           wti.CallOptions
		flags, data any
	}{
		"plain":    {wti.CallOptions{}, nil, nil},
		"priority": {wti.CallOptions{Priority: true}, object{"priorityCall": true}, nil},
		"direct agent": {
			wti.CallOptions{Kind: wti.CallDirectAgent, Skill: "500"}, object{"directAgent": true},
			object{"typeOfCall": "directAgent", "acdGroup": "500:CM55:0.0.0.0:0"},
		},
		"supervisor assist, no skill": {
			wti.CallOptions{Kind: wti.CallSupervisorAssist, Priority: true},
			object{"assistCall": true, "priorityCall": true}, object{"typeOfCall": "supervisorAssist"},
		},
		"by a trunk": {wti.CallOptions{Route: "*103"}, nil, object{"typeOfCall": "normal", "destRoute": "*103"}},
	} {
		if _, err := c.MakeCall(t.Context(), "4751", x.o); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		r, _ := a.last("MakeCall")
		if got := r.payload["callCharacteristics"]; !reflect.DeepEqual(got, x.flags) {
			t.Errorf("%s: callCharacteristics %v, want %v", name, got, x.flags)
		}
		data := r.get("extensions", "privateData", "private", "MakeCallPrivateData", "callPrivateData")
		if !reflect.DeepEqual(data, x.data) || (r.payload["extensions"] == nil) != (x.data == nil) {
			t.Errorf("%s: private data %v, want %v", name, data, x.data)
		}
	}
}

// A direct-agent call to the agent himself is refused, one to a colleague rings
// there as a call of the skill.
func TestDirectAgentCallAtTheSimulatedSwitch(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	o := wti.CallOptions{Kind: wti.CallDirectAgent, Skill: "500"}
	if _, err := c.MakeCall(t.Context(), "2001", o); wti.KindOf(err) != wti.KindNotNow {
		t.Errorf("to ourselves: %v", err)
	}
	if _, err := c.MakeCall(t.Context(), "2002", o); wti.KindOf(err) != wti.KindWrongNumber {
		t.Errorf("to an agent who is logged out: %v", err)
	}
	kim, err := s.Colleague("4753")
	if err != nil {
		t.Fatal(err)
	}
	if err := kim.LogIn("2002", simulator.AutoIn); err != nil {
		t.Fatal(err)
	}
	made, err := c.MakeCall(t.Context(), "2002", o)
	if err != nil {
		t.Fatal(err)
	}
	d := nextWhere(t, c, func(e wti.Delivered) bool { return e.Connection.Call == made.Call })
	if d.Own || d.Alerting.Number != "4753" || d.Skill != "500" {
		t.Errorf("delivered %+v, want at 4753 for skill 500", d)
	}
}

// What is told to somebody who joins arrives.
func TestSingleStepConferenceCarriesUserData(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	_, first := talking(t, s, c)
	joined, err := c.SingleStepConference(t.Context(), first, "4753", wti.JoinOptions{Participation: wti.ParticipationSilent, UserData: "LISTEN=1"})
	if err != nil || joined.Call != first.Call {
		t.Fatalf("joined %+v, %v", joined, err)
	}
	if e := next[wti.Conferenced](t, c); e.UserData != "LISTEN=1" || e.Cause != "silentParticipation" {
		t.Errorf("%+v", e)
	}
	a := newAES(t, wireForm{})
	c = signIn(t, a, nil)
	a.when("SingleStepConferenceCall", func(request) any { return object{"conferencedCall": object{"callID": "1", "deviceID": "4753"}} })
	if _, err := c.SingleStepConference(t.Context(), wti.Connection{Call: "1"}, "4753", wti.JoinOptions{}); err != nil {
		t.Error(err)
	}
	if r, _ := a.last("SingleStepConferenceCall"); r.payload["participationType"] != "active" || r.payload["userData"] != nil {
		t.Errorf("without options: sent %v", r.payload)
	}
}
