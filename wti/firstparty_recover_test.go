package wti_test

import (
	"strings"
	"testing"

	"offhook/wti"
	"offhook/wti/simulator"
)

func TestTheLampsAreReadAfterALostConnection(t *testing.T) {
	t.Parallel()
	for name, dialect := range map[string]wti.Dialect{"the old session": {}, "a new session": {SessionResume: "off"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := atButtons(t, simulator.Options{}, func(o *wti.Options) { o.Dialect = dialect })
			call := d.talks()
			talking := d.the("talks")
			d.s.DropSockets()
			d.until("read anew", func() bool { return d.back == 1 })
			if !d.are("talks") || d.the("talks") != talking || d.calls[talking.Call].remote != "15551234567" {
				t.Fatalf("after the loss\n%s", d)
			}
			d.must(d.c.Hold(d.limit(), talking))
			d.until("held", func() bool { return d.are("held") })
			d.s.DropSockets()
			call.Hangup()
			d.until("read anew again", func() bool { return d.back == 2 })
			d.until("ended meanwhile", func() bool { return d.are() })
			d.talks()
		})
	}
}

func TestCallControlIsUsedAgainOnceThereIsALicence(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, nil)
	call := d.talks()
	old := d.the("talks")
	d.s.SetTSAPILicence(true)
	d.s.DropSockets()
	d.until("call control", func() bool { return !d.first && d.back == 1 })
	now := d.the("talks")
	if string(now.Call) != call.ID() {
		t.Errorf("the call is %q, want the switch's id %s", now.Call, call.ID())
	}
	if err := d.c.Hold(d.limit(), old); wti.KindOf(err) != wti.KindCallGone {
		t.Errorf("Hold by the lamps' id: %v", err)
	}
	d.must(d.c.Hold(d.limit(), now))
	d.until("held", func() bool { return d.are("held") && call.State() == simulator.CallHeld })
	for _, r := range d.c.Trace().Records() {
		if strings.Contains(r.Frame, string(old.Call)) {
			t.Errorf("an id of our own went over the wire: %s", r.Frame)
		}
	}
	d.s.SetTSAPILicence(false)
	d.s.DropSockets()
	d.until("by buttons again", func() bool { return d.first && d.back == 2 && d.are("held") })
	d.must(d.c.Retrieve(d.limit(), d.the("held")))
	d.until("talking", func() bool { return call.State() == simulator.CallConnected })
}

func TestAStationThatAnswersByItself(t *testing.T) {
	t.Parallel()
	scenario := simulator.Default()
	scenario.Stations[0].AutoAnswer = simulator.AutoAnswerAll
	d := atButtons(t, simulator.Options{Scenario: scenario}, nil)
	call, err := d.s.Call(simulator.Caller{Number: "15551234567", VDN: "4750", FarEnd: simulator.Silence()})
	d.must(err)
	d.until("talking", func() bool {
		return d.are("talks") && call.State() == simulator.CallConnected && d.calls[d.the("talks").Call].remote == "15551234567"
	})
}

func TestADeskPhonesOwnKeysAreSeen(t *testing.T) {
	t.Parallel()
	scenario := simulator.Default()
	scenario.Stations[0].DeskPhone = true
	d := atButtons(t, simulator.Options{Scenario: scenario}, func(o *wti.Options) { o.Mode = wti.DeskPhone })
	d.must(d.c.PressButton(d.limit(), "263"))
	d.until("dial tone", func() bool { return d.are("dials") })
	for _, key := range "5550107" {
		d.must(d.c.PressButton(d.limit(), string(key)))
	}
	call := d.reaches("5550107")
	d.until("seen", func() bool { return d.are("talks") })
	d.must(d.c.Hold(d.limit(), d.the("talks")))
	d.until("held", func() bool { return d.are("held") && call.State() == simulator.CallHeld })
}
