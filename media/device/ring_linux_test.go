package device

import (
	"testing"
	"time"
)

// counted is a source that counts.
type counted struct{ samples int }

func (c *counted) pull(dst []int16) { c.samples += len(dst) }

// supplied is a loudspeaker's ring whose beats and callbacks the test makes.
func supplied(t *testing.T) (*ring, *handle, *counted) {
	t.Helper()
	b := newBeat()
	if b == nil {
		t.Fatal("there is no beat")
	}
	r := newRing(playback, shortest, b)
	if r == nil {
		t.Fatal("there is no ring")
	}
	t.Cleanup(func() {
		r.free()
		b.leave()
	})
	c := &counted{}
	return r, &handle{pull: c.pull}, c
}

// A server that takes much and little by turns is no reason to ask for much and
// little: whoever gives the sound would have to have it ready sooner.
func TestSoundIsAskedForEvenly(t *testing.T) {
	r, h, c := supplied(t)
	r.supply(h)
	r.asked.Store(3 * fillStep) // the first large request; what was there is too little
	r.supply(h)
	r.asked.Store(0)
	r.out.Add(3 * fillStep)
	for i, taken := range []uint64{fillStep, 3 * fillStep, 2 * fillStep, fillStep, 3 * fillStep, fillStep, 3 * fillStep} {
		before := c.samples
		r.supply(h)
		if got := c.samples - before; got != playbackFrame {
			t.Fatalf("beat %d asks for %d samples, want %d", i, got, playbackFrame)
		}
		if level := r.level(); level < taken {
			if i != 1 {
				t.Fatalf("at beat %d the ring holds %d samples, and %d are taken", i, level, taken)
			}
			r.asked.Store(uint32(taken))
			r.supply(h)
			r.asked.Store(0)
		}
		r.out.Add(taken)
	}
}

// What waits in the ring and is never needed is delay.
func TestSoundThatIsNotNeededDoesNotWaitForLong(t *testing.T) {
	r, h, _ := supplied(t)
	for range 3 { // nothing is taken yet
		r.supply(h)
	}
	if most := uint64(spareMost + playbackFrame); r.level() > most {
		t.Fatalf("the ring holds %d samples before any is taken, more than %d", r.level(), most)
	}
	for range 5 * spareBeats {
		r.out.Add(playbackFrame)
		r.supply(h)
	}
	if spare := r.level() - playbackFrame; spare >= fillStep {
		t.Errorf("after ten seconds %d samples still wait that nobody needs", spare)
	}
}

// The clock stays what callbacks in C take it for until the last of them is gone,
// though the call is over.
func TestABeatEndsWithItsLastUser(t *testing.T) {
	b := newBeat()
	if b == nil {
		t.Fatal("there is no beat")
	}
	r := newRing(capture, captureFrame, b)
	b.leave()
	h := &handle{epoch: time.Now(), pull: func([]int16) {}, push: func([]int16) {}}
	h.live.Store(true)
	r.calls.Store(1)
	r.serve(h)
	for end := time.Now().Add(10 * time.Second); h.called.Load() == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("no beat after whoever made it has left")
		}
	}
	r.free()
	if b.users.Load() != 0 || b.clock.Close() == nil {
		t.Error("the clock is open though nobody uses it")
	}
}
