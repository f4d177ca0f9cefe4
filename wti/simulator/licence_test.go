package simulator_test

import (
	"strconv"
	"testing"
	"time"

	"offhook/wti/simulator"
)

// press presses buttons with the pauses that CM wants.
func (p *peer) press(buttons ...int) {
	p.t.Helper()
	last := 0
	for _, b := range buttons {
		pause := 250 * time.Millisecond
		if b < 16 && last >= 16 {
			pause = 550 * time.Millisecond
		}
		<-time.After(pause)
		last = b
		p.must("ButtonPress", object{"device": p.device, "button": strconv.Itoa(b)})
	}
}

func digits(text string) []int {
	var list []int
	for _, d := range text {
		switch d {
		case '*':
			list = append(list, 10)
		case '#':
			list = append(list, 11)
		default:
			list = append(list, int(d-'0'))
		}
	}
	return list
}

// buttonPhone is a phone on a server without TSAPI licence.
func buttonPhone(t *testing.T) (*simulator.Server, *peer) {
	t.Helper()
	s := start(t, simulator.Options{Scenario: quick(), NoTSAPILicence: true, NoAgentLicence: true})
	p := session(t, s)
	p.device = p.must("GetDeviceId", object{"switchName": "CM1", "extension": "4750", "controllableByOtherSessions": true})["device"].(string)
	m := everything()
	m["monitorObject"] = object{"deviceObject": p.device}
	p.refused("MonitorStart", m, "systemResourceAvailibility", "resourceLimitExceeded")
	f := member(m, "requestedMonitorFilter")
	delete(f, "callcontrol")
	delete(f, "logicalDeviceFeature")
	p.must("MonitorStart", m)
	p.register(0)
	return s, p
}

func (p *peer) lamp(id int, mode float64) {
	p.t.Helper()
	for {
		if e := p.event("LampModeEvent"); e["lamp"] == strconv.Itoa(id) && e["lampMode"] == mode {
			return
		}
	}
}

