package simulator_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"offhook/wti/simulator"
)

func TestServerOnAllAddressesAnnouncesTheOneThatFacesTheClient(t *testing.T) {
	s := start(t, simulator.Options{Listen: "0.0.0.0:0"})
	if !strings.HasPrefix(s.URL(), "ws://127.0.0.1:") {
		t.Errorf("URL is %s", s.URL())
	}
	h := newHandset(t)
	p := phone(t, s, "4750", h.port())
	p.make(s, "5550106")
	h.started(p.event("MediaStartEvent"))
	if h.far.Addr() != netip.MustParseAddr("127.0.0.1") {
		t.Errorf("RTP comes from %v", h.far)
	}
	h.hear(2)
}

func TestCloseNamesWhatHangs(t *testing.T) {
	err := simulator.CloseWithHangingTask("media clock")
	if err == nil || !strings.Contains(err.Error(), "media clock") {
		t.Errorf("error is %v, want one that names the task", err)
	}
}

func TestCloseInTheMiddleOfEverything(t *testing.T) {
	s := start(t, simulator.Options{}) // its cleanup fails the test when Close fails
	h := newHandset(t)
	p := phone(t, s, "4750", h.port())
	p.make(s, "5550106")
	p.event("MediaStartEvent")
	if _, err := s.Call(simulator.Caller{Number: "15550001", VDN: "7000"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	if _, err := s.Call(simulator.Caller{Number: "15550001", VDN: "7000"}); err == nil {
		t.Error("a closed server takes callers")
	}
}

func TestAutoHold(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick(), Dialect: simulator.Dialect{AutoHold: true}})
	p := phone(t, s, "4750", 0)
	one := p.call(s, "5550107")
	two, err := s.Call(simulator.Caller{Number: "15550009", VDN: "4750"})
	if err != nil {
		t.Fatal(err)
	}
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(two)})
	if one.State() != simulator.CallHeld || two.State() != simulator.CallConnected {
		t.Errorf("calls are %s and %s", one.State(), two.State())
	}
}

// crowd is a scenario with so many agents.
func crowd(n int) *simulator.Scenario {
	sc := simulator.Default()
	for i := range n {
		sc.Stations = append(sc.Stations, simulator.Station{
			Extension: fmt.Sprint(30000 + i), Switch: "CM1", SecurityCode: "123456", Name: "Agent",
		})
		sc.Agents = append(sc.Agents, simulator.Agent{ID: fmt.Sprint(50000 + i), Password: "1", Skills: []string{"500"}})
	}
	return sc
}

// BenchmarkACDCall measures a whole call, from the caller's arrival to its end,
// with a thousand agents signed in and monitored: protocol and switch, without
// sockets.
func BenchmarkACDCall(b *testing.B) {
	const agents = 1000
	d := simulator.NewDirect(b, simulator.Options{Scenario: crowd(agents)})
	for i := range agents {
		device := d.Do("GetDeviceId", object{"switchName": "CM1", "extension": fmt.Sprint(30000 + i)})["device"]
		m := everything()
		m["monitorObject"] = object{"deviceObject": device}
		d.Do("MonitorStart", m)
		d.Do("RegisterTerminal", object{"device": device, "loginInfo": object{"password": "123456", "mediaMode": "NONE"}})
		d.Do("SetAgentState", object{
			"device": device, "requestedAgentState": "loggedOn", "agentID": fmt.Sprint(50000 + i), "password": "1",
			"extensions": private("SetAgentStatePrivateData", object{"workMode": "autoIn"}),
		})
	}
	b.ReportAllocs()
	for b.Loop() {
		call, err := d.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()})
		if err != nil {
			b.Fatal(err)
		}
		device := d.Ringing()
		d.Do("AnswerCall", object{"callToBeAnswered": object{"callID": call.ID(), "deviceID": device}})
		if call.State() != simulator.CallConnected {
			b.Fatalf("call is %s", call.State())
		}
		call.Hangup()
	}
}
