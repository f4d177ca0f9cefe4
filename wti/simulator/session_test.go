package simulator_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"offhook/wti/simulator"
)

func TestPublishedSequenceWorksFromAPlainWebSocketClient(t *testing.T) {
	s := start(t, simulator.Options{})
	p := dial(t, s, basic("demo", "demo"))
	p.send(`{"header":{"invokeId":1,"request":"StartApplicationSession","headerType":"request","version":"v2"},"payload":{"SessionDuration":"180","ProtocolVersionList":["10.2.0","10.1.0"],"ApplicationID":"TestTool Proxy"}}`)
	answer := p.next()
	text, ok := answer["payload"].(string)
	if !ok {
		t.Fatalf("the payload is %T, want JSON text in a string: %v", answer["payload"], answer)
	}
	var started struct {
		Token    string `json:"token"`
		Session  string `json:"sessionID"`
		Duration int    `json:"actualSessionDuration"`
	}
	if err := json.Unmarshal([]byte(text), &started); err != nil {
		t.Fatal(err)
	}
	if started.Token == "" || started.Session == "" || started.Duration != 180 {
		t.Errorf("session is %+v, want token, id and 180 s", started)
	}
	if h := member(answer, "header"); h["response"] != "StartApplicationSession" || h["headerType"] != "response" || h["invokeId"] != 1.0 {
		t.Errorf("header of the answer is %v", h)
	}

	// Other order, other white space.
	p.send("{ \"header\" :\n\t{\"version\":\"v2\",\"headerType\":\"request\",\"request\":\"GetDeviceId\",\"invokeId\":2},\n \"payload\": {\"switchName\":\"cm55\",\"extension\":\"5590\"} }\n")
	if got := payloadOf(t, p.next())["device"]; got != "5590:CM55:0.0.0.0:0" {
		t.Errorf("device id is %v", got)
	}
	p.send(`{"header":{"invokeId":3,"request":"MonitorStart","headerType":"request","version":"v2"},"payload":{"monitorObject":{"deviceObject":"5590:CM55:0.0.0.0:0"},"requestedMonitorFilter":{"callcontrol":{"delivered":true}},"targetUrl":"https://127.0.0.1/events/"}}`)
	if got := payloadOf(t, p.next()); got["monitorCrossRefID"] == nil {
		t.Errorf("MonitorStart answered %v", got)
	}
	p.send(`{"header":{"invokeId":4,"request":"ResetApplicationSessionTimer","headerType":"request","version":"v2"},"payload":{"sessionID":"` + started.Session + `","requestedSessionDuration":"180"}}`)
	if got := payloadOf(t, p.next()); got["actualSessionDuration"] != 180.0 {
		t.Errorf("ResetApplicationSessionTimer answered %v", got)
	}

	for name, c := range map[string]struct {
		token, body string
		want        int
	}{
		"bare payload":        {started.Token, `{"sessionID":"` + started.Session + `","requestedSessionDuration":"120"}`, 200},
		"PascalCase":          {started.Token, `{"SessionID":"` + started.Session + `","SessionDuration":120}`, 200},
		"empty object":        {started.Token, `{}`, 200},
		"no body":             {started.Token, ``, 200},
		"envelope":            {started.Token, `{"header":{"invokeId":5,"headerType":"request","request":"ResetApplicationSessionTimer","version":"v2"},"payload":{}}`, 200},
		"payload before":      {started.Token, `{"payload":{},"header":{"invokeId":5,"headerType":"request","request":"ResetApplicationSessionTimer","version":"v2"}}`, 400},
		"not JSON":            {started.Token, `{"sessionID"`, 400},
		"an array":            {started.Token, `[]`, 400},
		"somebody's session":  {started.Token, `{"sessionID":"other"}`, 400},
		"wrong token":         {"x" + started.Token, `{}`, 401},
		"no token, but Basic": {"", `{}`, 401},
	} {
		if got := post(t, s, "ResetApplicationSessionTimer", c.token, c.body); got != c.want {
			t.Errorf("REST keep-alive with %s: HTTP %d, want %d", name, got, c.want)
		}
	}
}

