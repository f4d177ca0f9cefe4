package wti_test

import (
	"testing"

	"offhook/wti"
	"offhook/wti/simulator"
)

// Where no agent events come and the state cannot be asked for, the lamps of the
// work-mode buttons tell it (protocol notes §6.4, §8.3).
func TestAgentStateByLamps(t *testing.T) {
	s, err := simulator.New(simulator.Options{RegisterDelay: -1, NoAgentEvents: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.Refuse("GetAgentState", "systemResourceAvailibility", "resourceLimitExceeded", 1000)
	c := newClient(t, wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
		SwitchName: "CM1", Extension: "4750", StationCode: "123456", LocalMedia: voice, ForceLogin: true,
		AgentID: "2001", AgentPassword: "1234", InitialMode: wti.AgentAutoIn,
	})
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Mode == wti.AgentAutoIn })
	if _, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000"}); err != nil {
		t.Fatal(err)
	}
	d := nextWhere(t, c, func(e wti.Delivered) bool { return e.Own })
	if err := c.Answer(t.Context(), d.Connection); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.Established) bool { return e.Own })
	if err := c.SetAgent(t.Context(), wti.AgentAux, 3); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.AgentChanged) bool {
		return e.Agent.Mode == wti.AgentAutoIn && e.Agent.Pending == wti.AgentAux && e.By == wti.ByUs
	})
	if err := c.Clear(t.Context(), d.Connection); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.AgentChanged) bool {
		return e.Agent.Mode == wti.AgentAux && e.Agent.Pending == wti.AgentUnknown
	})
}

// Asking for the present mode takes back what is pending.
func TestPendingModeIsTakenBack(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	_, conn := talking(t, s, c)
	if err := c.SetAgent(t.Context(), wti.AgentAux, 3); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Pending == wti.AgentAux && e.Agent.PendingReason == 3 })
	if err := c.SetAgent(t.Context(), wti.AgentAutoIn, 0); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.AgentChanged) bool {
		return e.Agent.Mode == wti.AgentAutoIn && e.Agent.Pending == wti.AgentUnknown
	})
	if err := c.Clear(t.Context(), conn); err != nil {
		t.Fatal(err)
	}
	e := nextWhere(t, c, func(e wti.AgentChanged) bool { return !e.Agent.OnCall })
	if e.Agent.Mode != wti.AgentAutoIn || e.By != wti.BySystem {
		t.Errorf("after the call: %+v, want available, by the system", e)
	}
}

// An unanswered call puts the agent into AUX; that is told from a mode that
// somebody asked for.
func TestMissedCallChangesTheModeBySystem(t *testing.T) {
	scenario := simulator.Default()
	for i := range scenario.Skills {
		scenario.Skills[i].NoAnswer = simulator.Duration(1e9)
	}
	s, c := simulated(t, simulator.Options{Scenario: scenario})
	if _, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000"}); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.Diverted) bool { return e.Own })
	e := nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Mode == wti.AgentAux })
	if e.Own || e.By != wti.BySystem {
		t.Errorf("%+v, want it by the system", e)
	}
	if err := s.ForceAgent("2001", "manualIn", 0); err != nil {
		t.Fatal(err)
	}
	if e = nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Mode != wti.AgentAux }); e.By != wti.BySupervisor || e.Own {
		t.Errorf("%+v, want it by a supervisor", e)
	}
}
