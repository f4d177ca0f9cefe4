package simulator_test

import (
	"strings"
	"testing"

	"offhook/wti/simulator"
)

func TestRegistrationFailuresAreCodesNotRefusals(t *testing.T) {
	s := start(t, simulator.Options{})
	p := session(t, s)
	p.device = "4750:CM1:0.0.0.0:0"
	p.refused("RegisterTerminal", p.registration(0, false), "operation", "invalidDeviceID") // no GetDeviceId
	p.station("4750")
	wrong := p.registration(0, false)
	member(wrong, "loginInfo")["password"] = "654321"
	if a := p.must("RegisterTerminal", wrong); a["code"] != "63773" || !strings.Contains(a["reason"].(string), "securityDenial") {
		t.Errorf("wrong code: %v", a)
	}
	if s.Station("4750").Registered {
		t.Error("registered with a wrong code")
	}
	dependent := p.registration(0, false)
	member(dependent, "loginInfo")["dependencyMode"] = "DEPENDENT"
	if a := p.must("RegisterTerminal", dependent); a["code"] == "1" {
		t.Errorf("a dependent terminal without a main one: %v", a)
	}
	p.register(0)

	q := session(t, s)
	q.station("4750")
	if a := q.must("RegisterTerminal", q.registration(0, false)); a["code"] == "1" || !strings.Contains(a["reason"].(string), "in use") {
		t.Errorf("second registration: %v", a)
	}
	if a := q.must("RegisterTerminal", q.registration(0, true)); a["code"] != "1" {
		t.Errorf("forced registration: %v", a)
	}
	gone := p.event("TerminalUnregisteredEvent")
	if gone["code"] != "FORCE_LOGIN" || !strings.Contains(gone["reason"].(string), "2009") {
		t.Errorf("the first one is told %v", gone)
	}
	if got := p.must("GetRegistrationState", object{"device": p.device}); got["registrationState"] != "IDLE" {
		t.Errorf("the first one's state is %v", got)
	}
	q.must("UnregisterTerminal", object{"device": q.device, "forceLogout": true})
	if s.Station("4750").Registered {
		t.Error("still registered")
	}
}

func TestUnregisterIsRefusedDuringACallUnlessForced(t *testing.T) {
	s := start(t, simulator.Options{})
	p := phone(t, s, "4750", 0)
	p.must("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "5550107"})
	p.event("EstablishedEvent")
	if a := p.must("UnregisterTerminal", object{"device": p.device}); a["code"] != "1997" {
		t.Errorf("unregister in a call: %v", a)
	}
	if a := p.must("UnregisterTerminal", object{"device": p.device, "forceLogout": true}); a["code"] != "1" {
		t.Errorf("forced: %v", a)
	}
	if calls := s.Calls(); calls[0].State() != simulator.CallEnded {
		t.Errorf("the call is %s", calls[0].State())
	}
}

func TestInitialEventsFollowTheRegistration(t *testing.T) {
	sc := simulator.Default()
	sc.Stations[0].Messages = true
	s := start(t, simulator.Options{Scenario: sc})
	p := phone(t, s, "4750", 0)
	lamp := p.event("LampModeEvent")
	if lamp["lampMode"] != 2.0 {
		t.Errorf("lamp: %v", lamp)
	}
	p.event("DisplayUpdatedEvent")
	if got := p.event("MessageWaitingEvent"); got["messageWaitingOn"] != true {
		t.Errorf("message waiting: %v", got)
	}
	if got := p.must("GetMessageWaitingIndicator", object{"device": p.device}); got["messageWaitingOn"] != true {
		t.Errorf("indicator: %v", got)
	}
}

func TestFilterDecidesWhatComes(t *testing.T) {
	bits := object{"physicalDeviceFeature": object{"hookswitch": true}}
	inverted := func(o object) object {
		o["extensions"] = private("AvayaEvents", object{"invertFilter": true, "mediaControl": object{"mediaStarted": true}})
		return o
	}
	for name, c := range map[string]struct {
		sense   simulator.FilterSense
		request object
		want    map[string]bool
	}{
		"inverted: only what is named": {0, inverted(object{"requestedMonitorFilter": bits}),
			map[string]bool{"HookswitchEvent": true, "MediaStartEvent": true}},
		"inverted, nothing named: nothing": {0, object{"requestedMonitorFilter": object{"AvayaEvents": object{"invertFilter": true}}},
			map[string]bool{}},
		"CSTA sense: all but what is named": {0, object{"requestedMonitorFilter": bits},
			map[string]bool{"MediaStartEvent": true, "LampModeEvent": true, "EstablishedEvent": true}},
		"CSTA sense, empty: everything": {0, object{},
			map[string]bool{"HookswitchEvent": true, "MediaStartEvent": true, "LampModeEvent": true, "EstablishedEvent": true}},
		"groups among the categories": {0, object{"requestedMonitorFilter": object{"invertFilter": true, "mediaControl": object{"mediaStarted": true}}},
			map[string]bool{"MediaStartEvent": true}},
		"a server where true sends": {simulator.FilterTrueSends, object{"requestedMonitorFilter": bits},
			map[string]bool{"HookswitchEvent": true}},
		"a server where true suppresses": {simulator.FilterTrueSuppresses, inverted(object{"requestedMonitorFilter": bits}),
			map[string]bool{"LampModeEvent": true, "EstablishedEvent": true}},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, simulator.Options{Scenario: quick(), Dialect: simulator.Dialect{FilterSense: c.sense}})
			h := newHandset(t)
			p := session(t, s)
			p.device = p.must("GetDeviceId", object{"switchName": "CM1", "extension": "4750"})["device"].(string)
			c.request["monitorObject"] = object{"deviceObject": p.device}
			p.must("MonitorStart", c.request)
			p.register(h.port())
			p.must("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "5550107"})
			if _, err := s.WaitCall(limit(t), func(c *simulator.Call) bool { return c.State() == simulator.CallConnected }); err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			for _, n := range p.names("HookswitchEvent", "MediaStartEvent", "LampModeEvent", "EstablishedEvent") {
				got[n] = true
			}
			if len(got) != len(c.want) {
				t.Errorf("came %v, want %v", got, c.want)
			}
			for n := range c.want {
				if !got[n] {
					t.Errorf("%s did not come", n)
				}
			}
		})
	}
}
