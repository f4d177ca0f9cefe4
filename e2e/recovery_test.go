package e2e_test

import (
	"testing"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// recoveryBudget is how long control may be away when a socket is cut and the
// server is reachable.
const recoveryBudget = 3 * time.Second

// TestSocketCutDuringACall: the voice goes on without a gap, control comes back
// by itself, and the call is still there to be held.
func TestSocketCutDuringACall(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	tp, url := newTap(t, s.aes.URL())
	p := s.start(story.Launch{Args: unattended(url), Env: secrets()})
	s.must(p.WaitStatus(s.ctx, "to be signed in", isSignedIn))
	s.expect(0, "state", "ready")
	call := s.ring(simulator.Tone(callerHz))
	s.must(story.Mouse{}.Answer(s.ctx, p))
	s.must(p.WaitStatus(s.ctx, "voice", func(st control.Status) bool {
		return len(st.Calls) == 1 && st.Calls[0].State == "connected" && st.Media.PacketsReceived > 50
	}))
	tone := func(samples []int16) bool {
		return testdesk.ToneLevel(samples, testdesk.SampleRate, callerHz) > -40
	}
	if err := s.desk.Speaker().WaitFor(s.ctx, 300*time.Millisecond, tone); err != nil {
		t.Fatal(err)
	}
	cut := time.Now()
	reread := tp.Expect("SnapshotDevice")
	tp.Cut()
	// Recovering ends with reading the calls anew. For the whole time the call
	// stays.
	s.must(p.WaitStatus(s.ctx, "control to be back", func(st control.Status) bool {
		if len(st.Calls) != 1 || !st.Media.Active || !st.SignedIn {
			t.Errorf("while control is away the state is %+v", st)
		}
		return tp.Connections() == 2 && len(reread) == 1 && st.Connection == "connected"
	}))
	back := time.Now()
	if took := back.Sub(cut); took > recoveryBudget {
		t.Errorf("control was away for %v, over the budget of %v", took, recoveryBudget)
	} else {
		t.Logf("measured: control back %v after the cut (budget %v)", took.Round(time.Millisecond), recoveryBudget)
	}
	s.expect(0, "hold")
	if call.State() != simulator.CallHeld {
		t.Errorf("after hold the switch says that the call is %s", call.State())
	}
	const window = testdesk.SampleRate / 50
	heard := s.desk.Speaker().Between(cut, back)
	for at := 0; at+window <= len(heard); at += window {
		if !tone(heard[at : at+window]) {
			t.Errorf("the voice had a gap %v after the cut", time.Duration(at)*time.Second/testdesk.SampleRate)
			break
		}
	}
}
