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
