package simulator_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"offhook/wti/simulator"
)

// worked is the world of the worked transcript, with the values pinned that a
// server is free to choose.
func worked() simulator.Options {
	return simulator.Options{
		Scenario: &simulator.Scenario{
			Users: []simulator.User{{Name: "demo", Password: "demo"}},
			Stations: []simulator.Station{
				{Extension: "4750", Switch: "CM55", SecurityCode: "123456", Name: "Jo Walker"},
				{Extension: "4751", Switch: "CM55", SecurityCode: "123456", Name: "Sam Rivera"},
			},
			Agents: []simulator.Agent{{ID: "2001", Password: "1234", Skills: []string{"500"}}},
			Skills: []simulator.Skill{{Extension: "500"}},
			VDNs:   []simulator.VDN{{Extension: "7000", Skill: "500"}},
		},
		Pinned: simulator.Pinned{
			Token: "tok-1", SessionID: "469421A9364D46D6444524AE41BEAD72-0",
			CallID: 871, Monitor: 101, UCID: "00001008711428242051", Trunk: 3,
		},
	}
}

func customer(t *testing.T, s *simulator.Server) {
	t.Helper()
	_, err := s.Call(simulator.Caller{
		Number: "15551234567", VDN: "7000", Digits: "42", UserData: "CUSTOMER=42", FarEnd: simulator.Silence(),
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWorkedTranscript(t *testing.T) {
	s := start(t, worked())
	p := dial(t, s, basic("demo", "demo"))
	text, err := os.ReadFile("testdata/transcript.txt")
	if err != nil {
		t.Fatal(err)
	}
	steps := 0
	for step := range strings.SplitSeq(string(text), "\n\n") {
		if strings.HasPrefix(step, "#") {
			continue
		}
		steps++
		p.follow(step, func() { customer(t, s) })
	}
	if steps < 20 {
		t.Errorf("only %d steps were played", steps)
	}
	if got := s.Station("4750"); got.Registered || got.Agent != "" {
		t.Errorf("after the transcript: %+v", got)
	}
}

// follow plays one step: sends the client's frames and waits until all of the
// server's have come.
func (p *peer) follow(step string, call func()) {
	p.t.Helper()
	var ordered, free []object
	for line := range strings.Lines(step) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch kind {
		case ">":
			p.send(clientFrame(rest))
		case "!":
			call()
		case "<":
			ordered = append(ordered, p.serverFrame(rest))
		case "~":
			free = append(free, p.serverFrame(rest))
		}
	}
	var seen []string
	for len(ordered)+len(free) > 0 {
		var f object
		select {
		case f = <-p.frames:
		case <-time.After(patience):
			p.t.Fatalf("step %.60q: still missing\n%v\n%v\ncame: %s", step, ordered, free, strings.Join(seen, "\n"))
		}
		if f == nil {
			p.t.Fatalf("step %.60q: the socket was closed", step)
		}
		data, _ := json.Marshal(f)
		seen = append(seen, string(data))
		if len(ordered) > 0 && within(ordered[0], f) {
			ordered = ordered[1:]
			continue
		}
		for i, want := range free {
			if within(want, f) {
				free = append(free[:i:i], free[i+1:]...)
				break
			}
		}
	}
}

// clientFrame writes a line as the frame that the client sends.
func clientFrame(line string) string {
	id, rest, _ := strings.Cut(line, " ")
	name, payload, _ := strings.Cut(rest, " ")
	return fmt.Sprintf(`{"header":{"invokeId":%s,"headerType":"request","request":%q,"version":"v2"},"payload":%s}`, id, name, payload)
}

// serverFrame is the frame that a line expects.
func (p *peer) serverFrame(line string) object {
	p.t.Helper()
	id, rest, _ := strings.Cut(line, " ")
	name, payload, _ := strings.Cut(rest, " ")
	kind := "response"
	if id == "9999" {
		kind = "event"
	}
	var f object
	text := fmt.Sprintf(`{"header":{"invokeId":%s,"headerType":%q,%q:%q,"version":"v2"},"payload":%s}`, id, kind, kind, name, payload)
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		p.t.Fatalf("transcript: %v in %s", err, line)
	}
	return f
}

// within reports whether everything that want says is so in got.
func within(want, got any) bool {
	switch w := want.(type) {
	case object:
		g, ok := got.(object)
		for name, v := range w {
			if member, there := g[name]; !there || !within(v, member) {
				return false
			}
		}
		return ok
	case []any:
		g, ok := got.([]any)
		if !ok || len(w) > 0 && len(w) != len(g) {
			return false
		}
		for i, v := range w {
			if !within(v, g[i]) {
				return false
			}
		}
		return true
	case string:
		g, ok := got.(string)
		var inner, given object
		if json.Unmarshal([]byte(w), &inner) == nil { // a payload that is JSON in a string
			return ok && json.Unmarshal([]byte(g), &given) == nil && within(inner, given)
		}
		return w == "*" && got != nil || ok && w == g
	}
	return want == got
}

func TestWorkedRecovery(t *testing.T) {
	s := start(t, worked())
	p := dial(t, s, basic("demo", "demo"))
	text, err := os.ReadFile("testdata/transcript.txt")
	if err != nil {
		t.Fatal(err)
	}
	for step := range strings.SplitSeq(string(text), "\n\n") {
		if strings.HasPrefix(step, "#") {
			continue
		}
		if strings.HasPrefix(step, "> 8 ") {
			break
		}
		p.follow(step, func() { customer(t, s) })
	}
	s.DropSockets()
	q := dial(t, s, basic("demo", "demo"))
	q.start("180")
	q.follow(`> 2 GetDeviceId {"switchName":"CM55","extension":"4750","deviceInstance":0,"controllableByOtherSessions":true}
		< 2 GetDeviceId {"device":"4750:CM55:0.0.0.0:0"}`, nil)
	q.follow(`> 3 MonitorStart {"monitorObject":{"deviceObject":"4750:CM55:0.0.0.0:0"},"requestedMonitorFilter":{}}
		< 3 MonitorStart {"monitorCrossRefID":"102","monitorExistingCalls":true}`, nil)
	q.follow(`> 4 GetRegistrationState {"device":"4750:CM55:0.0.0.0:0"}
		< 4 GetRegistrationState {"registrationState":"REGISTERED"}`, nil)
	q.follow(`> 5 SnapshotDevice {"snapshotObject":"4750:CM55:0.0.0.0:0"}
		< 5 SnapshotDevice {"crossRefIDorSnapshotData":{"snapshotData":[{"connectionIdentifier":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"endpointDevice":{"deviceIdentifier":"4750:CM55:0.0.0.0:0"},"localCallState":{"compoundCallState":["connected","connected"]}}]}}`, nil)
}
