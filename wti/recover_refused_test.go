package wti_test

import (
	"slices"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// TestACallSurvivesARecoveryThatIsRefused: the connection is lost while the link to
// the switch is down, so that every try to come back is refused something, down
// the whole ladder. No try may cost the phone its calls.
func TestACallSurvivesARecoveryThatIsRefused(t *testing.T) {
	for name, how := range map[string]struct {
		server simulator.Dialect
		resume string
	}{
		"sessions are taken up":     {simulator.Dialect{}, "auto"},
		"their objects move at all": {simulator.Dialect{NoReestablish: true}, "id"},
	} {
		t.Run(name, func(t *testing.T) {
			s, c, conn := onCall(t, simulator.Options{Dialect: how.server}, wti.Dialect{SessionResume: how.resume})
			s.SetLink(false)
			before := started(s)
			s.DropSockets()
			moved := func() bool { return slices.Contains(s.Received(), "TransferMonitorObjects") && started(s) > before }
			for end := time.Now().Add(30 * time.Second); !moved(); time.Sleep(10 * time.Millisecond) {
				if time.Now().After(end) {
					t.Fatalf("the ladder did not get to its end: %v", s.Received())
				}
			}
			s.SetLink(true)
			again := nextWhere(t, c, func(e wti.Resynced) bool { return true })
			has := slices.ContainsFunc(again.Calls, func(k wti.CallSnapshot) bool { return k.Connection.Call == conn.Call })
			if st := s.Station("4750"); !again.Registered || !has || len(st.Connections) != 1 {
				t.Errorf("afterwards %+v, the switch has %+v", again, st)
			}
		})
	}
}
