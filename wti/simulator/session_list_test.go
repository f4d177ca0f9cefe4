package simulator_test

import (
	"testing"
	"time"

	"offhook/wti/simulator"
)

// services starts a monitor of the session's own list events.
func (p *peer) services() {
	p.t.Helper()
	p.must("MonitorStart", object{
		"monitorObject": object{"deviceObject": ""},
		"extensions": private("AvayaEvents", object{"invertFilter": true, "deviceServices": object{
			"getDeviceIdList": true, "getMonitorList": true, "transferMonitorObjects": true}}),
	})
}

func TestMonitorsTerminalAndCallMoveToANewSession(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	c := p.call(s, "5550107")
	old := p.id
	s.DropSockets()

	q := session(t, s)
	q.device = p.device
	q.services()
	if got := q.must("GetRegistrationState", object{"device": q.device})["registrationState"]; got != "REGISTERED" {
		t.Errorf("a new session is told the terminal is %v while the old one holds it", got)
	}
	q.must("GetMonitorList", object{"sessionID": old})
	if list := q.event("GetMonitorListEvent")["monitorObjectDataList"].([]any); len(list) != 1 {
		t.Errorf("monitors of the old session: %v", list)
	}
	q.must("TransferMonitorObjects", object{"fromSessionID": old, "toSessionID": q.id})
	if e := q.event("TransferMonitorObjectsEvent"); e["isFinalResponse"] != true || e["fromSessionID"] != old {
		t.Errorf("event: %v", e)
	}
	q.must("GetDeviceIdList", object{"sessionID": q.id})
	if ids := q.event("GetDeviceIdListEvent")["deviceIDList"].([]any); len(ids) != 1 || ids[0] != q.device {
		t.Errorf("devices of the new session: %v", ids)
	}
	q.must("HoldCall", object{"callToBeHeld": q.connection(c)})
	q.event("HeldEvent") // by the monitor that moved
	if got := s.Station("4750"); !got.Registered || got.Calls != 1 {
		t.Errorf("station: %+v", got)
	}
	if ids := q.must("GetSessionIdList", object{})["sessionIDList"].([]any); len(ids) != 1 {
		t.Errorf("the old session should be gone: %v", ids)
	}
}

func TestOldSessionIsReestablishedUnlessTheDialectForbidsIt(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	old := p.id
	s.DropSockets()
	q := dial(t, s, basic("demo", "demo"))
	q.device = p.device
	a := q.must("StartApplicationSession", object{"SessionDuration": "60", "SessionID": old})
	if a["sessionID"] != old {
		t.Errorf("the session is %v, want the old one %s", a["sessionID"], old)
	}
	c := q.call(s, "5550107") // its monitor and terminal are still there
	if c.State() != simulator.CallConnected {
		t.Errorf("call is %s", c.State())
	}

	s = start(t, simulator.Options{Scenario: quick(), Dialect: simulator.Dialect{NoReestablish: true}})
	p = session(t, s)
	q = dial(t, s, basic("demo", "demo"))
	if a := q.ask("StartApplicationSession", object{"SessionDuration": "60", "SessionID": p.id}); member(a, "errorCode")["definedError"] != "invalidApplicationInfo" {
		t.Errorf("answer: %v", a)
	}
}

func TestSystemStatusFollowsTheLink(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := session(t, s)
	a := p.must("SystemRegister", object{
		"requestTypes":          object{"systemStatus": true},
		"requestedStatusFilter": object{"normal": true, "disabled": true},
		"extensions":            private("SystemRegisterPrivateData", object{"invertFilter": true, "switchName": "CM1"}),
	})
	id := a["sysStatRegisterID"]
	s.AnnounceStatus("overloadReached") // not asked for
	s.SetLink(false)
	e := p.event("SystemStatus")
	link := member(e, "extensions", "privateData", "private", "SystemStatusPrivateData")["switchTlinkStatus"].([]any)[0].(object)
	if e["systemStatus"] != "disabled" || e["sysStatRegisterID"] != id || link["tlinkStatus"] != "tlinkDown" {
		t.Errorf("event: %v", e)
	}
	if got := p.must("RequestSystemStatus", object{})["systemStatus"]; got != "disabled" {
		t.Errorf("status is %v", got)
	}
	s.SetLink(true)
	if e := p.event("SystemStatus"); e["systemStatus"] != "normal" {
		t.Errorf("event: %v", e)
	}
	p.must("SystemRegisterCancel", object{"sysStatRegisterID": id})
	p.refused("SystemRegisterCancel", object{"sysStatRegisterID": id}, "operation", "invalidParameterValue")
}

func TestCallSurvivesASessionThatEndsWhenTheSwitchWaits(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick(), LinkLossDelay: time.Minute})
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "autoIn")
	c := p.call(s, "5550107")
	s.ExpireSessions()
	if got := s.Station("4750"); got.Registered || c.State() != simulator.CallConnected {
		t.Errorf("after the session: %+v, call %s", got, c.State())
	}
	h := newHandset(t)
	q := phone(t, s, "4750", h.port())
	h.started(q.event("MediaStartEvent"))
	q.must("HoldCall", object{"callToBeHeld": q.connection(c)})
	if a := s.Agent("2001"); a.Station != "4750" {
		t.Errorf("agent: %+v", a)
	}
	q.must("UnregisterTerminal", object{"device": q.device, "forceLogout": true})
	if c.State() != simulator.CallEnded {
		t.Errorf("after logging off the call is %s", c.State())
	}
}
