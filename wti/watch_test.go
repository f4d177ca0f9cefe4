package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// colleague signs 2002 in at 4751.
func colleague(t *testing.T, s *simulator.Server) *wti.Client {
	t.Helper()
	c := newClient(t, wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
		SwitchName: "CM1", Extension: "4751", StationCode: "123456", LocalMedia: voice, ForceLogin: true,
		AgentID: "2002", AgentPassword: "1234", InitialMode: wti.AgentAux,
	})
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

// started is how many monitors were started.
func started(s *simulator.Server) (n int) {
	for _, op := range s.Received() {
		if op == "MonitorStart" {
			n++
		}
	}
	return n
}

// A colleague's calls, a VDN's queue and the agents of a skill are told of at
// once, and none of it is mistaken for our own station's.
func TestWatchesByMonitor(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	other := colleague(t, s)
	watch := func() {
		t.Helper()
		for extension, kind := range map[string]wti.WatchKind{"4751": wti.WatchStation, "500": wti.WatchSkill, "7000": wti.WatchVDN} {
			if err := c.Watch(t.Context(), extension, kind); err != nil {
				t.Fatal(err)
			}
		}
	}
	watch()
	nextWhere(t, c, func(e wti.Presence) bool { return e.Extension == "4751" && e.State == wti.PresenceIdle })
	nextWhere(t, c, func(e wti.QueueChanged) bool { return e.VDN == "7000" && e.Status.Queued == 0 })
	for round := range 2 {
		if err := c.SetAgent(t.Context(), wti.AgentAux, 3); err != nil {
			t.Fatal(err)
		}
		call, err := other.MakeCall(t.Context(), "15550001111", wti.CallOptions{})
		if err != nil {
			t.Fatal(err)
		}
		presence := nextWhere(t, c, func(e wti.Event) bool {
			if _, mine := e.(wti.ServiceInitiated); mine {
				t.Error("a colleague's call is taken for ours")
			}
			p, ok := e.(wti.Presence)
			return ok && p.Extension == "4751" && p.State == wti.PresenceOnCall
		})
		if presence.(wti.Presence).Polled {
			t.Error("read instead of told")
		}
		in, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000"})
		if err != nil {
			t.Fatal(err)
		}
		nextWhere(t, c, func(e wti.QueueChanged) bool { return e.VDN == "7000" && e.Status.Queued == 1 })
		if err := c.SetAgent(t.Context(), wti.AgentAutoIn, 0); err != nil {
			t.Fatal(err)
		}
		nextWhere(t, c, func(e wti.QueueChanged) bool { return e.VDN == "7000" && e.Status.Queued == 0 })
		in.Hangup()
		if err := other.Clear(t.Context(), call); err != nil {
			t.Fatal(err)
		}
		nextWhere(t, c, func(e wti.Presence) bool { return e.Extension == "4751" && e.State == wti.PresenceIdle })
		if round == 0 { // and all of it survives a lost connection
			before := started(s)
			s.DropSockets()
			next[wti.Resynced](t, c)
			nextWhere(t, other, func(wti.Resynced) bool { return true })
			for limit := time.Now().Add(soon); started(s) < before+5 && time.Now().Before(limit); {
				<-time.After(10 * time.Millisecond) // no event tells of the monitors: 3 + 1 and the colleague's
			}
		}
	}
	if err := other.SetAgent(t.Context(), wti.AgentLoggedOut, 0); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.SkillAgent) bool { return e.Skill == "500" && e.AgentID == "2002" && !e.LoggedOn })
	if err := c.Unwatch(t.Context(), "4751"); err != nil {
		t.Fatal(err)
	}
}

// Where there is no licence for another monitor, presence is read.
func TestWatchesWithoutALicence(t *testing.T) {
	s, c := simulated(t, simulator.Options{MonitorLimit: 1})
	if err := c.Watch(t.Context(), "4751", wti.WatchStation); err != nil {
		t.Fatal(err)
	}
	if e := next[wti.Presence](t, c); !e.Polled {
		t.Errorf("%+v, want it read", e)
	}
	s.Refuse("GetThirdPartyDeviceId", "operation", "serviceNotSupported", 1)
	if err := c.Watch(t.Context(), "7000", wti.WatchVDN); err != nil {
		t.Fatal(err)
	}
}
