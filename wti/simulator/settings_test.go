package simulator_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"offhook/wti/simulator"
)

// What options and scenario choose at the start can be chosen while the server
// runs, and holds for the sockets and sessions that are open.
func TestSettingsChangeWhileTheServerRuns(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	e := newEndpoint(t, s)
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "auxWork")
	p.event("AgentNotReadyEvent")

	var now map[string]any
	e.ask(200, "PATCH", "/settings", `{"dialect":{"errors":"negative","naming":{"bareEvents":true}},"aux":{"forced":true,"max":9},"registerDelay":"1s"}`, &now)
	if got := member(now, "dialect"); got["errors"] != "negative" || got["token"] != "socket" || now["registerDelay"] != "1s" {
		t.Errorf("settings are %v", now)
	}
	p.send(`{"header":{"invokeId":900,"headerType":"request","request":"ReleaseDeviceId","version":"v2"},"payload":{"device":"1:2:3:4"}}`)
	f := p.next()
	for member(f, "header")["headerType"] == "event" {
		f = p.next()
	}
	if member(f, "header")["response"] != "ReleaseDeviceIdNegResponse" {
		t.Errorf("refusal is %v, want it in the new shape", f)
	}
	p.must("SetAgentState", p.state("ready", object{"workMode": "autoIn"}))
	p.event("AgentReady") // without Event now
	e.ask(200, "PATCH", "/settings", `{"dialect":{"errors":"payload"}}`, nil)
	p.refused("SetAgentState", p.state("notReady", object{}), "operation", "invalidParameterValue")
	e.ask(200, "PATCH", "/settings", `{"noAgentEvents":true,"aux":{"forced":false},"dialect":{"naming":{"bareEvents":false}}}`, nil)
	p.must("SetAgentState", p.state("notReady", object{}))
	if got := p.names("AgentNotReadyEvent"); len(got) != 0 {
		t.Errorf("events %v came, and are switched off", got)
	}
	e.ask(200, "PATCH", "/settings", `{"noTSAPILicence":true,"noAgentLicence":true,"monitorLimit":1}`, nil)
	p.refused("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "5550107"}, "systemResourceAvailibility", "resourceLimitExceeded")
	p.refused("GetAgentState", object{"device": p.device}, "systemResourceAvailibility", "resourceLimitExceeded")
}

// What is wrong is said, and leaves everything as it was.
func TestWrongSettingsChangeNothing(t *testing.T) {
	s := start(t, simulator.Options{})
	e := newEndpoint(t, s)
	before := s.Settings()
	for _, body := range []string{
		`{"dialect":{"errors":"loud"}}`, `{"monitorLimit":7,"colour":"red"}`, `{"monitorLimit":-1}`, `{"registerDelay":"soon"}`,
		`{"minSession":"3h"}`, `{"aux":{"max":100}}`, `{"dialect":{"forceCodec":"g729"}}`, `{"dialect":{"telephoneEvent":8}}`,
		`{"dialect":{"closeCode":1006}}`, `{"dialect":{"starButton":9}}`, `{"dialect":{"starButton":12,"poundButton":12}}`,
		`{"dialect":{"lastCallID":-1}}`, `{"dialect":{"idleTimeout":"-1s"}}`, `[]`, ``,
	} {
		var answer struct{ Error string }
		if e.ask(400, "PATCH", "/settings", body, &answer); answer.Error == "" {
			t.Errorf("%s is refused without a word", body)
		}
	}
	stop := errors.New("no")
	if err := s.Change(func(st *simulator.Settings) error { st.MonitorLimit = 9; return stop }); !errors.Is(err, stop) {
		t.Errorf("Change = %v, want what the function said", err)
	}
	if got := s.Settings(); got != before {
		t.Errorf("settings are %+v, want them as they were: %+v", got, before)
	}
	for _, o := range []simulator.Options{
		{Dialect: simulator.Dialect{TelephoneEvent: 200}}, {Dialect: simulator.Dialect{Errors: 77}}, {MinSession: 3 * time.Hour},
	} {
		if _, err := simulator.New(o); err == nil {
			t.Errorf("New with %+v succeeded", o)
		}
	}
	for _, text := range []string{"min_session = \"3h\"", "[dialect]\nforce_codec = \"opus\"", "[aux_reasons]\nmax = 200"} {
		if _, err := simulator.ParseScenario([]byte(text + "\n" + minimal)); err == nil {
			t.Errorf("the scenario with %q is taken", text)
		}
	}
}

// minimal is the least that a scenario has.
const minimal = `
[[user]]
name = "u"
password = "p"
[[station]]
extension = "1"
switch = "CM1"
`

