package e2e_test

import (
	"testing"
	"time"

	"offhook/app/control"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// TestAnIdleWindowWaits: Fyne's loop by itself would look 60 times a second whether
// something has happened.
func TestAnIdleWindowWaits(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	p := s.signedIn()
	for _, name := range []string{"in front", "minimised"} {
		if name == "minimised" {
			s.must(nil, s.desk.Minimise(s.ctx, p.Window().ID))
		}
		best := int64(1 << 30) // what was touched last may still move in the first round
		for range 3 {
			before, began := testdesk.Waits(p.PID()), time.Now()
			<-time.After(2 * time.Second)
			best = min(best, int64(float64(testdesk.Waits(p.PID())-before)/time.Since(began).Seconds()))
		}
		t.Logf("%s: the loop waited %d times a second", name, best)
		if best > 30 {
			t.Errorf("%s: the loop waited %d times a second", name, best)
		}
	}
	// And it wakes up: a command comes through. How soon it is painted is TestLatency's.
	s.must(nil, s.desk.Focus(s.ctx, p.Window().ID))
	s.expect(0, "state", "ready")
	s.must(p.WaitStatus(s.ctx, "to be ready", func(st control.Status) bool { return st.Agent.State == "autoIn" }))
}
