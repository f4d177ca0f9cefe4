package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// A session that the server ends takes phone and monitor with it. The client
// says so, makes a new one and registers again by itself (protocol notes §2.4).
func TestSessionThatExpiresIsReplaced(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	start := time.Now()
	s.ExpireSessions()
	if e := next[wti.SessionTerminated](t, c); e.Reason != "sessionTimerExpired" {
		t.Errorf("reason = %q", e.Reason)
	}
	back := next[wti.Resynced](t, c)
	if d := time.Since(start); d > soon || !back.Registered || back.MediaKept {
		t.Errorf("after %v: %+v, want registered anew soon", d, back)
	}
	if _, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "4750"}); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.Delivered) bool { return e.Own })
}
