package simulator_test

import (
	"bytes"
	"testing"
	"time"

	"offhook/resources/speech"
	"offhook/wti/simulator"
)

// watched is the call and agent monitor of another station.
func (p *peer) watched(device string) {
	p.t.Helper()
	m := everything()
	m["monitorObject"] = object{"deviceObject": device}
	p.must("MonitorStart", m)
}

func withColleague(w simulator.Work) *simulator.Scenario {
	sc := quick()
	w.Station = "4751"
	sc.Colleagues = []simulator.Work{w}
	return sc
}

func TestColleagueAnswersAndSendsTheCustomerBack(t *testing.T) {
	s := start(t, simulator.Options{Scenario: withColleague(simulator.Work{
		Answer: simulator.Duration(50 * time.Millisecond), TransferTo: "4750", TransferAfter: simulator.Duration(100 * time.Millisecond),
	})})
	p := phone(t, s, "4750", 0)
	c, err := s.Call(simulator.Caller{Number: "15550001", VDN: "4750"})
	if err != nil {
		t.Fatal(err)
	}
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(c)})
	second := p.must("ConsultationCall", object{"existingCall": p.connection(c), "consultedDevice": "4751:CM1::0"})["initiatedCall"]
	if e := p.event("DeliveredEvent"); member(e, "alertingDevice")["deviceIdentifier"] != p.device {
		t.Errorf("delivered: %v", e)
	}
	for e := (object{}); member(e, "answeringDevice")["deviceIdentifier"] != "4751:CM1:0.0.0.0:0"; {
		e = p.event("EstablishedEvent")
	}
	p.must("TransferCall", object{"heldCall": p.connection(c), "activeCall": second})
	p.event("TransferedEvent")
	e := p.event("DeliveredEvent") // the colleague sends it back
	if member(e, "callingDevice")["deviceIdentifier"] != "15550001:::0" || e["localConnectionInfo"] != "alerting" {
		t.Errorf("back: %v", e)
	}
}

func TestColleaguesPresenceIsSeenByMonitorAndSnapshot(t *testing.T) {
	s := start(t, simulator.Options{Scenario: withColleague(simulator.Work{Agent: "2002", Mode: simulator.AutoIn, Answer: -1})})
	p := session(t, s)
	device := "4751:CM1:0.0.0.0:0"
	p.watched(device)
	status := func() any {
		a := p.must("SnapshotDevice", object{"snapshotObject": device})
		return member(a, "extensions", "privateData", "private", "SnapshotDeviceResponsePrivateData")["stationStatus"]
	}
	if got := status(); got != "idle" {
		t.Errorf("before: %v", got)
	}
	c, err := s.Call(simulator.Caller{Number: "15550001", VDN: "7000"}) // to the colleague's agent
	if err != nil {
		t.Fatal(err)
	}
	p.event("DeliveredEvent")
	who, err := s.Colleague("4751")
	if err != nil {
		t.Fatal(err)
	}
	if err := who.Answer(); err != nil {
		t.Fatal(err)
	}
	p.event("EstablishedEvent")
	if got := status(); got != "busy" || c.State() != simulator.CallConnected {
		t.Errorf("in the call: %v, %s", got, c.State())
	}
	if err := who.Hold(); err != nil {
		t.Fatal(err)
	}
	p.event("HeldEvent")
	if err := who.Retrieve(); err != nil {
		t.Fatal(err)
	}
	p.event("RetrievedEvent")
	if err := who.Hangup(); err != nil {
		t.Fatal(err)
	}
	p.event("ConnectionClearedEvent")
	if err := who.SetDoNotDisturb(true); err != nil {
		t.Fatal(err)
	}
	p.event("DoNotDisturbEvent")
	if err := who.Forward("4752"); err != nil {
		t.Fatal(err)
	}
	p.event("ForwardingEvent")
	if err := who.Answer(); err == nil {
		t.Error("answered although nothing rings")
	}
	if a := s.Agent("2002"); a.Station != "4751" || a.Mode != simulator.AutoIn {
		t.Errorf("agent: %+v", a)
	}
}

