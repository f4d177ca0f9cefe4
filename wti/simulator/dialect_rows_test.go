package simulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"offhook/wti/simulator"
)

func TestRefusalsAsAStatusOrASentence(t *testing.T) {
	const release = `{"header":{"invokeId":9,"headerType":"request","request":"ReleaseDeviceId","version":"v2"},"payload":{"device":"1:2:3:4"}}`
	p := session(t, simulatorWith(t, simulator.Dialect{Errors: simulator.ErrorsStatus}))
	p.send(release)
	if f := p.next(); member(f, "payload")["status"] != 400.0 || member(f, "payload")["CSTAErrorCode"] != nil {
		t.Errorf("answer %v, want a status alone", f)
	}
	if a := p.ask("MakeTea", object{}); a["status"] != 404.0 {
		t.Errorf("an unknown command is answered by %v", a)
	}
	p = session(t, simulatorWith(t, simulator.Dialect{Errors: simulator.ErrorsText}))
	p.send(release)
	f := p.next()
	if text, _ := f["payload"].(string); !strings.Contains(text, "invalidDeviceID") || strings.HasPrefix(text, "{") {
		t.Errorf("answer %v, want a sentence", f)
	}
}

func TestRESTBodiesAsTheDialectWants(t *testing.T) {
	const bare, whole = `{"SessionDuration":"60"}`,
		`{"header":{"invokeId":1,"headerType":"request","request":"StartApplicationSession"},"payload":{"SessionDuration":"60"}}`
	for form, want := range map[simulator.RESTForm][2]int{
		simulator.RESTAny: {200, 200}, simulator.RESTPayload: {200, 400}, simulator.RESTEnvelope: {400, 200}, simulator.RESTNone: {404, 404},
	} {
		s := simulatorWith(t, simulator.Dialect{REST: form})
		url := strings.Replace(strings.TrimSuffix(s.URL(), "/api/wti/session"), "ws://", "http://", 1)
		for i, body := range []string{bare, whole} {
			r, err := http.NewRequestWithContext(t.Context(), "POST", url+"/api/fe/v1/StartApplicationSession", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header = basic("demo", "demo")
			a, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = a.Body.Close()
			if a.StatusCode != want[i] {
				t.Errorf("form %v: %s gives %d, want %d", form, body, a.StatusCode, want[i])
			}
		}
	}
}

func TestInvokeIDsAsTexts(t *testing.T) {
	p := dial(t, simulatorWith(t, simulator.Dialect{Naming: simulator.Naming{TextIDs: true}}), basic("demo", "demo"))
	p.send(`{"header":{"invokeId":7,"headerType":"request","request":"StartApplicationSession","version":"v2"},"payload":{"SessionDuration":"60"}}`)
	if f := p.next(); member(f, "header")["invokeId"] != "7" {
		t.Errorf("answer %v, want the id as a text", f)
	}
}

func TestServicesThatAServerMayLack(t *testing.T) {
	p := session(t, simulatorWith(t, simulator.Dialect{NoThirdPartyID: true, NoTransferObjects: true}))
	p.refused("GetThirdPartyDeviceId", object{"switchName": "CM1", "extension": "500"}, "operation", "serviceNotSupported")
	p.refused("TransferMonitorObjects", object{"fromSessionID": "a", "toSessionID": p.id}, "operation", "serviceNotSupported")
	p.must("GetDeviceId", object{"switchName": "CM1", "extension": "500", "controllableByOtherSessions": true})
}

func TestRequestsInPascalCaseAlone(t *testing.T) {
	s := simulatorWith(t, simulator.Dialect{RequestCase: simulator.CasePascal})
	p := session(t, s)
	p.refused("GetDeviceId", object{"switchName": "CM1", "extension": "4750"}, "operation", "invalidParameterValue")
	p.device = p.must("GetDeviceId", object{"SwitchName": "CM1", "Extension": "4750", "ControllableByOtherSessions": true})["device"].(string)
	actual := p.must("MonitorStart", object{
		"MonitorObject":          object{"DeviceObject": p.device},
		"RequestedMonitorFilter": object{"PhysicalDeviceFeature": object{"LampMode": true}},
		"Extensions":             object{"PrivateData": object{"Private": object{"AvayaEvents": object{"InvertFilter": true}}}},
	})
	if member(actual, "actualMonitorFilter", "physicalDeviceFeature")["lampMode"] != true {
		t.Errorf("filter %v", actual)
	}
	p.must("ResetApplicationSessionTimer", object{"SessionID": p.id, "RequestedSessionDuration": "60"})
	if err := s.Change(func(st *simulator.Settings) error { st.Dialect.Reset = simulator.ResetDMCC; return nil }); err != nil {
		t.Fatal(err)
	}
	if a := p.ask("ResetApplicationSessionTimer", object{"sessionID": p.id, "requestedSessionDuration": "60"}); a["errorCode"] == nil {
		t.Errorf("a keep-alive in lower case is answered by %v", a)
	}
}

// A socket that is silent is closed; one that asks now and then stays.
func TestSilentSocketsAreClosed(t *testing.T) {
	o := simulator.Options{Dialect: simulator.Dialect{IdleTimeout: simulator.Duration(time.Minute), CloseCode: 4001}}
	timed(t, o, func(t *testing.T, _ *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("demo", "demo"))
		p.start("1000")
		began := time.Now()
		for range 3 {
			time.Sleep(50 * time.Second) // virtual
			p.must("GetSessionIdList", object{})
		}
		for range 3 {
			time.Sleep(50 * time.Second)
			if err := p.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second)); err != nil {
				t.Fatal(err)
			}
		}
		for range p.frames {
		}
		_, _, err := p.conn.ReadMessage() // says again what ended the reading
		if lasted := time.Since(began).Round(time.Second); lasted != 6*time.Minute {
			t.Errorf("closed after %v, want a minute after the last ping", lasted)
		}
		if !websocket.IsCloseError(err, 4001) {
			t.Errorf("closed with %v, want code 4001", err)
		}
	})
}

