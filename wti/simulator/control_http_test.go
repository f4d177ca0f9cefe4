package simulator_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"offhook/wti/simulator"
)

// endpoint is the control endpoint of a server.
type endpoint struct {
	t    *testing.T
	base string
}

func newEndpoint(t *testing.T, s *simulator.Server) endpoint {
	t.Helper()
	address, err := s.ServeControl("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return endpoint{t, "http://" + address}
}

// ask sends a request and reads the answer into to.
func (e endpoint) ask(status int, method, path, body string, to any) {
	e.t.Helper()
	r, err := http.NewRequestWithContext(e.t.Context(), method, e.base+path, strings.NewReader(body))
	if err != nil {
		e.t.Fatal(err)
	}
	e.do(r, status, to)
}

func (e endpoint) do(r *http.Request, status int, to any) {
	e.t.Helper()
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		e.t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	data, _ := io.ReadAll(a.Body)
	if a.StatusCode != status {
		e.t.Fatalf("%s %s = %d %s, want %d", r.Method, r.URL.Path, a.StatusCode, data, status)
	}
	if to != nil {
		if err := json.Unmarshal(data, to); err != nil {
			e.t.Fatalf("%s %s = %s: %v", r.Method, r.URL.Path, data, err)
		}
	}
}

func TestControlEndpointBringsCallersAndTellsTheTruth(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	e := newEndpoint(t, s)
	p := dial(t, s, basic("demo", "demo"))
	p.start("180")
	p.station("4750")
	p.register(0)
	p.logIn("2001", "autoIn")

	var call struct{ ID, UCID, State, Number string }
	e.ask(200, "POST", "/calls", `{"number":"15551234567","vdn":"7000","digits":"42","userData":"ORDER=7","voice":"silence","patience":"30s"}`, &call)
	if call.Number != "15551234567" || call.UCID == "" {
		t.Errorf("call = %+v", call)
	}
	d := p.event("DeliveredEvent")
	if member(d, "callingDevice")["deviceIdentifier"] != "15551234567:::0" {
		t.Errorf("delivered = %v", d)
	}
	var st struct {
		Registered, Ringing bool
		Agent               string
		Connections         []struct{ Call, State string }
	}
	e.ask(200, "GET", "/stations/4750", "", &st)
	if !st.Registered || !st.Ringing || st.Agent != "2001" || len(st.Connections) != 1 || st.Connections[0].State != "alerting" {
		t.Errorf("station = %+v", st)
	}
	e.ask(200, "POST", "/calls/"+call.UCID+"/hangup", "{}", nil)
	p.event("ConnectionClearedEvent")
	var calls []any
	if e.ask(200, "GET", "/calls", "", &calls); len(calls) != 0 {
		t.Errorf("calls = %v, want none", calls)
	}
	if e.ask(200, "GET", "/calls?all=true", "", &calls); len(calls) == 0 {
		t.Error("the ended call is not listed with all=true")
	}
}

func TestControlEndpointBringsFaults(t *testing.T) {
	s := start(t, simulator.Options{})
	e := newEndpoint(t, s)
	p := dial(t, s, basic("demo", "demo"))
	p.start("180")
	var kinds []string
	if e.ask(200, "GET", "/faults", "", &kinds); len(kinds) < 15 {
		t.Errorf("kinds of faults = %v", kinds)
	}
	e.ask(200, "POST", "/faults", `{"kind":"refuse","request":"GetDeviceId","category":"operation","code":"invalidDeviceID"}`, nil)
	p.refused("GetDeviceId", object{"switchName": "CM1", "extension": "4750"}, "operation", "invalidDeviceID")
	p.must("GetDeviceId", object{"switchName": "CM1", "extension": "4750"})
	e.ask(200, "POST", "/faults", `{"kind":"dropSockets"}`, nil)
	if _, open := <-p.frames; open {
		t.Error("the socket is still open")
	}
}

func TestControlEndpointForcesAnAgent(t *testing.T) {
	s := start(t, simulator.Options{})
	e := newEndpoint(t, s)
	p := dial(t, s, basic("demo", "demo"))
	p.start("180")
	p.station("4750")
	p.register(0)
	p.logIn("2001", "autoIn")
	e.ask(200, "POST", "/faults", `{"kind":"forceAgent","agent":"2001","mode":"auxWork","reason":3}`, nil)
	if a := s.Agent("2001"); a.Mode != simulator.AUX || a.Reason != 3 {
		t.Errorf("agent = %+v, want forced into AUX 3", a)
	}
}

func TestControlEndpointSaysWhatIsWrong(t *testing.T) {
	s := start(t, simulator.Options{})
	e := newEndpoint(t, s)
	for _, c := range []struct {
		status             int
		method, path, body string
		want               string
	}{
		{404, "GET", "/stations/9999", "", "9999"},
		{404, "GET", "/agents/9999", "", "9999"},
		{404, "POST", "/calls/77/hangup", "{}", "77"},
		{400, "POST", "/calls", `{"number":"1"}`, "vdn"},
		{400, "POST", "/calls", `{"number":"1","vdn":"1234567"}`, ""},
		{400, "POST", "/calls", `{"nummer":"1"}`, "nummer"},
		{400, "POST", "/calls", `{`, "body"},
		{400, "POST", "/calls", `{"number":"1","vdn":"7000","voice":"speech:nobody"}`, ""},
		{400, "POST", "/faults", `{"kind":"flood"}`, "dropSockets"},
		{404, "POST", "/faults", `{"kind":"moveMedia","station":"9999"}`, "9999"},
		{404, "POST", "/faults", `{"kind":"messageWaitingOn"}`, "station"},
		{409, "POST", "/faults", `{"kind":"moveMedia","station":"4750"}`, "no call with voice"},
		{409, "POST", "/faults", `{"kind":"serviceLinkDown","station":"4750"}`, "no telecommuter"},
		{409, "POST", "/faults", `{"kind":"unregister","station":"4750"}`, "no terminal"},
		{409, "POST", "/faults", `{"kind":"media","station":"4750"}`, "client media"},
		{404, "POST", "/faults", `{"kind":"forceAgent","agent":"9999","mode":"auxWork"}`, "9999"},
		{409, "POST", "/faults", `{"kind":"forceAgent","agent":"2001","mode":"auxWork"}`, "not logged in"},
		{400, "POST", "/faults", `{"kind":"forceAgent","agent":"2001","mode":"lunch"}`, "afterCallWork"},
	} {
		var answer struct{ Error string }
		e.ask(c.status, c.method, c.path, c.body, &answer)
		if answer.Error == "" || !strings.Contains(answer.Error, c.want) {
			t.Errorf("%s %s %s says %q, want %q in it", c.method, c.path, c.body, answer.Error, c.want)
		}
	}
}

// A page that a browser on this machine shows must not reach the endpoint.
func TestControlEndpointIsForThisMachineAlone(t *testing.T) {
	s := start(t, simulator.Options{})
	e := newEndpoint(t, s)
	for _, change := range []func(*http.Request){
		func(r *http.Request) { r.Host = "evil.example:80" },
		func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") },
		func(r *http.Request) { r.Header.Set("Origin", "null") },
	} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", e.base+"/stations", nil)
		if err != nil {
			t.Fatal(err)
		}
		change(r)
		e.do(r, 403, nil)
	}
	for _, address := range []string{"0.0.0.0:0", "192.0.2.1:0", ":0", "example.com:0", "nonsense"} {
		if _, err := s.ServeControl(address); err == nil {
			t.Errorf("ServeControl(%q) succeeded", address)
		}
	}
}

// The examples of the documentation work as they stand.
func TestDocumentedControlRequestsWork(t *testing.T) {
	s := start(t, simulator.Options{})
	e := newEndpoint(t, s)
	page, err := os.ReadFile("../../docs/simulator.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := regexp.MustCompile(`curl -s (?:-X (PATCH) )?(?:-d '([^']*)' )?http://127\.0\.0\.1:8081(/\S*)`).FindAllStringSubmatch(string(page), -1)
	if len(examples) < 6 {
		t.Fatalf("%d examples found", len(examples))
	}
	for _, x := range examples {
		method := "GET"
		if x[2] != "" {
			method = "POST"
		}
		if x[1] != "" {
			method = x[1]
		}
		e.ask(200, method, x[3], x[2], nil)
	}
	var index string
	r, _ := http.NewRequestWithContext(t.Context(), "GET", e.base+"/", nil)
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	data, _ := io.ReadAll(a.Body)
	_ = a.Body.Close()
	index = string(data)
	for _, x := range examples {
		if path, _, _ := strings.Cut(x[3], "?"); !strings.Contains(index, "/"+strings.Split(path, "/")[1]) {
			t.Errorf("GET / does not list %s", path)
		}
	}
}