// A scenario file begins with the same settings.
func TestSettingsComeFromTheScenario(t *testing.T) {
	sc, err := simulator.ParseScenario([]byte(`
register_delay = "1500ms"
min_session = "30s"
max_session = "10m"
cleanup_delay = "20s"
no_agent_events = true
monitors_anyway = true
` + minimal + "[dialect]\nrest = \"envelope\"\nrequest_case = \"pascal\"\nidle_timeout = \"90s\"\n[dialect.naming]\ntext_ids = true\n"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := simulator.New(simulator.Options{Scenario: sc})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	want := simulator.Settings{
		RegisterDelay: simulator.Duration(1500 * time.Millisecond), MinSession: simulator.Duration(30 * time.Second),
		MaxSession: simulator.Duration(10 * time.Minute), CleanupDelay: simulator.Duration(20 * time.Second),
		NoAgentEvents: true, MonitorsAnyway: true,
		Dialect: simulator.Dialect{
			REST: simulator.RESTEnvelope, RequestCase: simulator.CasePascal, IdleTimeout: simulator.Duration(90 * time.Second),
			Naming: simulator.Naming{TextIDs: true},
		},
	}
	if got := s.Settings(); got != want {
		t.Errorf("settings are %+v\nwant %+v", got, want)
	}
}

// Stations and skills are administered while calls come.
func TestStationsAndSkillsChangeWhileTheServerRuns(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	e := newEndpoint(t, s)
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "manualIn")
	e.ask(200, "PATCH", "/stations/4750", `{"autoAnswer":"acd","messages":true}`, nil)
	if got := p.event("MessageWaitingEvent"); got["messageWaitingOn"] != true {
		t.Errorf("message lamp: %v", got)
	}
	e.ask(200, "PATCH", "/skills/500", `{"timedACW":"1ms","noAnswer":"1ms","noAnswerReason":7}`, nil)
	if k, ok := s.Skill("500"); !ok || time.Duration(k.TimedACW) != time.Millisecond || k.Name == "" {
		t.Errorf("skill is %+v", k)
	}
	call, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000"})
	if err != nil {
		t.Fatal(err)
	}
	p.event("EstablishedEvent") // by itself
	call.Hangup()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	p.event("AgentWorkingAfterCallEvent")
	if err := s.WaitAgent(ctx, "2001", func(a simulator.AgentTruth) bool { return a.Mode == simulator.ManualIn }); err != nil {
		t.Errorf("after call work does not end by itself: %v", err)
	}
	e.ask(200, "PATCH", "/stations/4750", `{"autoAnswer":"none","securityCode":"777777"}`, nil)
	if _, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000"}); err != nil {
		t.Fatal(err)
	}
	if err := s.WaitAgent(ctx, "2001", func(a simulator.AgentTruth) bool { return a.Mode == simulator.AUX && a.Reason == 7 }); err != nil {
		t.Errorf("the call is not taken back after a millisecond: %v", err)
	}
	if a := p.must("RegisterTerminal", p.registration(0, true)); a["code"] != "63773" {
		t.Errorf("registration with the old code: %v", a)
	}
	for path, body := range map[string]string{
		"/stations/4750": `{"extension":"4799"}`, "/skills/500": `{"timedACW":"-1s"}`, "/stations/4751": `{"autoAnswer":"maybe"}`,
	} {
		e.ask(400, "PATCH", path, body, nil)
	}
	e.ask(404, "PATCH", "/stations/9999", `{}`, nil)
	e.ask(404, "PATCH", "/skills/999", `{}`, nil)
	e.ask(404, "GET", "/skills/999", ``, nil)
}

// A VDN leads to another skill for the callers that come from then on.
func TestAVDNChangesWhileTheServerRuns(t *testing.T) {
	sc := quick()
	sc.Skills = append(sc.Skills, simulator.Skill{Extension: "599", Name: "Nobody"})
	s := start(t, simulator.Options{Scenario: sc})
	e := newEndpoint(t, s)
	p := phone(t, s, "4750", 0)
	p.logIn("2001", "manualIn")
	for _, bad := range []string{`{"skill":"998"}`, `{"extension":"7009"}`, `{"announcement":"no such prompt"}`, `{"announcementEvery":"-1s"}`} {
		e.ask(400, "PATCH", "/vdns/7000", bad, nil)
	}
	e.ask(404, "PATCH", "/vdns/7999", `{}`, nil)
	e.ask(404, "GET", "/vdns/7999", ``, nil)
	e.ask(200, "PATCH", "/vdns/7000", `{"skill":"599","announcement":"hours"}`, nil)
	if v, ok := s.VDN("7000"); !ok || v.Skill != "599" || v.Announcement != "hours" || v.Name == "" {
		t.Errorf("VDN is %+v", v)
	}
	caller := simulator.Caller{Number: "15551234567", VDN: "7000"}
	call, err := s.Call(caller)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Agent("2001").Available || call.State() == simulator.CallAlerting {
		t.Errorf("the call of a skill that the agent lacks is %s at the agent", call.State())
	}
	e.ask(200, "PATCH", "/vdns/7000", `{"skill":"500"}`, nil)
	if _, err := s.Call(caller); err != nil {
		t.Fatal(err)
	}
	p.event("DeliveredEvent")
}
