package simulator_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"offhook/wti/simulator"
)

func TestEventsAreReorderedOneByOneAndNoneIsLost(t *testing.T) {
	ordered, got := eventsOfACall(t, 0), eventsOfACall(t, 2)
	if slices.Equal(got, ordered) {
		t.Errorf("the events came in order: %v", got)
	}
	slices.Sort(got)
	slices.Sort(ordered)
	if len(got) == 0 || !slices.Equal(got, ordered) {
		t.Errorf("got %v, want all of %v once", got, ordered)
	}
}

// eventsOfACall makes a call that finds the line busy, with every so manieth event
// after its successor, and returns what came in its order.
func eventsOfACall(t *testing.T, reorder int) (names []string) {
	t.Helper()
	timed(t, simulator.Options{Scenario: quick()}, func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("demo", "demo"))
		p.start("600")
		p.station("4750")
		p.register(0)
		time.Sleep(time.Second)
		p.names()
		s.ReorderEvents(reorder)
		c := p.make(s, "5550102")
		p.must("ClearConnection", object{"connectionToBeCleared": p.connection(c)})
		time.Sleep(time.Second)
		names = p.names("HookswitchEvent", "LampModeEvent", "DisplayUpdatedEvent", "ServiceInitiatedEvent", "OriginatedEvent",
			"FailedEvent", "ConnectionClearedEvent")
	})
	return names
}

func TestBrokenCopiesComeBesidesTheEvents(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	h := basic("demo", "demo")
	conn, _, err := websocket.DefaultDialer.Dial(s.URL(), h)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ask := func(name, payload string) {
		t.Helper()
		frame := `{"header":{"invokeId":1,"headerType":"request","request":"` + name + `","version":"v2"},"payload":` + payload + `}`
		if err := conn.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
			t.Fatal(err)
		}
	}
	ask("StartApplicationSession", `{"SessionDuration":"60"}`)
	ask("MonitorStart", `{"monitorObject":{"deviceObject":"4750:CM1::0"},"requestedMonitorFilter":{}}`)
	s.MalformEvents(1)
	s.SetMessageWaiting("4750", true)
	conn.SetReadDeadline(time.Now().Add(patience))
	broken, whole := 0, 0
	for whole == 0 {
		_, data, err := conn.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		switch text := string(data); {
		case !strings.Contains(text, "MessageWaitingEvent"):
		case strings.HasSuffix(text, "}}"):
			whole++
		default:
			broken++
		}
		if s.Station("4750").Known && whole+broken == 0 {
			s.SetMessageWaiting("4750", false) // the monitor was not there yet
			s.SetMessageWaiting("4750", true)
		}
	}
	if broken == 0 {
		t.Error("no broken copy came before the event")
	}
}

func TestSlowAnswerComesAfterTheDeed(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	c := p.call(s, "5550107")
	s.Slow("HoldCall", 300*time.Millisecond)
	began := time.Now()
	p.must("HoldCall", object{"callToBeHeld": p.connection(c)})
	if d := time.Since(began); d < 300*time.Millisecond {
		t.Errorf("answered after %v", d)
	}
	if !slices.ContainsFunc(p.events, func(f object) bool { return member(f, "header")["event"] == "HeldEvent" }) {
		t.Error("the event should have come before the late answer")
	}
}

func TestForcedChangesSayThatTheyWereForced(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "autoIn")
	if err := s.ForceAgent("2001", simulator.AUX, 7); err != nil {
		t.Fatal(err)
	}
	e := p.event("AgentReadyEvent")
	if e["cause"] != nil {
		t.Errorf("the agent's own login has cause %v", e["cause"])
	}
	if e = p.event("AgentNotReadyEvent"); e["cause"] != "forcedTransition" {
		t.Errorf("forced AUX: %v", e)
	}
	a := p.must("GetAgentState", object{"device": p.device})
	info := a["agentStateList"].([]any)[0].(object)["agentInfo"].([]any)[0].(object)
	if info["agentStateCondition"] != "forcedPause" {
		t.Errorf("state: %v", info)
	}
	p.must("SetAgentState", p.state("ready", object{"workMode": "autoIn"}))
	c := ring(t, s, p)
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(c)})
	if err := s.ForceAgent("2001", simulator.LoggedOut, 0); err != nil {
		t.Fatal(err)
	}
	if s.Agent("2001").Pending != simulator.LoggedOut || c.State() != simulator.CallConnected {
		t.Errorf("a forced logout waits for the call's end: %+v", s.Agent("2001"))
	}
	c.Hangup()
	if s.Agent("2001").Mode != simulator.LoggedOut {
		t.Errorf("after the call: %+v", s.Agent("2001"))
	}
	if err := s.ForceAgent("2001", simulator.AUX, 1); err == nil {
		t.Error("an agent who is logged out was forced")
	}
}

// Each kind has an effect where there is something to disturb, and says why not
// where there is nothing.
func TestEveryKindOfFaultCanBeAskedFor(t *testing.T) {
	for _, kind := range simulator.FaultKinds() {
		t.Run(kind, func(t *testing.T) {
			s := start(t, simulator.Options{Scenario: quick()})
			who, err := s.Colleague("4751")
			if err != nil {
				t.Fatal(err)
			}
			if err := who.LogIn("2002", simulator.AutoIn); err != nil {
				t.Fatal(err)
			}
			fault := simulator.Fault{Kind: kind, Station: "4750", Agent: "2002", Mode: simulator.AUX, Request: "X"}
			if needsTerminal := map[string]string{
				"unregister": "no terminal", "moveMedia": "no call", "newSSRC": "no terminal with client media",
				"media": "no terminal with client media", "serviceLinkUp": "no telecommuter", "serviceLinkDown": "no telecommuter",
			}[kind]; needsTerminal != "" {
				if err := s.Disturb(fault); err == nil || !strings.Contains(err.Error(), needsTerminal) {
					t.Errorf("with nothing registered: %v, want %q", err, needsTerminal)
				}
			}
			p := session(t, s)
			p.station("4750")
			r := p.registration(40_000, true)
			if strings.HasPrefix(kind, "serviceLink") {
				member(r, "loginInfo")["mediaMode"] = "TELECOMMUTER"
				member(r, "loginInfo")["telecommuterExtension"] = "15550001"
			}
			p.must("MonitorStart", object{"monitorObject": object{"deviceObject": p.device}, "extensions": private("AvayaEvents",
				object{"invertFilter": true, "physicalDeviceFeaturesPrivateEvents": object{"serviceLinkStatusChanged": true}})})
			p.must("RegisterTerminal", r)
			if kind != "serviceLinkUp" { // a call would bring the link up by itself
				p.make(s, "5550107")
			}
			if kind == "serviceLinkDown" { // it comes up a while after the call began
				p.event("ServiceLinkStatusEvent")
			}
			if kind == "noAnswer" {
				if _, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "4750"}); err != nil {
					t.Fatal(err)
				}
				p.event("DeliveredEvent")
			}
			if err := s.Disturb(fault); err != nil {
				t.Error(err)
			}
			if strings.HasPrefix(kind, "serviceLink") {
				if err := s.Disturb(fault); err == nil || !strings.Contains(err.Error(), "already") {
					t.Errorf("a second time: %v", err)
				}
			}
		})
	}
	s := start(t, simulator.Options{Scenario: quick()})
	if err := s.Disturb(simulator.Fault{Kind: "rain"}); err == nil || !strings.Contains(err.Error(), "dropSockets") {
		t.Errorf("error: %v", err)
	}
}