func TestButtonsAsTheDialectHasThem(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick(), Dialect: simulator.Dialect{
		StarButton: 14, PoundButton: 15, ButtonShift: 1000, NoButtonLabels: true, NoWorkCodeLamp: true,
	}})
	p := phone(t, s, "4750", 0)
	buttons := p.must("GetButtonInformation", object{"device": p.device})["buttonList"].([]any)
	for _, b := range buttons {
		if b := b.(object); b["button"] == "266" && (b["buttonLabel"] != "" || b["buttonFunction"] != 1052.0) {
			t.Errorf("AUX button is %v", b)
		}
	}
	c := p.call(s, "5550107")
	p.press(10, 14, 11, 15, 5)
	if got := c.Digits(); got != "*#5" {
		t.Errorf("keys typed %q, want *#5 by 14, 15 and 5 alone", got)
	}
	c.Hangup()
	p.logIn("2001", "manualIn")
	if _, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000"}); err != nil {
		t.Fatal(err)
	}
	for p.event("DeliveredEvent")["localConnectionInfo"] != "alerting" { // the first is our own call's
	}
	p.must("AnswerCall", object{"callToBeAnswered": object{"callID": s.Calls()[len(s.Calls())-1].ID(), "deviceID": p.device}})
	p.press(271)
	p.must("GetSessionIdList", object{}) // all events have come
	for _, f := range p.events {
		if pl := payloadOf(t, f); pl["lamp"] == "271" && pl["lampMode"] == 3.0 {
			t.Errorf("the work-code button's lamp is lit: %v", pl)
		}
	}
}

func TestTheOneStringForSRTP(t *testing.T) {
	s := start(t, simulator.Options{Dialect: simulator.Dialect{SRTPName: "1-srtp-aescm128-hmac80"}})
	for offered, want := range map[string]string{"SRTP_AES128_HMAC80": "none", "1-srtp-aescm128-hmac80": "1-srtp-aescm128-hmac80"} {
		p := session(t, s)
		p.station("4750")
		r := p.registration(47300, true)
		member(r, "localMediaInfo")["encryptionList"] = []string{offered, "none"}
		if a := p.must("RegisterTerminal", r); a["code"] != "1" {
			t.Fatalf("registration: %v", a)
		}
		p.must("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "5550107"})
		if got := member(p.event("MediaStartEvent"), "encryption")["protocol"]; got != want {
			t.Errorf("%s: protocol %v, want %s", offered, got, want)
		}
	}
}
