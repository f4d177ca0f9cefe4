package wti_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"offhook/wti"
)

// The requests of the worked transcript (protocol notes §11).
func TestRequestsAreThoseOfTheTranscript(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, func(o *wti.Options) { o.InitialMode, o.ApplicationID = wti.AgentAutoIn, "AgentDesk" })
	call := wti.Connection{Call: "871", Device: ownDevice}
	far := wti.Connection{Call: "871", Device: "T12#3"}
	for _, f := range []func() error{
		func() error { return c.Answer(t.Context(), call) },
		func() error { return c.Hold(t.Context(), far) }, // ours is meant
		func() error { return c.Retrieve(t.Context(), call) },
		func() error { return c.SendDigits(t.Context(), call, "12#") },
		func() error { return c.Deflect(t.Context(), call, "4751") },
		func() error { return c.Clear(t.Context(), far) }, // theirs is meant
		func() error { _, err := c.MakeCall(t.Context(), "15551234567", wti.CallOptions{}); return err },
		func() error { return c.SetAgent(t.Context(), wti.AgentAfterCall, 0) },
	} {
		if err := f(); err != nil {
			t.Fatal(err)
		}
	}
	for op, want := range map[string]string{
		"StartApplicationSession": `{"SessionDuration":"180","ProtocolVersionList":["10.2.0","10.1.0"],"ApplicationID":"AgentDesk"}`,
		"GetDeviceId":             `{"switchName":"CM55","extension":"4750","deviceInstance":0,"controllableByOtherSessions":true}`,
		"MonitorStart": `{"monitorObject":{"deviceObject":"4750:CM55:0.0.0.0:0"},
 "requestedMonitorFilter":{
  "callcontrol":{"bridged":true,"callCleared":true,"conferenced":true,"connectionCleared":true,"delivered":true,"diverted":true,"established":true,"failed":true,"held":true,"networkReached":true,"originated":true,"queued":true,"retrieved":true,"serviceInitiated":true,"transferred":true},
  "physicalDeviceFeature":{"displayUpdated":true,"hookswitch":true,"lampMode":true,"messageWaiting":true,"ringerStatus":true},
  "logicalDeviceFeature":{"agentBusy":true,"agentLoggedOn":true,"agentLoggedOff":true,"agentNotReady":true,"agentReady":true,"agentWorkingAfterCall":true}},
 "targetUrl":"https://127.0.0.1/events/",
 "extensions":{"privateData":{"private":{"AvayaEvents":{"invertFilter":true,
  "terminalUnregisteredEvent":{"unregistered":true,"reregistered":true},
  "mediaControl":{"mediaStarted":true,"mediaStopped":true},
  "toneDetection":{"toneDetected":true},
  "physicalDeviceFeaturesPrivateEvents":{"serviceLinkStatusChanged":true}}}}}}`,
		"RegisterTerminal": `{"device":"4750:CM55:0.0.0.0:0",
 "loginInfo":{"password":"123456","forceLogin":true,"dependencyMode":"MAIN","mediaMode":"CLIENT","unicodeScript":1},
 "localMediaInfo":{"rtpAddress":{"address":"127.0.0.1","port":47212},"rtcpAddress":{"address":"127.0.0.1","port":47213},
  "codecs":["g711U","g711A"],"packetSize":20,"encryptionList":["none"]}}`,
		"AnswerCall":      `{"callToBeAnswered":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"}}`,
		"HoldCall":        `{"callToBeHeld":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"}}`,
		"RetrieveCall":    `{"callToBeRetrieved":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"}}`,
		"GenerateDigits":  `{"connectionToSendDigits":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"digitMode":"dTMF","charactersToSend":"12#"}`,
		"DeflectCall":     `{"callToBeDiverted":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"newDestination":"4751"}`,
		"ClearConnection": `{"connectionToBeCleared":{"callID":"871","deviceID":"T12#3"}}`,
		"MakeCall":        `{"callingDevice":"4750:CM55:0.0.0.0:0","calledDirectoryNumber":"15551234567"}`,
		"SetAgentState": `{"device":"4750:CM55:0.0.0.0:0","requestedAgentState":"workingAfterCall","agentID":"2001",
 "extensions":{"privateData":{"private":{"SetAgentStatePrivateData":{"enablePending":true}}}}}`,
	} {
		r, ok := a.last(op)
		if !ok {
			t.Errorf("%s was not sent", op)
			continue
		}
		var w object
		if err := json.Unmarshal([]byte(want), &w); err != nil {
			t.Fatal(err)
		}
		if op == "MonitorStart" && within(w, any(r.payload)) {
			continue // what else it asks for: TestTheMonitorAsksForEveryEventThatIsRead
		}
		if d := cmp.Diff(w, r.payload); d != "" {
			t.Errorf("%s (-want +got):\n%s", op, d)
		}
	}
}

