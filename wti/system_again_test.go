package wti_test

import (
	"slices"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

func TestALinkIsToldOfOnceAfterALostConnection(t *testing.T) {
	onBench(t, simulator.Options{}, wti.Dialect{}, func(t *testing.T, d *bench) {
		for range 3 {
			d.s.DropSockets()
			d.pass(10 * time.Second)
		}
		before := len(d.c.Trace().Records())
		d.s.SetLink(false)
		d.pass(time.Second)
		status := 0
		for _, r := range d.c.Trace().Records()[before:] {
			if r.Name == "SystemStatus" {
				status++
			}
		}
		if status != 1 {
			t.Errorf("the system's status was told %d times, want once", status)
		}
		if n := slices.Index(d.s.Received(), "SystemRegisterCancel"); n < 0 {
			t.Error("what was registered on the earlier connections was not cancelled")
		}
	})
}
