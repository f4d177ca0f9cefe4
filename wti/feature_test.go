package wti_test

import (
	"testing"

	"offhook/wti"
	"offhook/wti/simulator"
)

func TestFeaturesOfOurStation(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	ctx := t.Context()
	if on, err := c.DoNotDisturb(ctx); on || err != nil {
		t.Errorf("DoNotDisturb = %v, %v", on, err)
	}
	if err := c.SetDoNotDisturb(ctx, true); err != nil {
		t.Fatal(err)
	}
	if e := nextWhere(t, c, func(e wti.DoNotDisturbChanged) bool { return e.On }); !e.On {
		t.Errorf("%+v", e)
	}
	if st := s.Station("4750"); !st.DoNotDisturb {
		t.Error("the switch does not have it")
	}
	if err := c.SetForwarding(ctx, "4751"); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.ForwardingChanged) bool { return e.To == "4751" })
	if f, err := c.Forwarding(ctx); f.To != "4751" || err != nil {
		t.Errorf("Forwarding = %+v, %v", f, err)
	}
	if err := c.SetForwarding(ctx, ""); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.ForwardingChanged) bool { return e.To == "" })
	s.SetMessageWaiting("4750", true)
	nextWhere(t, c, func(e wti.MessageWaiting) bool { return e.On })
}

func TestWatchedExtensionsAndSkills(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	ctx := t.Context()
	if err := c.Watch(ctx, "not a number", wti.WatchStation); err == nil {
		t.Error("nonsense is watched")
	}
	for ext, kind := range map[string]wti.WatchKind{"4750": wti.WatchStation, "500": wti.WatchSkill} {
		if err := c.Watch(ctx, ext, kind); err != nil {
			t.Fatal(err)
		}
	}
	is := func(state wti.PresenceState) {
		t.Helper()
		nextWhere(t, c, func(e wti.Presence) bool { return e.Extension == "4750" && e.State == state })
	}
	is(wti.PresenceIdle)
	nextWhere(t, c, func(e wti.QueueChanged) bool {
		return e.Skill == "500" && e.Status == wti.SkillStatus{Available: 1, LoggedIn: 1}
	})
	_, conn := talking(t, s, c)
	is(wti.PresenceOnCall)
	if st, err := c.Skill(ctx, "500"); err != nil || st.LoggedIn != 1 || st.Available != 0 {
		t.Errorf("Skill = %+v, %v", st, err)
	}
	s.DropSockets() // watches survive it
	nextWhere(t, c, func(e wti.ConnectionChanged) bool { return e.Link == wti.LinkConnected })
	if err := c.Clear(ctx, conn); err != nil {
		t.Fatal(err)
	}
	is(wti.PresenceIdle)
}
