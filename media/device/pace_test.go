package device

import (
	"testing"
	"time"
)

func TestPeriodsGrowOnlyAfterRepeatedGaps(t *testing.T) {
	now := time.Unix(1000, 0)
	p := newPace()
	p.begin(now)
	if p.slower(10, now.Add(paceSettle/2)) {
		t.Error("gaps while the device begins count")
	}
	at := now.Add(2 * time.Second)
	for gaps := uint64(11); gaps < 10+paceMost; gaps++ {
		if p.slower(gaps, at) {
			t.Fatalf("%d gaps were too many", gaps-10)
		}
	}
	later := at.Add(paceWindow)
	if p.slower(10+paceMost, later) {
		t.Error("gaps of long ago count")
	}
	if !p.slower(10+2*paceMost, later.Add(time.Second)) || p.period != longest {
		t.Errorf("after %d gaps at once the period is %d", paceMost, p.period)
	}
	p.begin(later)
	if p.slower(100, later.Add(3*time.Second)) || p.period != longest {
		t.Errorf("the period grows beyond 20 ms, to %d", p.period)
	}
}
