package simulator_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"offhook/wti/simulator"
)

// first gives the raw answer to StartApplicationSession and GetDeviceId.
func first(t *testing.T, d simulator.Dialect) (start, device object) {
	t.Helper()
	s := simulatorWith(t, d)
	p := dial(t, s, basic("demo", "demo"))
	p.send(`{"header":{"invokeId":1,"headerType":"request","request":"StartApplicationSession","version":"v2"},"payload":{"SessionDuration":"180"}}`)
	start = p.next()
	p.send(`{"header":{"invokeId":2,"headerType":"request","request":"GetDeviceId","version":"v2"},"payload":{"switchName":"CM1","extension":"4750"}}`)
	return start, p.next()
}

func simulatorWith(t *testing.T, d simulator.Dialect) *simulator.Server {
	return start(t, simulator.Options{Dialect: d})
}

func TestPayloadStringModes(t *testing.T) {
	for mode, want := range map[simulator.PayloadStrings][2]bool{
		simulator.StringsSessionOnly: {true, false}, simulator.StringsAlways: {true, true}, simulator.StringsNever: {false, false},
	} {
		start, device := first(t, simulator.Dialect{PayloadStrings: mode})
		_, a := start["payload"].(string)
		_, b := device["payload"].(string)
		if got := [2]bool{a, b}; got != want {
			t.Errorf("mode %d: string payloads %v, want %v", mode, got, want)
		}
	}
}

func TestNamingModes(t *testing.T) {
	start, device := first(t, simulator.Dialect{Naming: simulator.Naming{ResponseSuffix: true, Case: simulator.CasePascal, NoVersion: true}})
	if got := member(start, "header")["response"]; got != "StartApplicationSessionPosResponse" {
		t.Errorf("response is %v", got)
	}
	if h := member(device, "header"); h["response"] != "GetDeviceIdResponse" || h["version"] != nil {
		t.Errorf("header is %v", h)
	}
	if p := payloadOf(t, device); p["Device"] == nil {
		t.Errorf("payload is %v, want Device", p)
	}
	_, device = first(t, simulator.Dialect{Naming: simulator.Naming{Case: simulator.CaseLower}})
	if p := payloadOf(t, device); p["device"] == nil {
		t.Errorf("payload is %v, want device", p)
	}
}

func TestEventNaming(t *testing.T) {
	s := simulatorWith(t, simulator.Dialect{Naming: simulator.Naming{BareEvents: true, NoEventID: true, Case: simulator.CaseLower}})
	p := session(t, s)
	p.id = ""
	m := everything()
	m["monitorObject"] = object{"deviceObject": "4750:CM1::0"}
	p.must("MonitorStart", m)
	p.device = p.must("GetDeviceId", object{"switchName": "CM1", "extension": "4750"})["device"].(string)
	p.register(0)
	if _, err := s.Call(simulator.Caller{Number: "15550001", VDN: "4750"}); err != nil {
		t.Fatal(err)
	}
	if d := p.event("Delivered"); d["localconnectioninfo"] != "alerting" {
		t.Errorf("delivered: %v", d)
	}
}

func TestTokenPlacements(t *testing.T) {
	ask := func(p *peer, header string) object {
		p.send(`{"header":{"invokeId":5,"headerType":"request","request":"GetSessionIdList"` + header + `},"payload":{}}`)
		return payloadOf(t, p.next())
	}
	p := session(t, simulatorWith(t, simulator.Dialect{Token: simulator.TokenHeader}))
	if a := ask(p, ""); a["status"] != 401.0 {
		t.Errorf("without the token: %v", a)
	}
	if a := ask(p, `,"authorization":"Bearer `+p.token+`"`); a["sessionIDList"] == nil {
		t.Errorf("with the token: %v", a)
	}
	for placement, upgrade := range map[simulator.TokenPlacement]func(s *simulator.Server, token string) *peer{
		simulator.TokenReconnect: func(s *simulator.Server, token string) *peer {
			return dial(t, s, http.Header{"Authorization": {"Bearer " + token}})
		},
		simulator.TokenQuery: func(s *simulator.Server, token string) *peer {
			return dialWith(t, websocket.DefaultDialer, s.URL()+"?access_token="+token, basic("demo", "demo"))
		},
	} {
		s := simulatorWith(t, simulator.Dialect{Token: placement})
		p := session(t, s)
		if a := ask(p, ""); a["status"] != 401.0 {
			t.Errorf("placement %d, first socket: %v", placement, a)
		}
		if a := ask(upgrade(s, p.token), ""); a["sessionIDList"] == nil {
			t.Errorf("placement %d, second socket: %v", placement, a)
		}
	}
}

func TestRequestSuffixAndEventsFirst(t *testing.T) {
	s := simulatorWith(t, simulator.Dialect{RequestSuffix: true, EventsFirst: true})
	p := session(t, s)
	p.station("4750")
	p.refused("RegisterTerminal", p.registration(0, true), "operation", "serviceNotSupported")
	if a := p.must("RegisterTerminalRequest", p.registration(0, true)); a["code"] != "1" {
		t.Errorf("registration: %v", a)
	}
	p.names()
	p.must("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "5550100"})
	var names []string
	for _, f := range p.events {
		names = append(names, member(f, "header")["event"].(string))
	}
	if !strings.Contains(strings.Join(names, " "), "OriginatedEvent") {
		t.Errorf("before the answer came only %v", names)
	}
}

func TestTLSWithOwnCA(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ca.pem")
	s := start(t, simulator.Options{TLS: true, CAFile: file})
	if !strings.HasPrefix(s.URL(), "wss://") {
		t.Fatalf("URL is %s", s.URL())
	}
	if _, _, err := websocket.DefaultDialer.Dial(s.URL(), basic("demo", "demo")); err == nil {
		t.Error("a client that does not know the CA connected")
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) || strings.Contains(string(pem), "PRIVATE") {
		t.Fatalf("CA file holds %q", pem)
	}
	p := dialWith(t, &websocket.Dialer{TLSClientConfig: &tls.Config{RootCAs: pool}}, s.URL(), basic("demo", "demo"))
	p.start("60")
}

func TestInjectAndDuplicate(t *testing.T) {
	s := simulatorWith(t, simulator.Dialect{})
	p := phone(t, s, "4750", 0)
	s.DuplicateEvents(true)
	if _, err := s.Call(simulator.Caller{Number: "15550001", VDN: "4750"}); err != nil {
		t.Fatal(err)
	}
	if n := len(p.names("DeliveredEvent")); n != 2 {
		t.Errorf("%d delivered events, want 2", n)
	}
	s.DuplicateEvents(false)
	s.Inject(`{"header":{"headerType":"event","event":"NovelEvent"},"payload":{"a":1}}`)
	if e := p.event("NovelEvent"); e["a"] != 1.0 {
		t.Errorf("injected: %v", e)
	}
}

func TestReceivedKeepsTheOrderOfCommands(t *testing.T) {
	s := simulatorWith(t, simulator.Dialect{})
	p := session(t, s)
	p.station("4750")
	got, _ := json.Marshal(s.Received())
	if string(got) != `["StartApplicationSession","GetDeviceId","MonitorStart"]` {
		t.Errorf("received %s", got)
	}
}
