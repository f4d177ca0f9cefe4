package cli

import (
	"math"
	"runtime/debug"
	"testing"
	"testing/synctest"
	"time"
)

// collector is how garbage is collected now.
func collector() (growth int, limit int64) {
	growth = debug.SetGCPercent(-1)
	debug.SetGCPercent(growth)
	return growth, debug.SetMemoryLimit(-1)
}

// keepCollector has the rest of the tests run with the present collector.
func keepCollector(t *testing.T) {
	growth, limit := collector()
	t.Cleanup(func() {
		debug.SetGCPercent(growth)
		debug.SetMemoryLimit(limit)
	})
}

func TestGarbageWaitsUntilTheWindowIsThere(t *testing.T) {
	keepCollector(t)
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	synctest.Test(t, func(t *testing.T) {
		defer spareStart()()
		if growth, limit := collector(); growth != -1 || limit != startLimit {
			t.Errorf("while the window is made the heap grows by %d %% up to %d bytes, want no collection below %d", growth, limit, startLimit)
		}
		time.Sleep(startEnds)
		synctest.Wait()
		if growth, limit := collector(); growth != heapGrowth || limit != math.MaxInt64 {
			t.Errorf("later the heap grows by %d %% up to %d bytes, want %d %% and no limit", growth, limit, heapGrowth)
		}
	})
}

func TestWhoeverSetTheCollectorHasIt(t *testing.T) {
	keepCollector(t)
	t.Setenv("GOGC", "80")
	debug.SetGCPercent(80)
	defer spareStart()()
	if growth, limit := collector(); growth != 80 || limit != math.MaxInt64 {
		t.Errorf("GOGC is 80, and the heap grows by %d %% up to %d bytes", growth, limit)
	}
}
