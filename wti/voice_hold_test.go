package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

// TestVoiceOfACallPutOnHoldEnds: hold stops the stream, and a MediaStop that came
// while the connection was lost does not come again. A call that is talked on
// keeps its voice.
func TestVoiceOfACallPutOnHoldEnds(t *testing.T) {
	for state, want := range map[string]int{"hold": 1, "connected": 0} {
		inBubble(t, nil, nil, func(t *testing.T, a *aes, _ *wti.Client, k *sink) {
			a.emit("MediaStartEvent", mediaStart())
			a.emit("DeliveredEvent", offered())
			a.emit("EstablishedEvent", answered())
			a.set(func() { a.calls = []object{snapshotEntry("871", state, "connected")} })
			a.drop() // and the call is put on hold meanwhile
			pass(time.Minute)
			if n := len(of[wti.MediaStopped](k)); n != want {
				t.Errorf("with the call %s the voice was ended %d times, want %d", state, n, want)
			}
		})
	}
}
