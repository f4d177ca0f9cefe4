package main

import (
	"testing"
	"time"

	"offhook/wti/simulator"
)

// TestLoad is a small load: no call may be lost and every client must know the
// truth at the end.
func TestLoad(t *testing.T) {
	const agents = 40
	s, err := simulator.New(simulator.Options{Scenario: simulator.Large(agents)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	address, err := s.ServeControl("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := plan{
		url: s.URL(), control: "http://" + address, agents: agents, rate: 10, time: 5 * time.Second, talk: 200 * time.Millisecond,
	}
	r, err := p.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", r)
	if err := r.verdict(); err != nil {
		t.Error(err)
	}
	if r.started < 45 {
		t.Errorf("%d calls started, want about 50", r.started)
	}
}
