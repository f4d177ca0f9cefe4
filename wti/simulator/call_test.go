package simulator_test

import (
	"testing"

	"offhook/wti/simulator"
)

func TestMoreCallsThanCallIDs(t *testing.T) {
	s := start(t, simulator.Options{NoVoice: true, Dialect: simulator.Dialect{LastCallID: 2}})
	seen := map[string]bool{}
	for range 4 {
		c, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()})
		if err != nil {
			t.Fatal(err)
		}
		if seen[c.ID()] {
			t.Errorf("call %s twice at a time", c.ID())
		}
		seen[c.ID()] = true
	}
}
