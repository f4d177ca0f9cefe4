package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// AES registers our phone again by itself: the stream goes on at its new address,
// and nobody is told that the phone was lost, for it was not.
func TestAESRegistersThePhoneAgainByItself(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	call, first := talking(t, s, c)
	began := s.Station("4750").RTP
	if err := s.Reregister("4750"); err != nil {
		t.Fatal(err)
	}
	stopped := false
	m := nextWhere(t, c, func(e wti.Event) bool {
		switch e.(type) {
		case wti.TerminalRegistered, wti.TerminalUnregistered:
			t.Errorf("%T: the phone was not lost", e)
		case wti.MediaStopped:
			stopped = true
		}
		_, ok := e.(wti.MediaStarted)
		return ok && stopped
	}).(wti.MediaStarted)
	if now := s.Station("4750").RTP; m.RTP.Port() == 0 || now.Local == began.Local || now.Local != m.RTP {
		t.Errorf("voice is at %v, told %v, was at %v", now.Local, m.RTP, began.Local)
	}
	if err := c.Clear(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	call.Hangup()
	if err := s.Reregister("4752"); err == nil {
		t.Error("a terminal that is not there was registered again")
	}
}

// Where no stream begins after it, it is asked for.
func TestVoiceIsAskedForAfterAESRegisteredAgain(t *testing.T) {
	for _, begins := range []bool{true, false} {
		inBubble(t, nil, nil, func(t *testing.T, a *aes, _ *wti.Client, _ *sink) {
			a.when("RedirectMedia", func(request) any { return object{} })
			a.emit("MediaStartEvent", mediaStart())
			a.emit("DeliveredEvent", offered())
			a.emit("EstablishedEvent", answered())
			a.set(func() { a.calls = []object{snapshotEntry("871", "connected", "connected")} })
			pass(10 * time.Second)
			a.emit("TerminalReregisteredEvent", object{"monitorCrossRefID": "101", "code": "1"})
			if begins {
				a.emit("MediaStartEvent", mediaStart())
			}
			pass(2 * time.Minute)
			if n := a.count("RedirectMedia"); (n > 0) == begins {
				t.Errorf("stream begins %v: it was asked for %d times", begins, n)
			}
		})
	}
}
