package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

// TestACallWithoutVoiceAsksForItsStream: a MediaStart that came while the
// connection was lost does not come again by itself.
func TestACallWithoutVoiceAsksForItsStream(t *testing.T) {
	for _, heard := range []bool{false, true} {
		inBubble(t, nil, nil, func(t *testing.T, a *aes, _ *wti.Client, _ *sink) {
			a.when("RedirectMedia", func(request) any { return object{} })
			if heard {
				a.emit("MediaStartEvent", mediaStart())
			}
			a.emit("DeliveredEvent", offered())
			a.emit("EstablishedEvent", answered())
			a.set(func() { a.calls = []object{snapshotEntry("871", "connected", "connected")} })
			a.drop()
			pass(time.Minute)
			n := a.count("RedirectMedia")
			switch q, _ := a.last("RedirectMedia"); {
			case heard && n != 0:
				t.Errorf("the stream of a call with voice was asked for %d times", n)
			case !heard && n != 1:
				t.Errorf("the stream was asked for %d times, want once", n)
			case !heard && (q.payload["usePreviousValues"] != true || q.payload["localMediaInfo"] == nil):
				t.Errorf("asked with %v", q.payload)
			}
		})
	}
}

// TestVoiceWithoutACallEnds: a MediaStop that came while the connection was lost
// does not come again either. Off-hook, a stream without a call is right.
func TestVoiceWithoutACallEnds(t *testing.T) {
	for _, onHook := range []bool{true, false} {
		inBubble(t, nil, func(a *aes) {
			a.when("GetHookswitchStatus", func(request) any {
				return object{"hookswitchStatusList": []any{object{"hookswitch": "0", "hookswitchOnHook": onHook}}}
			})
		}, func(t *testing.T, a *aes, _ *wti.Client, k *sink) {
			a.emit("MediaStartEvent", mediaStart())
			a.emit("DeliveredEvent", offered())
			a.emit("EstablishedEvent", answered())
			a.drop() // and the call ends meanwhile
			pass(time.Minute)
			if n := len(of[wti.MediaStopped](k)); (n == 1) != onHook {
				t.Errorf("on-hook %v: the voice was ended %d times", onHook, n)
			}
		})
	}
}

// Where the phone had to register anew and the calls could not be read at once,
// the voice ends as soon as it shows that the call has.
func TestVoiceOfAnEarlierRegistrationEnds(t *testing.T) {
	inBubble(t, nil, func(a *aes) {
		a.when("GetRegistrationState", func(request) any { return object{"registrationState": "IDLE"} })
		a.when("GetHookswitchStatus", func(request) any {
			return object{"hookswitchStatusList": []any{object{"hookswitch": "0", "hookswitchOnHook": true}}}
		})
		a.when("SnapshotCall", func(request) any { return refuse("operation", "invalidCallID") })
		read := 0
		a.when("SnapshotDevice", func(request) any {
			if read++; read == 2 { // the one of the recovery
				return refuse("operation", "generic")
			}
			return object{"crossRefIDorSnapshotData": object{"snapshotData": []any{}}}
		})
	}, func(t *testing.T, a *aes, _ *wti.Client, k *sink) {
		pass(time.Second)
		a.emit("MediaStartEvent", mediaStart())
		a.emit("DeliveredEvent", offered())
		a.emit("EstablishedEvent", answered())
		a.drop()
		pass(2 * time.Minute)
		if a.count("RegisterTerminal") < 2 {
			t.Fatalf("registered %d times, want anew", a.count("RegisterTerminal"))
		}
		if n := len(of[wti.MediaStopped](k)); n != 1 {
			t.Errorf("the voice was ended %d times", n)
		}
	})
}
