package wti_test

import (
	"testing"
	"time"

	"offhook/internal/pipenet"
	"offhook/wti"
	"offhook/wti/simulator"
)

func TestServerThatRestartsIsFoundWithinThreeSeconds(t *testing.T) {
	onBench(t, simulator.Options{}, wti.Dialect{}, func(t *testing.T, d *bench) {
		d.talks(t)
		d.line.Store(nil)
		if err := d.s.Close(); err != nil {
			t.Error(err)
		}
		d.pass(3500 * time.Millisecond) // the back-off tries again at 7 s
		l := pipenet.Listen()
		again, err := simulator.New(simulator.Options{Listener: l, RegisterDelay: -1, NoVoice: true})
		if err != nil {
			t.Fatal(err)
		}
		d.s, d.synced = again, 0
		d.line.Store(l)
		d.pass(3 * time.Second)
		if d.synced != 1 || len(d.calls) != 0 || !again.Station("4750").Registered {
			t.Errorf("reported %d times with calls %v, want once and without any; registered: %v", d.synced, d.calls, again.Station("4750").Registered)
		}
	})
}
