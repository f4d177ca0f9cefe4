package simulator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

// controlRoutes are what the control endpoint offers, as GET / lists it.
const controlRoutes = `GET  /stations               what the switch knows of each station
GET  /stations/EXTENSION
GET  /agents                 and of each agent
GET  /agents/ID
GET  /calls                  calls that have not ended, oldest first; ?all=true: those that have, too
POST /calls                  a caller arrives: {"number":"15551234567","vdn":"7000","digits":"42",
                             "userData":"ORDER=7","voice":"speech:parcels","patience":"30s","talk":"1m"}
POST /calls/ID/hangup        the far end hangs up
POST /calls/ID/join          somebody joins: {"number":"4790","silent":true}
POST /calls/ID/press         the far end presses keys: {"digits":"42#"}
POST /calls/ID/userData      another application changes the user-to-user information: {"userData":"ORDER=8"}
POST /stations/EXTENSION/ACT somebody works at a station without a client. ACT is answer, hold, retrieve, hangup,
                             call or transfer {"number":"4750"}, login {"agent":"2002","mode":"autoIn"},
                             mode {"mode":"auxWork","reason":3}, logout, doNotDisturb {"on":true}, busy {"on":true}, forward {"number":""}
GET  /wait/calls             returns when there is such a call: ?number=, state= (one or more), limit=30s
GET  /wait/agents/ID         when the agent is so: ?mode=, pending=, reason=, station=, onCall=, talking=, available=
GET  /wait/stations/EXTENSION when the station is so: ?registered=, ringing=, onHook=, calls=, agent=
GET  /settings               how AES speaks, its licences, times and rules
PATCH /settings              changes what is named: {"dialect":{"errors":"negative"},"noAgentEvents":true,"aux":{"forced":true}}
PATCH /stations/EXTENSION    {"autoAnswer":"acd","pickupGroup":"1","messages":true}
GET  /skills/EXTENSION
PATCH /skills/EXTENSION      {"timedACW":"30s","noAnswer":"5s","noAnswerReason":9}
GET  /vdns/EXTENSION
PATCH /vdns/EXTENSION        {"skill":"500","announcement":"hours"}
GET  /faults                 the kinds of faults
POST /faults                 one happens now: {"kind":"refuse","request":"HoldCall","category":"operation","code":"generic","times":2}
GET  /received               the commands that clients sent
`

// ControlHandler serves the Go API over HTTP with JSON in and out: the truth
// about stations, agents and calls, callers, and every fault. It is for tests and
// trainers on this machine: requests that come from elsewhere, or from a page in a
// browser, are refused. Serve it on a loopback address only; see
// [Server.ServeControl].
func (s *Server) ControlHandler() http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, f func(r *http.Request) (any, error)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { respond(w, r, f) })
	}
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, controlRoutes) })
	handle("GET /stations", func(*http.Request) (any, error) { return s.allStations(), nil })
	handle("GET /stations/{ext}", func(r *http.Request) (any, error) {
		st := s.Station(r.PathValue("ext"))
		return st, unknownUnless(st.Known, "station", st.Extension)
	})
	handle("GET /agents", func(*http.Request) (any, error) { return s.allAgents(), nil })
	handle("GET /agents/{id}", func(r *http.Request) (any, error) {
		a := s.Agent(r.PathValue("id"))
		return a, unknownUnless(a.Known, "agent", a.ID)
	})
	handle("GET /calls", func(r *http.Request) (any, error) { return s.callList(r.URL.Query().Get("all") == "true"), nil })
	handle("POST /calls", s.controlCall)
	handle("POST /calls/{id}/hangup", func(r *http.Request) (any, error) {
		c, err := s.liveCall(r.PathValue("id"))
		if err == nil {
			c.Hangup()
		}
		return struct{}{}, err
	})
	handle("POST /calls/{id}/join", s.controlJoin)
	handle("POST /calls/{id}/press", s.controlPress)
	handle("POST /calls/{id}/userData", s.controlUserData)
	handle("POST /stations/{ext}/{act}", s.controlColleague)
	handle("GET /wait/calls", s.controlWaitCall)
	handle("GET /wait/agents/{id}", s.controlWaitAgent)
	handle("GET /wait/stations/{ext}", s.controlWaitStation)
	handle("GET /settings", func(*http.Request) (any, error) { return s.Settings(), nil })
	handle("PATCH /settings", s.controlSettings)
	handle("PATCH /stations/{ext}", s.controlStation)
	handle("GET /skills/{ext}", func(r *http.Request) (any, error) {
		k, known := s.Skill(r.PathValue("ext"))
		return k, unknownUnless(known, "skill", r.PathValue("ext"))
	})
	handle("PATCH /skills/{ext}", s.controlSkill)
	handle("GET /vdns/{ext}", func(r *http.Request) (any, error) {
		v, known := s.VDN(r.PathValue("ext"))
		return v, unknownUnless(known, "VDN", r.PathValue("ext"))
	})
	handle("PATCH /vdns/{ext}", s.controlVDN)
	handle("GET /faults", func(*http.Request) (any, error) { return FaultKinds(), nil })
	handle("POST /faults", func(r *http.Request) (any, error) {
		var f Fault
		if err := body(r, &f); err != nil {
			return nil, err
		}
		return struct{}{}, s.Disturb(f)
	})
	handle("GET /received", func(*http.Request) (any, error) { return s.Received(), nil })
	return localOnly(mux)
}

