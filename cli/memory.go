package cli

import (
	"math"
	"os"
	"runtime/debug"
	"time"
)

const (
	// startLimit is how much memory of Go's own the start may take before garbage is
	// collected, in bytes. It takes about half of it.
	startLimit = 192 << 20
	// startEnds is when the window has been there for a while, and an agent who signs
	// in at once is signed in.
	startEnds = 8 * time.Second
	// heapGrowth is by how many percent the heap grows until garbage is collected: a
	// softphone makes little of it and stays open all day, so its memory counts for more
	// than the collector's time.
	heapGrowth = 50
)

// spareStart leaves garbage where it is while the window is made: nearly all of what
// is made then stays, and the collector would take the cores that paint the first
// picture. A moment later what is left over goes back to the system. Whoever set GOGC
// or GOMEMLIMIT has that instead. The function that it returns ends the wait.
func spareStart() (end func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(startLimit)
	wait := time.AfterFunc(startEnds, func() {
		debug.SetMemoryLimit(math.MaxInt64)
		debug.SetGCPercent(heapGrowth)
		debug.FreeOSMemory()
	})
	return func() { wait.Stop() }
}