func TestWithoutALicenceOnlyButtonsAreLeft(t *testing.T) {
	s, p := buttonPhone(t)
	p.refused("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "5550107"}, "systemResourceAvailibility", "resourceLimitExceeded")
	p.refused("GetAgentState", object{"device": p.device}, "systemResourceAvailibility", "resourceLimitExceeded")

	p.press(264)
	p.press(digits("5550107")...) // too soon after the appearance: the first digit is lost
	if n := len(s.Calls()); n != 1 || s.Calls()[0].State() != simulator.CallInitiated {
		t.Fatalf("%d calls, %s", n, s.Calls()[0].State())
	}
	p.press(258)
	p.press(append([]int{264}, digits("5550107")...)...)
	c, err := s.WaitCall(limit(t), func(c *simulator.Call) bool { return c.State() == simulator.CallConnected })
	if err != nil {
		t.Fatal(err)
	}
	p.press(261) // Hold
	if err := c.Wait(limit(t), simulator.CallHeld); err != nil {
		t.Fatal(err)
	}
	p.lamp(264, 4)
	p.press(264)
	if err := c.Wait(limit(t), simulator.CallConnected); err != nil {
		t.Fatal(err)
	}
	p.press(append([]int{260}, digits("5550106")...)...)
	p.lamp(264, 1) // flutter: the transfer is pending
	d, err := s.WaitCall(limit(t), func(d *simulator.Call) bool { return d != c && d.State() == simulator.CallConnected })
	if err != nil {
		t.Fatal(err)
	}
	p.press(260)
	if err := s.WaitStation(limit(t), "4750", func(st simulator.StationTruth) bool { return st.Calls == 0 && st.OnHook }); err != nil {
		t.Fatal(err)
	}
	if c.State() != simulator.CallConnected || d.State() != simulator.CallConnected {
		t.Errorf("after the transfer the outside parties are %s and %s", c.State(), d.State())
	}
}

func TestConferenceAndDropByButtons(t *testing.T) {
	s, p := buttonPhone(t)
	p.press(append([]int{263}, digits("5550107")...)...)
	c, err := s.WaitCall(limit(t), func(c *simulator.Call) bool { return c.State() == simulator.CallConnected })
	if err != nil {
		t.Fatal(err)
	}
	p.press(append([]int{259}, digits("5550106")...)...)
	if _, err := s.WaitCall(limit(t), func(d *simulator.Call) bool { return d != c && d.State() == simulator.CallConnected }); err != nil {
		t.Fatal(err)
	}
	p.press(259)
	if err := s.WaitStation(limit(t), "4750", func(st simulator.StationTruth) bool { return st.Calls == 1 && !st.OnHook }); err != nil {
		t.Fatal(err)
	}
	p.press(258) // the party added last
	if c.State() != simulator.CallConnected {
		t.Errorf("call is %s", c.State())
	}
	p.press(258)
	if err := c.Wait(limit(t), simulator.CallEnded); err != nil {
		t.Error(err)
	}
}

func TestAgentLogsInByFeatureCodeAndChangesModeByButtons(t *testing.T) {
	s, p := buttonPhone(t)
	p.press(append([]int{265}, digits("*402001#1234#")...)...)
	if err := s.WaitAgent(limit(t), "2001", func(a simulator.AgentTruth) bool { return a.Mode == simulator.AUX }); err != nil {
		t.Fatal(err)
	}
	p.lamp(266, 3)
	p.press(267)
	p.lamp(267, 3)
	if a := s.Agent("2001"); a.Mode != simulator.AutoIn {
		t.Errorf("agent is %+v", a)
	}
	p.press(append([]int{265}, digits("*41")...)...)
	if err := s.WaitAgent(limit(t), "2001", func(a simulator.AgentTruth) bool { return a.Mode == simulator.LoggedOut }); err != nil {
		t.Fatal(err)
	}
}

func TestMonitorsEndWithTheLicences(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick(), MonitorLimit: 1})
	p := phone(t, s, "4750", 0)
	m := everything()
	m["monitorObject"] = object{"deviceObject": "4751:CM1::0"}
	p.refused("MonitorStart", m, "systemResourceAvailibility", "overallMonitorLimitExceeded")
	p.must("SnapshotDevice", object{"snapshotObject": "4751:CM1::0"})
	m["monitorObject"] = object{"deviceObject": p.device}
	p.must("MonitorStart", m) // the device has its licence already
}

func TestVDNMonitorsTellTheQueue(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := session(t, s)
	p.device = p.must("GetThirdPartyDeviceId", object{"switchName": "CM1", "extension": "7000"})["device"].(string)
	for _, kind := range []string{"device", "call"} {
		m := everything()
		m["monitorObject"], m["monitorType"] = object{"deviceObject": p.device}, kind
		p.must("MonitorStart", m)
	}
	q := phone(t, s, "4750", 0)
	c, err := s.Call(simulator.Caller{Number: "15550001", VDN: "7000"})
	if err != nil {
		t.Fatal(err)
	}
	q.logIn("2001", "autoIn")
	q.must("AnswerCall", object{"callToBeAnswered": q.connection(c)})
	c.Hangup()
	want := map[string][]string{"101": {"OfferedEvent", "QueuedEvent", "DivertedEvent"}, "102": {
		"OfferedEvent", "QueuedEvent", "DivertedEvent", "DeliveredEvent", "EstablishedEvent", "ConnectionClearedEvent", "ConnectionClearedEvent", "CallClearedEvent"}}
	got := map[string][]string{}
	for len(got["102"]) < len(want["102"]) {
		var f object
		if len(p.events) > 0 {
			f, p.events = p.events[0], p.events[1:]
		} else {
			f = p.next()
		}
		id := payloadOf(t, f)["monitorCrossRefID"].(string)
		got[id] = append(got[id], member(f, "header")["event"].(string))
	}
	for id, events := range want {
		if len(got[id]) != len(events) {
			t.Errorf("monitor %s got %v, want %v", id, got[id], events)
			continue
		}
		for i := range events {
			if got[id][i] != events[i] {
				t.Errorf("monitor %s got %v, want %v", id, got[id], events)
			}
		}
	}
}
