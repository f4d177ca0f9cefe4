package wti_test

import (
	"slices"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// TestTheAnswerToAMoveIsLost: monitors, phone and call have moved to the new session,
// whose connection is lost before its answer is there. The old session is no more,
// so the new one is what holds the phone, and must not run out.
func TestTheAnswerToAMoveIsLost(t *testing.T) {
	onBench(t, simulator.Options{Dialect: simulator.Dialect{NoReestablish: true}}, wti.Dialect{SessionResume: "id"}, func(t *testing.T, d *bench) {
		call := d.talks(t)
		d.s.Ignore("TransferMonitorObjects", 1)
		d.s.DropSockets()
		for range 1000 {
			if slices.Contains(d.s.Received(), "TransferMonitorObjects") {
				break
			}
			d.pass(10 * time.Millisecond)
		}
		before := len(d.s.Received())
		d.s.DropSockets()
		d.pass(15 * time.Minute)
		st := d.s.Station("4750")
		if call.State() != simulator.CallConnected || !st.Registered || len(st.Connections) != 1 || d.synced == 0 {
			t.Errorf("the call is %v, the switch has %+v, reported %d times\n%v", call.State(), st, d.synced, d.s.Received()[before:])
		}
		if err := d.c.Hold(t.Context(), d.offered); err != nil {
			t.Errorf("Hold: %v", err)
		}
	})
}