func TestClientTakesAColleaguesPlace(t *testing.T) {
	s := start(t, simulator.Options{Scenario: withColleague(simulator.Work{Agent: "2002"})})
	p := phone(t, s, "4751", 0)
	p.logIn("2002", "autoIn")
	if a := s.Agent("2002"); a.Station != "4751" || a.Mode != simulator.AutoIn {
		t.Errorf("agent: %+v", a)
	}
	who, err := s.Colleague("4751")
	if err != nil {
		t.Fatal(err)
	}
	if err := who.Call("4750"); err == nil {
		t.Error("a colleague called from a client's telephone")
	}
}

func TestBusyColleagueAndOneWhoCalls(t *testing.T) {
	s := start(t, simulator.Options{Scenario: withColleague(simulator.Work{Busy: true})})
	p := phone(t, s, "4750", 0)
	p.must("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "4751"})
	if e := p.event("FailedEvent"); e["cause"] != "busy" {
		t.Errorf("failed: %v", e)
	}
	p.must("ButtonPress", object{"device": p.device, "button": "258"})
	who, err := s.Colleague("4751")
	if err != nil {
		t.Fatal(err)
	}
	if err := who.Call("4750"); err != nil {
		t.Fatal(err)
	}
	if e := p.event("DeliveredEvent"); member(e, "callingDevice")["deviceIdentifier"] != "4751:CM1:0.0.0.0:0" {
		t.Errorf("delivered: %v", e)
	}
}

func TestColleagueIsHeard(t *testing.T) {
	s := start(t, simulator.Options{Scenario: withColleague(simulator.Work{Answer: simulator.Duration(time.Millisecond), FarEnd: simulator.Tone(500)})})
	h := newHandset(t)
	p := phone(t, s, "4750", h.port())
	c := p.make(s, "4751")
	h.started(p.event("MediaStartEvent"))
	if err := c.Wait(limit(t), simulator.CallConnected); err != nil {
		t.Fatal(err)
	}
	h.drain()
	if l := loudness(h.hear(20)[5:], 0xff); l < 0.7 {
		t.Errorf("the colleague is %.2f loud", l)
	}
	h.say(0, 1, 2, 3)
	if err := c.WaitHeard(limit(t), 60*time.Millisecond); err != nil {
		t.Error(err)
	}
}

func TestAutoAnswerAndZipTone(t *testing.T) {
	sc := quick()
	sc.Stations[0].AutoAnswer = simulator.AutoAnswerACD
	s := start(t, simulator.Options{Scenario: sc})
	h := newHandset(t)
	p := phone(t, s, "4750", h.port())
	p.logIn("2001", "autoIn")
	c, err := s.Call(simulator.Caller{Number: "15550001", VDN: "7000", FarEnd: simulator.Silence()})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.State(); got != simulator.CallConnected {
		t.Fatalf("call is %s", got)
	}
	p.event("DeliveredEvent")
	p.event("EstablishedEvent")
	tone := h.hear(50)
	if l := loudness(tone[2:18], 0xff); l < 0.7 {
		t.Errorf("zip tone is %.2f loud", l)
	}
	if l := loudness(tone[25:], 0xff); l > 0.05 {
		t.Errorf("after the zip tone it is %.2f loud", l)
	}
	p.must("ClearConnection", object{"connectionToBeCleared": p.connection(c)})
	if d, err := s.Call(simulator.Caller{Number: "15550002", VDN: "4750"}); err != nil || d.State() != simulator.CallAlerting {
		t.Errorf("a direct call is answered by itself: %v %v", d.State(), err)
	}
}

func TestQueueHasRingbackAnnouncementAndMusic(t *testing.T) {
	sc := quick()
	sc.VDNs[0].Announcement = "hours"
	s := start(t, simulator.Options{Scenario: sc})
	h := newHandset(t)
	p := phone(t, s, "4750", h.port())
	p.make(s, "7000")
	heard := h.hear(300) // six seconds
	if l := loudness(heard[10:90], 0xff); l < 0.7 {
		t.Errorf("ringback: %.2f", l)
	}
	prompt, err := speech.Mulaw("hours")
	if err != nil {
		t.Fatal(err)
	}
	var voice []byte
	for _, packet := range heard[90:] {
		voice = append(voice, packet.Payload...)
	}
	for at := 0; ; at += 160 { // a piece of it without the two zeros of mu-law
		piece := prompt[at : at+160]
		if bytes.IndexByte(piece, 0xff) < 0 && bytes.IndexByte(piece, 0x7f) < 0 {
			if !bytes.Contains(voice, piece) {
				t.Error("the announcement is not in what the queue plays")
			}
			return
		}
	}
}
