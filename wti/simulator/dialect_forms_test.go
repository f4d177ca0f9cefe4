package simulator_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"offhook/wti/simulator"
)

func TestResetFormsOfTheKeepAlive(t *testing.T) {
	forms := map[simulator.ResetMembers]func(id string) object{
		simulator.ResetDMCC:   func(id string) object { return object{"sessionID": id, "requestedSessionDuration": "60"} },
		simulator.ResetPascal: func(id string) object { return object{"SessionID": id, "SessionDuration": "60"} },
		simulator.ResetEmpty:  func(string) object { return object{} },
	}
	for accepted := range forms {
		s := simulatorWith(t, simulator.Dialect{Reset: accepted})
		p := session(t, s)
		for sent, form := range forms {
			refused := p.ask("ResetApplicationSessionTimer", form(p.id))["errorCode"] != nil
			if refused == (sent == accepted) {
				t.Errorf("with form %v wanted, form %v refused is %v", accepted, sent, refused)
			}
		}
	}
}

func TestUserDataAndPasswordsInTheDialectsForm(t *testing.T) {
	for form, want := range map[simulator.Binary][2]string{
		simulator.BinaryHex:    {"31323334", "41424D"},
		simulator.BinaryText:   {"1234", "ABM"},
		simulator.BinaryBase64: {"MTIzNA==", "QUJN"},
	} {
		s := simulatorWith(t, simulator.Dialect{Binary: form})
		p := phone(t, s, "4750", 0)
		login := object{"device": p.device, "requestedAgentState": "loggedOn", "agentID": "2001", "password": want[0] + "0"}
		p.refused("SetAgentState", login, "operation", "invalidAgentPassword")
		login["password"] = want[0]
		p.must("SetAgentState", login)
		if _, err := s.Call(simulator.Caller{Number: "15550001", VDN: "4750", UserData: "ABM"}); err != nil {
			t.Fatal(err)
		}
		if got := member(p.event("DeliveredEvent"), "userData")["string"]; got != want[1] {
			t.Errorf("user data is %v, want %s", got, want[1])
		}
	}
}

func TestShapesOfARefusal(t *testing.T) {
	for shape, is := range map[simulator.ErrorShape]func(f object) bool{
		simulator.ErrorsInPayload: func(f object) bool { return member(f, "header")["response"] == "ReleaseDeviceId" },
		simulator.ErrorsException: func(f object) bool { return member(f, "payload")["exceptionClass"] != nil },
		simulator.ErrorsNegative:  func(f object) bool { return member(f, "header")["response"] == "ReleaseDeviceIdNegResponse" },
		simulator.ErrorsType: func(f object) bool {
			return member(f, "header")["headerType"] == "error" && member(f, "header")["error"] == "ReleaseDeviceId"
		},
	} {
		s := simulatorWith(t, simulator.Dialect{Errors: shape})
		p := session(t, s)
		p.send(`{"header":{"invokeId":9,"headerType":"request","request":"ReleaseDeviceId","version":"v2"},"payload":{"device":"1:2:3:4"}}`)
		f := p.next()
		if !is(f) || member(f, "payload", "CSTAErrorCode")["operation"] != "invalidDeviceID" || member(f, "header")["invokeId"] != 9.0 {
			t.Errorf("shape %v: %v", shape, f)
		}
	}
}

func TestAvayaFilterIsSeenWhereTheDialectLooks(t *testing.T) {
	for place, want := range map[simulator.FilterPlace][2]bool{
		simulator.FilterAnywhere: {true, true}, simulator.FilterExtensions: {true, false}, simulator.FilterInside: {false, true},
	} {
		s := simulatorWith(t, simulator.Dialect{AvayaFilter: place, NoTargetURL: true, FilterSense: simulator.FilterTrueSends})
		p := session(t, s)
		group := object{"invertFilter": true, "mediaControl": object{"mediaStarted": true}}
		monitor := object{"monitorObject": object{"deviceObject": "4750:CM1::0"}, "targetUrl": "https://127.0.0.1/"}
		p.refused("MonitorStart", monitor, "operation", "parameterNotSupported")
		delete(monitor, "targetUrl")
		seen := func() bool {
			return member(p.must("MonitorStart", monitor), "actualMonitorFilter")["mediaControl"] != nil
		}
		monitor["extensions"] = private("AvayaEvents", group)
		if got := seen(); got != want[0] {
			t.Errorf("place %v: in the extensions seen is %v", place, got)
		}
		delete(monitor, "extensions")
		monitor["requestedMonitorFilter"] = group
		if got := seen(); got != want[1] {
			t.Errorf("place %v: in the filter seen is %v", place, got)
		}
	}
}

func TestSessionIsStartedOverREST(t *testing.T) {
	s := simulatorWith(t, simulator.Dialect{RESTStart: true, RegisterCode: "2"})
	p := dial(t, s, basic("demo", "demo"))
	p.refused("StartApplicationSession", object{"SessionDuration": "60"}, "operation", "securityViolation")
	url := strings.Replace(strings.TrimSuffix(s.URL(), "/api/wti/session"), "ws://", "http://", 1)
	r, err := http.NewRequest("POST", url+"/api/fe/v1/StartApplicationSession", strings.NewReader(`{"SessionDuration":"60"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = basic("demo", "demo")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	token := tokenOf(t, answer)
	q := dial(t, s, http.Header{"Authorization": {"Bearer " + token}})
	q.station("4750")
	if a := q.must("RegisterTerminal", q.registration(0, true)); a["code"] != "2" || !s.Station("4750").Registered {
		t.Errorf("registration: %v", a)
	}
}

// tokenOf reads the token of a StartApplicationSession answered over REST.
func tokenOf(t *testing.T, r *http.Response) string {
	t.Helper()
	var o object
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		t.Fatal(err)
	}
	return o["token"].(string)
}
