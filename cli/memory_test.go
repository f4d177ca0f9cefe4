package cli

import (
	"context"
	"math"
	"runtime"
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

func TestGarbageWaitsWhileMuchIsMade(t *testing.T) {
	var p pacer
	now := time.Now()
	for _, c := range []struct {
		pause time.Duration
		want  int
		what  string
	}{
		{time.Hour, 0, "the first one tells nothing"},
		{busyPause, 0, "an ordinary day"},
		{busyPause - 1, busyGrowth, "much is made"},
		{busyPause - 1, 0, "and still is"},
		{calmPause, 0, "the larger heap is full again"},
		{calmPause + 1, heapGrowth, "no more is made"},
		{calmPause + 1, 0, "and still is not"},
		{0, busyGrowth, "much is made again"},
	} {
		now = now.Add(c.pause)
		if got := p.collected(now); got != c.want {
			t.Errorf("a collection after %v (%s): growth %d %%, want %d %%", c.pause, c.what, got, c.want)
		}
	}
}

func TestEachCollectionIsHeardOf(t *testing.T) {
	keepCollector(t)
	debug.SetGCPercent(heapGrowth)
	var p pacer
	p.watch()
	defer p.ended.Store(true)
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	for ctx.Err() == nil { // the finalizers run a moment after the collection
		runtime.GC()
		if growth, _ := collector(); growth == busyGrowth {
			return
		}
	}
	t.Error("after collections in close order the heap grows no more than before")
}