// ServeControl serves the control endpoint on a loopback address, for example
// "127.0.0.1:8081", until Close. It returns the address.
func (s *Server) ServeControl(address string) (string, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("simulator: control address: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", fmt.Errorf("simulator: control address %s: only a loopback address is allowed", address)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return "", fmt.Errorf("simulator: control address: %w", err)
	}
	server := &http.Server{Handler: s.ControlHandler(), ReadHeaderTimeout: 10 * time.Second}
	s.tasks.run("control", func() { _ = server.Serve(l) })
	s.tasks.run("control end", func() { <-s.stopped; _ = server.Close() })
	return l.Addr().String(), nil
}

// localOnly refuses what a page in a browser could send here: its requests have
// an Origin, or a Host that is not this machine's (DNS rebinding).
func localOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		ip := net.ParseIP(strings.Trim(host, "[]"))
		if r.Header.Get("Origin") != "" || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, `{"error":"requests from this machine only, and not from a browser"}`, http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// errUnknown is for what does not exist.
var errUnknown = errors.New("does not exist")

func unknownUnless(known bool, what, name string) error {
	if known {
		return nil
	}
	return fmt.Errorf("%s %s: %w", what, name, errUnknown)
}

func respond(w http.ResponseWriter, r *http.Request, f func(*http.Request) (any, error)) {
	w.Header().Set("Content-Type", "application/json")
	answer, err := f(r)
	if err != nil {
		status := http.StatusBadRequest
		switch {
		case errors.Is(err, errUnknown):
			status = http.StatusNotFound
		case errors.Is(err, errNotNow):
			status = http.StatusConflict
		case errors.Is(err, context.DeadlineExceeded):
			status = http.StatusRequestTimeout
		}
		w.WriteHeader(status)
		answer = map[string]string{"error": strings.TrimPrefix(err.Error(), "simulator: ")}
	}
	data, err := json.Marshal(answer)
	if err != nil {
		panic(err) // our own types
	}
	_, _ = w.Write(append(lowerKeys(data), '\n'))
}

// body reads a JSON object; unknown members are errors, so that a misspelt one
// is noticed.
func body(r *http.Request, to any) error { return decodeInto(io.LimitReader(r.Body, 1<<20), to) }

func decodeInto(text io.Reader, to any) error {
	d := json.NewDecoder(text)
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return fmt.Errorf("body: %w", err)
	}
	return nil
}

// lowerKeys writes the members' names as JSON has them.
func lowerKeys(data []byte) []byte {
	var v any
	if json.Unmarshal(data, &v) != nil {
		return data
	}
	out, err := json.Marshal(lowered(v))
	if err != nil {
		return data
	}
	return out
}

func lowered(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(v))
		for k, x := range v {
			if n := strings.IndexFunc(k, func(r rune) bool { return r < 'A' || r > 'Z' }); n < 0 {
				k = strings.ToLower(k) // RTP, ID
			} else if n > 0 {
				n = max(n-1, 1)
				k = strings.ToLower(k[:n]) + k[n:]
			}
			m[k] = lowered(x)
		}
		return m
	case []any:
		for i := range v {
			v[i] = lowered(v[i])
		}
	}
	return v
}

func (s *Server) allStations() []StationTruth {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []StationTruth{}
	for _, st := range s.stations {
		list = append(list, s.stationTruth(st.ext))
	}
	slices.SortFunc(list, func(a, b StationTruth) int { return strings.Compare(a.Extension, b.Extension) })
	return list
}

func (s *Server) allAgents() []AgentTruth {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []AgentTruth{}
	for id := range s.agents {
		list = append(list, s.agentTruth(id))
	}
	slices.SortFunc(list, func(a, b AgentTruth) int { return strings.Compare(a.ID, b.ID) })
	return list
}
