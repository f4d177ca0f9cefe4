package device

import (
	"sync"
	"time"
)

// Gaps say where sound was missing between the sound system and us, since Open;
// what the network lost is not among them. They are counted where callbacks stay
// in C, on Linux and macOS; elsewhere they are 0.
type Gaps struct {
	RanDry  uint64        // how often the loudspeaker had nothing left, because the system called too late
	Starved time.Duration // silence that it played because we were too late
	Missed  time.Duration // what the microphone gave and we were too late for
	Period  time.Duration // that the loudspeaker takes at a time now; 0 while there is none
}

// Gaps returns the figures so far. Any goroutine may call it.
func (v *Voice) Gaps() Gaps {
	g := Gaps{}
	if v.playback != nil {
		g.RanDry, g.Starved, g.Period = v.playback.tally.get()
	}
	if v.capture != nil {
		_, g.Missed, _ = v.capture.tally.get()
	}
	return g
}

// tally adds up the gaps of the handles that a side has had.
type tally struct {
	mu              sync.Mutex // guards the rest, and keeps a handle that is being read
	now             *handle
	ranDry, starved uint64 // of those before
}

// begin counts a handle that was opened.
func (t *tally) begin(h *handle) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now = h
}

// end must come before the handle is closed.
func (t *tally) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if h := t.now; h != nil && h.ring != nil {
		t.ranDry += h.ring.ranDry()
		t.starved += h.ring.starved()
	}
	t.now = nil
}

func (t *tally) get() (ranDry uint64, starved, period time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	ranDry, samples := t.ranDry, t.starved
	if h := t.now; h != nil && h.ring != nil {
		ranDry += h.ring.ranDry()
		samples += h.ring.starved()
	}
	if t.now != nil {
		period = duration(t.now.period)
	}
	return ranDry, duration(int(samples)), period
}

func duration(samples int) time.Duration { return time.Duration(samples) * time.Second / sampleRate }