func TestTelephoneModes(t *testing.T) {
	for mode, want := range map[wti.TelephoneMode][3]any{
		wti.OtherPhone: {"MAIN", "TELECOMMUTER", "15557654321"},
		wti.DeskPhone:  {"DEPENDENT", "NONE", nil},
	} {
		a := newAES(t, wireForm{})
		signIn(t, a, func(o *wti.Options) { o.Mode, o.OtherNumber, o.LocalMedia = mode, "15557654321", nil })
		r, _ := a.last("RegisterTerminal")
		got := [3]any{r.get("loginInfo", "dependencyMode"), r.get("loginInfo", "mediaMode"), r.get("loginInfo", "telecommuterExtension")}
		if got != want || r.payload["localMediaInfo"] != nil {
			t.Errorf("%s: %v with media %v, want %v without", mode, got, r.payload["localMediaInfo"], want)
		}
	}
}

func TestInvokeIDsWrapAndPassOverThoseInFlight(t *testing.T) {
	var p wti.Pending
	if first := p.Add(); first != 1 {
		t.Errorf("first id = %d, want 1", first)
	}
	for range 9997 {
		if id := p.Add(); !p.Take(id) {
			t.Fatalf("id %d not in flight", id)
		}
	}
	if id := p.Add(); id != 2 { // 1 is still in flight
		t.Errorf("id after the wrap = %d, want 2", id)
	}
	if p.Take(9999) || p.Take(77) {
		t.Error("took an answer to nothing")
	}
}

func TestServerNamesAreCompleted(t *testing.T) {
	for in, want := range map[string]string{
		"aes.example":                         "wss://aes.example/api/wti/session",
		"aes.example:8443":                    "wss://aes.example:8443/api/wti/session",
		" wss://aes.example ":                 "wss://aes.example/api/wti/session",
		"ws://aes.example/other/path":         "ws://aes.example/other/path",
		"2001:db8::1":                         "wss://[2001:db8::1]/api/wti/session",
		"[2001:db8::1]:443":                   "wss://[2001:db8::1]:443/api/wti/session",
		"https://aes.example":                 "",
		"wss://user:secret@aes.example":       "",
		"":                                    "",
		"wss://":                              "",
		"wss://aes.example/api/wti/session":   "wss://aes.example/api/wti/session",
		"wss://aes.example/api/wti/session?x": "wss://aes.example/api/wti/session?x",
	} {
		got, err := wti.ServerURL(in)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("ServerURL(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestNewChecksOptions(t *testing.T) {
	for name, change := range map[string]func(*wti.Options){
		"no server":        func(o *wti.Options) { o.Servers = nil },
		"bad server":       func(o *wti.Options) { o.Servers = []string{"ftp://x"} },
		"no extension":     func(o *wti.Options) { o.Extension = "" },
		"no media":         func(o *wti.Options) { o.LocalMedia = nil },
		"no other number":  func(o *wti.Options) { o.Mode = wti.OtherPhone },
		"unknown mode":     func(o *wti.Options) { o.Mode = "carrier pigeon" },
		"login logged out": func(o *wti.Options) { o.InitialMode = wti.AgentLoggedOut },
	} {
		o := options(&aes{url: "ws://127.0.0.1:1"})
		change(&o)
		if c, err := wti.New(o); err == nil {
			_ = c.Close()
			t.Errorf("%s: New succeeded", name)
		}
	}
}
