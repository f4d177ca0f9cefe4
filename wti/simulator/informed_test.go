package simulator_test

import (
	"context"
	"testing"
	"time"

	"offhook/wti/simulator"
)

// The far end's keys and changed user data are told to those whose filter asks for
// it, and can be had by the control endpoint.
func TestKeysAndUserDataByTheControlEndpoint(t *testing.T) {
	s := start(t, simulator.Options{})
	e := newEndpoint(t, s)
	if _, err := s.Colleague("4753"); err != nil { // answers after a second and a half
		t.Fatal(err)
	}
	call, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "4753"})
	if err != nil {
		t.Fatal(err)
	}
	e.ask(409, "POST", "/calls/"+call.ID()+"/press", `{"digits":"1"}`, nil)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := call.Wait(ctx, simulator.CallConnected); err != nil {
		t.Fatal(err)
	}
	e.ask(200, "POST", "/calls/"+call.ID()+"/press", `{"digits":"42#"}`, nil)
	e.ask(400, "POST", "/calls/"+call.ID()+"/press", `{"digits":"x"}`, nil)
	e.ask(404, "POST", "/calls/99999/press", `{"digits":"1"}`, nil)
	e.ask(200, "POST", "/calls/"+call.ID()+"/userData", `{"userData":"ORDER=8"}`, nil)
	call.Hangup()
	if err := call.Wait(ctx, simulator.CallEnded); err != nil {
		t.Fatal(err)
	}
	if err := call.SetUserData("late"); err == nil {
		t.Error("a call that has ended took user data")
	}
	e.ask(404, "POST", "/calls/"+call.ID()+"/userData", `{"userData":"late"}`, nil)
}

// A far end that the scenario lets press keys does so after it answered, and so
// does a caller who was answered.
func TestFarEndsPressKeysByThemselves(t *testing.T) {
	sc, err := simulator.ParseScenario([]byte(minimal + `
[[number]]
number = "5550199"
ring = "1ms"
voice = "silence+press:42#"
`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := simulator.ParseScenario([]byte(minimal + "[[number]]\nnumber = \"1\"\nvoice = \"press:hello\"\n")); err == nil {
		t.Error("keys that no telephone has are taken")
	}
	both := simulator.Default()
	both.Numbers = append(both.Numbers, sc.Numbers...)
	s := start(t, simulator.Options{Scenario: both})
	p := phone(t, s, "4750", 0)
	heard := func() (tones string) {
		for range 3 {
			tones += p.event("ToneDetectedEvent")["toneDetected"].(string)
		}
		return tones
	}
	c := p.call(s, "5550199")
	if got := heard(); got != "42#" {
		t.Errorf("heard %q from who was called, want 42#", got)
	}
	c.Hangup()
	far := simulator.Silence()
	far.Press = "007"
	in, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "4750", FarEnd: far})
	if err != nil {
		t.Fatal(err)
	}
	p.event("DeliveredEvent")
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(in)})
	if got := heard(); got != "007" {
		t.Errorf("heard %q from the caller, want 007", got)
	}
}