func post(t *testing.T, s *simulator.Server, command, token, body string) int {
	t.Helper()
	url := strings.Replace(strings.Replace(s.URL(), "ws", "http", 1), "/api/wti/session", "/api/fe/v1/"+command, 1)
	r, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth("demo", "demo")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

func TestUpgradeNeedsTheRightCredentials(t *testing.T) {
	s := start(t, simulator.Options{})
	for name, h := range map[string]http.Header{
		"none": {}, "wrong password": basic("demo", "Demo"), "unknown user": basic("nobody", "demo"),
		"unknown token": {"Authorization": {"Bearer 123"}}, "another scheme": {"Authorization": {"Digest x"}},
	} {
		_, resp, err := websocket.DefaultDialer.Dial(s.URL(), h)
		if err == nil || resp == nil || resp.StatusCode != 401 {
			t.Errorf("upgrade with %s: %v, want HTTP 401", name, err)
			continue
		}
		if got := resp.Header.Get("WWW-Authenticate"); !strings.HasPrefix(got, "Basic ") {
			t.Errorf("WWW-Authenticate is %q", got)
		}
	}
	old := start(t, simulator.Options{Dialect: simulator.Dialect{OldAES: true}})
	if _, resp, _ := websocket.DefaultDialer.Dial(old.URL(), basic("demo", "demo")); resp == nil || resp.StatusCode != 401 {
		t.Error("an old AES let somebody in")
	}
}

func TestMessageWithoutHeaderFirstIsRefusedAndTheSocketStaysUsable(t *testing.T) {
	s := start(t, simulator.Options{})
	p := session(t, s)
	for _, bad := range []string{
		`{"payload":{},"header":{"invokeId":77,"headerType":"request","request":"GetSessionIdList","version":"v2"}}`,
		`{"version":"v2","header":{"invokeId":77,"headerType":"request","request":"GetSessionIdList"},"payload":{}}`,
	} {
		p.send(bad)
		f := p.next()
		answer := payloadOf(t, f)
		if answer["CSTAErrorCode"] == nil || !strings.Contains(answer["message"].(string), "header") {
			t.Errorf("answer is %v, want a refusal that speaks of the header", answer)
		}
		if member(f, "header")["invokeId"] != 77.0 {
			t.Errorf("the refusal is not for invokeId 77: %v", f)
		}
	}
	for _, bad := range []string{``, `x`, `[]`, `{}`, `{"header":1}`, `{"header":{}}`, `{"header":{"headerType":"request","request":"X"}}{}`} {
		p.send(bad)
		if answer := payloadOf(t, p.next()); answer["CSTAErrorCode"] == nil {
			t.Errorf("frame %q was answered by %v", bad, answer)
		}
	}
	p.must("GetSessionIdList", object{})
	p.refused("MakeCoffee", object{}, "operation", "serviceNotSupported")
	p.must("GetSessionIdList", object{})
}

func TestNothingWorksBeforeTheSession(t *testing.T) {
	s := start(t, simulator.Options{})
	p := dial(t, s, basic("demo", "demo"))
	p.refused("GetDeviceId", object{"switchName": "CM1", "extension": "4750"}, "operation", "securityViolation")
	p.start("60")
	p.must("GetDeviceId", object{"switchName": "CM1", "extension": "4750"})
	p.refused("GetDeviceId", object{"switchName": "CM9", "extension": "4750"}, "operation", "invalidDeviceID")
	p.refused("GetDeviceId", object{"switchName": "CM1", "extension": "4799"}, "operation", "invalidDeviceID")
	p.refused("GetDeviceId", object{"switchName": "CM55", "extension": "4750"}, "operation", "invalidDeviceID")
}

func TestBearerUpgradeContinuesTheSession(t *testing.T) {
	s := start(t, simulator.Options{})
	p := phone(t, s, "4750", 0)
	s.DropSockets()
	q := dial(t, s, http.Header{"Authorization": {"Bearer " + p.token}})
	q.device = p.device
	q.must("ResetApplicationSessionTimer", object{"sessionID": p.id})
	if got := q.must("GetRegistrationState", object{"device": p.device}); got["registrationState"] != "REGISTERED" {
		t.Errorf("after the drop: %v", got)
	}
	if _, err := s.Call(simulator.Caller{Number: "15550001", VDN: "4750"}); err != nil {
		t.Fatal(err)
	}
	q.event("DeliveredEvent") // the monitor is still there
}

func TestDeviceIsHeldUnlessShared(t *testing.T) {
	s := start(t, simulator.Options{})
	one, two := session(t, s), session(t, s)
	one.must("GetDeviceId", object{"switchName": "CM1", "extension": "4750"})
	two.refused("GetDeviceId", object{"switchName": "CM1", "extension": "4750"}, "systemResourceAvailibility", "resourceBusy")
	one.must("StopApplicationSession", object{"sessionID": one.id, "sessionEndReason": object{"definedEndReason": "normal"}})
	two.must("GetDeviceId", object{"switchName": "CM1", "extension": "4750", "controllableByOtherSessions": true})
	one.start("60")
	one.must("GetDeviceId", object{"switchName": "CM1", "extension": "4750", "controllableByOtherSessions": true})
}

func TestFaultsAsked(t *testing.T) {
	s := start(t, simulator.Options{})
	p := session(t, s)
	s.Refuse("GetTimeOfDay", "systemResourceAvailibility", "networkOutOfService", 2)
	p.refused("GetTimeOfDay", object{}, "systemResourceAvailibility", "networkOutOfService")
	p.refused("GetTimeOfDay", object{}, "systemResourceAvailibility", "networkOutOfService")
	p.must("GetTimeOfDay", object{})
	s.ExpireSessions()
	if got := member(p.event("ApplicationSessionTerminated"), "sessionTermReason")["definedTermReason"]; got != "sessionTimerExpired" {
		t.Errorf("reason is %v", got)
	}
	for range p.frames { // until the socket is closed
	}
}
