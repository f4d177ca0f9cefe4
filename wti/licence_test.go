package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// A licence that is there again is found within minutes, but not while a call is up.
func TestCallControlIsAskedForAgainWithoutALostConnection(t *testing.T) {
	onBench(t, simulator.Options{NoTSAPILicence: true}, wti.Dialect{}, func(t *testing.T, d *bench) {
		d.changed(t, "at first", true)
		d.pass(12 * time.Minute)
		d.changed(t, "still no licence", true)
		call := d.talks(t)
		d.s.SetTSAPILicence(true)
		d.pass(12 * time.Minute)
		d.changed(t, "while a call is up", true)
		call.Hangup()
		d.pass(time.Minute)
		d.changed(t, "once it has ended", true, false)
		if len(d.calls) != 0 {
			t.Errorf("reported with calls %+v", d.calls)
		}
		if call = d.talks(t); string(d.offered.Call) != call.ID() {
			t.Errorf("the next call is %s, want the switch's %s", d.offered.Call, call.ID())
		}
	})
}

// A server may accept the monitor of calls and refuse all else for want of a
// licence: the first snapshot tells, and no recovery forgets it.
func TestAMonitorThatIsAcceptedIsNoCallControlYet(t *testing.T) {
	onBench(t, simulator.Options{NoTSAPILicence: true, MonitorsAnyway: true}, wti.Dialect{}, func(t *testing.T, d *bench) {
		d.changed(t, "at first", true)
		call := d.talks(t)
		d.pass(12 * time.Minute)
		d.s.DropSockets()
		d.pass(time.Minute)
		d.changed(t, "after a lost connection", true)
		if len(d.calls) != 1 || d.synced < 2 {
			t.Fatalf("%d times reported, calls %+v", d.synced, d.calls)
		}
		if err := d.c.Hold(t.Context(), d.calls[0].Connection); err != nil || call.State() != simulator.CallHeld {
			t.Errorf("held by a button: %v, the call is %v", err, call.State())
		}
		call.Hangup()
		d.s.SetTSAPILicence(true)
		d.pass(6 * time.Minute)
		d.changed(t, "with a licence", true, false)
		d.s.SetTSAPILicence(false)
		if _, err := d.c.MakeCall(t.Context(), "5550107", wti.CallOptions{}); err == nil {
			t.Error("a call without a licence")
		}
		d.pass(5 * time.Second)
		d.changed(t, "without it again", true, false, true)
	})
}
