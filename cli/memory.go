package cli

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"
)

const (
	// startLimit is how much memory of Go's own the start may take before garbage is
	// collected, in bytes. It makes twice as much and keeps a fifth of that, which
	// without any collection would lie scattered over some 5 MiB more.
	startLimit = 48 << 20
	// startEnds is when the window has been there for a while, and an agent who signs
	// in at once is signed in.
	startEnds = 8 * time.Second
	// heapGrowth is by how many percent the heap grows until garbage is collected: a
	// softphone makes little of it and stays open all day, so its memory counts for more
	// than the collector's time.
	heapGrowth = 50
	// busyGrowth is the same where much is made, as in a flood of events or while one
	// types a search: a collection takes cores from the picture that is due, for longer
	// than a picture has.
	busyGrowth = 300
	// busyPause is how soon after another a collection tells that much is made, and
	// calmPause how long after another one tells that no more is. Go collects every two
	// minutes at least.
	busyPause = 3 * time.Second
	calmPause = 20 * time.Second
)

// spareStart leaves most of the garbage where it is while the window is made: the
// collector would take the cores that paint the first picture. A moment later what is
// left over goes back to the system, and the heap grows as heapGrowth and busyGrowth
// say. Whoever set GOGC or GOMEMLIMIT has that instead. The function that it returns
// ends all that.
func spareStart() (end func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(startLimit)
	var p pacer
	wait := time.AfterFunc(startEnds, func() {
		debug.SetMemoryLimit(math.MaxInt64)
		debug.SetGCPercent(heapGrowth)
		debug.FreeOSMemory()
		p.watch()
	})
	return func() {
		wait.Stop()
		p.ended.Store(true)
	}
}

// pacer has garbage collected less often while much of it is made.
type pacer struct {
	ended atomic.Bool
	last  time.Time // the last collection; the finalizers' goroutine has it alone
	busy  bool      // likewise
}

// watch tells the pacer of each collection: nothing points to the sentinel, so that
// each one finds it and has its finalizer run. It costs nothing in between.
func (p *pacer) watch() {
	runtime.SetFinalizer(&sentinel{p}, func(s *sentinel) {
		if s.ended.Load() {
			return
		}
		if growth := s.collected(time.Now()); growth != 0 {
			debug.SetGCPercent(growth)
		}
		s.watch()
	})
}

type sentinel struct{ *pacer }

// collected notes a collection and returns by how many percent the heap may grow from
// now on, 0 for as before.
func (p *pacer) collected(now time.Time) (growth int) {
	pause, first := now.Sub(p.last), p.last.IsZero()
	p.last = now
	switch {
	case first:
	case !p.busy && pause < busyPause:
		p.busy = true
		return busyGrowth
	case p.busy && pause > calmPause:
		p.busy = false
		return heapGrowth
	}
	return 0
}
