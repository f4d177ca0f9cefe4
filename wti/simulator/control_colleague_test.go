package simulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"offhook/wti/simulator"
)

// A trainer's whole shift by HTTP: the colleague logs in, takes the customer's
// call, holds it, sends it on, and goes home.
func TestColleagueWorksByTheControlEndpoint(t *testing.T) {
	s := start(t, simulator.Options{Scenario: withColleague(simulator.Work{Answer: -1})})
	e := newEndpoint(t, s)
	p := phone(t, s, "4750", 0)
	var st struct {
		Agent       string
		Connections []struct{ Call, State string }
	}
	act := func(name, body, state string) {
		t.Helper()
		st.Connections = nil
		e.ask(200, "POST", "/stations/4751/"+name, body, &st)
		got := ""
		for _, c := range st.Connections {
			got += c.State
		}
		if got != state {
			t.Errorf("after %s: %+v, want %q", name, st, state)
		}
	}
	act("login", `{"agent":"2002","mode":"manualIn"}`, "")
	if st.Agent != "2002" {
		t.Errorf("station %+v", st)
	}
	var call struct{ ID, State string }
	e.ask(200, "POST", "/calls", `{"number":"15550001","vdn":"7000","voice":"silence"}`, &call)
	e.ask(200, "GET", "/wait/stations/4751?ringing=true&agent=2002", "", nil)
	act("answer", "", "connected")
	e.ask(200, "GET", "/wait/calls?number=15550001&state=connected,held", "", &call)
	if call.State != "connected" {
		t.Errorf("call %+v", call)
	}
	act("hold", "{}", "hold")
	act("retrieve", "{}", "connected")
	act("mode", `{"mode":"auxWork","reason":3}`, "connected")
	var a struct {
		Mode, Pending string
		PendingReason int
	}
	e.ask(200, "GET", "/wait/agents/2002?pending=auxWork&talking=true", "", &a)
	if a.Mode != "manualIn" || a.PendingReason != 3 {
		t.Errorf("agent %+v", a)
	}
	act("transfer", `{"number":"4750"}`, "")
	if d := p.event("DeliveredEvent"); member(d, "callingDevice")["deviceIdentifier"] != "15550001:::0" {
		t.Errorf("transferred: %v", d)
	}
	e.ask(200, "GET", "/wait/agents/2002?mode=auxWork&reason=3&onCall=false", "", nil)
	act("call", `{"number":"5550103"}`, "connected")
	act("hangup", "{}", "")
	act("doNotDisturb", `{"on":true}`, "")
	act("forward", `{"number":"4750"}`, "")
	act("logout", `{"reason":1}`, "")
	if got := s.Station("4751"); !got.DoNotDisturb || got.Forward != "4750" || got.Agent != "" {
		t.Errorf("at the end: %+v", got)
	}
}

// An act or a wait that is wrong is told from one that is not possible now, and
// from one that did not come about in time.
func TestControlEndpointSaysWhyAColleagueCannot(t *testing.T) {
	s := start(t, simulator.Options{Scenario: withColleague(simulator.Work{Answer: -1})})
	e := newEndpoint(t, s)
	phone(t, s, "4750", 0)
	for _, c := range []struct {
		status             int
		method, path, body string
		want               string
	}{
		{409, "POST", "/stations/4751/answer", "", "no call is alerting"},
		{409, "POST", "/stations/4751/hangup", "{}", "no call is active"},
		{409, "POST", "/stations/4750/answer", "{}", "a client is registered"},
		{409, "POST", "/stations/4751/mode", `{"mode":"autoIn"}`, "no agent is logged in"},
		{404, "POST", "/stations/4999/answer", "", "4999"},
		{404, "POST", "/stations/4751/sing", "", "doNotDisturb"},
		{404, "POST", "/stations/4751/login", `{"agent":"9"}`, "9"},
		{400, "POST", "/stations/4751/login", `{"agent":"2002","mode":"lunch"}`, "afterCallWork"},
		{400, "POST", "/stations/4751/call", `{"number":"home"}`, "home"},
		{400, "POST", "/stations/4751/call", `{"numer":"1"}`, "numer"},
		{400, "POST", "/stations/4751/doNotDisturb", `{}`, "on"},
		{404, "GET", "/wait/agents/9?mode=auxWork", "", "9"},
		{404, "GET", "/wait/stations/9?ringing=true", "", "9"},
		{400, "GET", "/wait/calls", "", "waited for"},
		{400, "GET", "/wait/calls?caller=1", "", "caller"},
		{400, "GET", "/wait/calls?state=loud", "", "alerting"},
		{400, "GET", "/wait/agents/2001?onCall=yes", "", "true"},
		{400, "GET", "/wait/agents/2001?mode=auxWork&limit=2h", "", "10m"},
		{408, "GET", "/wait/agents/2001?mode=auxWork&limit=20ms", "", "loggedOut"},
		{408, "GET", "/wait/calls?number=15550009&limit=20ms", "", "no such call"},
		{408, "GET", "/wait/stations/4751?ringing=true&limit=20ms", "", "4751"},
	} {
		var answer struct{ Error string }
		e.ask(c.status, c.method, c.path, c.body, &answer)
		if !strings.Contains(answer.Error, c.want) {
			t.Errorf("%s %s %s says %q, want %q in it", c.method, c.path, c.body, answer.Error, c.want)
		}
	}
}

// A wait that begins before the thing happens ends with it, and a server that is
// closed lets nobody wait.
func TestWaitAtTheControlEndpointEndsWithTheChange(t *testing.T) {
	s, err := simulator.New(simulator.Options{Scenario: quick(), RegisterDelay: -1})
	if err != nil {
		t.Fatal(err)
	}
	e := newEndpoint(t, s)
	answer := make(chan int, 2)
	ask := func(path string) {
		r, _ := http.NewRequestWithContext(t.Context(), "GET", e.base+path, nil)
		a, err := http.DefaultClient.Do(r)
		if err != nil {
			answer <- 0 // cut off
			return
		}
		_ = a.Body.Close()
		answer <- a.StatusCode
	}
	end := func() (status int) {
		t.Helper()
		select {
		case status = <-answer:
		case <-time.After(patience):
			t.Fatal("the wait does not end")
		}
		return status
	}
	go ask("/wait/calls?number=15550001&limit=1m")
	if _, err := s.Call(simulator.Caller{Number: "15550001", VDN: "7000"}); err != nil {
		t.Fatal(err)
	}
	if got := end(); got != 200 {
		t.Errorf("status %d", got)
	}
	go ask("/wait/agents/2001?mode=autoIn&limit=1m")
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if got := end(); got == 200 {
		t.Error("an agent who is logged out is said to be in auto-in")
	}
}
