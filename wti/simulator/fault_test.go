package simulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"offhook/wti/simulator"
)

func TestLinkToTheSwitchGoesDown(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	c := p.call(s, "5550107")
	p.must("CallInformationEventsStart", object{"linkUp": true, "linkDown": true})
	s.SetLink(false)
	if got := p.event("LinkDownEvent"); got["linkName"] != "CM1" {
		t.Errorf("link down: %v", got)
	}
	p.refused("HoldCall", object{"callToBeHeld": p.connection(c)}, "systemResourceAvailibility", "networkOutOfService")
	p.must("ResetApplicationSessionTimer", object{"sessionID": p.id})
	if got := c.State(); got != simulator.CallConnected {
		t.Errorf("the call is %s", got)
	}
	s.SetLink(true)
	p.event("LinkUpEvent")
	p.must("HoldCall", object{"callToBeHeld": p.connection(c)})
}

func TestRecorderJoinsWithoutOurDoing(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	c := p.call(s, "5550107")
	if err := c.Join("8999", true); err != nil {
		t.Fatal(err)
	}
	e := p.event("ConferencedEvent")
	if e["cause"] != "silentParticipation" || len(e["conferenceConnections"].([]any)) != 3 {
		t.Errorf("conferenced: %v", e)
	}
	p.must("ClearConnection", object{"connectionToBeCleared": p.connection(c)})
	if got := c.State(); got != simulator.CallEnded { // a recorder alone keeps no call up
		t.Errorf("call is %s", got)
	}
}

func TestSupervisorJoinsACall(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	hq := newHandset(t)
	p, q := phone(t, s, "4750", 0), phone(t, s, "4751", hq.port())
	c := p.call(s, "5550106")
	q.must("SingleStepConferenceCall", object{"activeCall": p.connection(c), "deviceToJoin": q.device, "participationType": "active"})
	p.event("ConferencedEvent")
	q.event("ConferencedEvent")
	if l := loudness(hq.hear(20)[10:], 0xff); l < 0.7 {
		t.Errorf("the supervisor hears %.2f", l)
	}
}

func TestMediaMovesInTheMiddleOfACall(t *testing.T) {
	s, p, h, c := onCall(t, simulator.Dialect{}, "5550106")
	before := h.far
	h.hear(5)
	s.MoveMedia("4750")
	h.started(p.event("MediaStartEvent"))
	if h.far == before {
		t.Error("the address stayed")
	}
	ssrc := s.Station("4750").RTP.SSRC
	for range 100 {
		if packet := h.packetsNow(); packet == ssrc {
			break
		}
	}
	h.say(0, 0x80)
	if err := c.WaitHeard(limit(t), 20*time.Millisecond); err != nil {
		t.Error(err)
	}
}

func TestFaultsOfAScenario(t *testing.T) {
	sc, err := simulator.ParseScenario([]byte(smallScenario + `
[dialect]
payload_strings = "never"
token = "socket"
filter_sense = "sends"
[dialect.naming]
response_suffix = true
case = "lower"

[[fault]]
after = "10s"
kind = "refuse"
request = "GetTimeOfDay"
category = "operation"
code = "generic"
times = 2

[[fault]]
after = "20s"
every = "10s"
kind = "dropSockets"
`))
	if err != nil {
		t.Fatal(err)
	}
	timed(t, simulator.Options{Scenario: sc}, func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("cti", "secret"))
		p.send(`{"header":{"invokeId":1,"headerType":"request","request":"StartApplicationSession"},"payload":{"SessionDuration":"60"}}`)
		f := p.next()
		if member(f, "header")["response"] != "StartApplicationSessionPosResponse" || member(f, "payload")["sessionid"] == nil {
			t.Errorf("the dialect of the file is not spoken: %v", f)
		}
		ask := func() object {
			p.send(`{"header":{"invokeId":2,"headerType":"request","request":"GetTimeOfDay"},"payload":{}}`)
			return payloadOf(t, p.next())
		}
		if a := ask(); a["year"] == nil {
			t.Errorf("before the fault: %v", a)
		}
		time.Sleep(11 * time.Second)
		ask()
		if a := ask(); a["cstaerrorcode"] == nil {
			t.Errorf("during the fault: %v", a)
		}
		if a := ask(); a["year"] == nil {
			t.Errorf("after the fault: %v", a)
		}
		time.Sleep(10 * time.Second)
		if _, open := <-p.frames; open {
			t.Error("the socket was not dropped")
		}
	})
	for text, want := range map[string]string{
		"[[fault]]\nkind = \"fire\"\n":         `unknown kind "fire"`,
		"[dialect]\ntoken = \"on a napkin\"\n": `want one of socket`,
	} {
		if _, err := simulator.ParseScenario([]byte(smallScenario + text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want one with %q", err, want)
		}
	}
}

func TestCallIDsAreUsedAgain(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick(), Dialect: simulator.Dialect{LastCallID: 2}})
	p := phone(t, s, "4750", 0)
	seen, ucids := map[string]int{}, map[string]int{}
	for range 4 {
		c := p.call(s, "5550107")
		seen[c.ID()]++
		ucids[c.UCID()]++
		p.must("ClearConnection", object{"connectionToBeCleared": p.connection(c)})
		p.event("ConnectionClearedEvent")
	}
	if len(seen) > 3 || len(ucids) != 4 {
		t.Errorf("callIDs %v, UCIDs %v: want few and many", seen, ucids)
	}
}
