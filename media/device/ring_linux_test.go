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

// rests simulates the microphone's thread: packet i is complete at complete(i), and the
// thread wakes slow(i) later than it asked for. It returns how long each packet waited
// for the thread, and the thread, awake, for each packet.
func rests(t *testing.T, packets int, complete, slow func(i int) time.Duration) (packet, thread []time.Duration) {
	t.Helper()
	r := newRing(capture, captureFrame, nil)
	if r == nil {
		t.Fatal("there is no ring")
	}
	t.Cleanup(r.free)
	r.shared.piece = captureFrame / 4
	awake := time.Duration(0)
	for i := range packets {
		now := max(awake, complete(i))
		packet, thread = append(packet, now-complete(i)), append(thread, now-awake)
		r.shared.waited, r.shared.since = 0, 0
		if now > awake {
			r.shared.waited = 1
		}
		for range (now - complete(i)) / (5 * time.Millisecond) { // a piece each
			r.shared.since += r.shared.piece
		}
		awake = max(now, r.due(now)+slow(i))
	}
	return packet, thread
}

// longestOf returns the most of some durations, without those that leave names.
func longestOf(all []time.Duration, leave func(i int) bool) time.Duration {
	most := time.Duration(0)
	for i, d := range all {
		if !leave(i) {
			most = max(most, d)
		}
	}
	return most
}

func every20ms(i int) time.Duration { return time.Second + time.Duration(i)*20*time.Millisecond }

func never(int) time.Duration { return 0 }

func first(n int) func(int) bool { return func(i int) bool { return i < n } }

func TestAPacketThatIsLateOnceHoldsUpNoOther(t *testing.T) {
	late := func(i int) bool { return i%100 == 99 }
	complete := func(i int) time.Duration {
		if late(i) {
			return every20ms(i) + 8*time.Millisecond
		}
		return every20ms(i)
	}
	packet, _ := rests(t, 3000, complete, never)
	if most := longestOf(packet, first(1)); most > 1500*time.Microsecond {
		t.Errorf("after a packet that was late for once others wait for %v", most)
	}
	packet, _ = rests(t, 3000, every20ms, func(i int) time.Duration { return complete(i) - every20ms(i) })
	if most := longestOf(packet, func(i int) bool { return i > 0 && late(i-1) }); most > 1500*time.Microsecond {
		t.Errorf("after the thread woke late for once packets wait for %v", most)
	}
}

// A source that gives its packets at another time from now on is followed, and the
// thread does not wake for nothing for long.
func TestTheMicrophonesThreadFollowsItsSource(t *testing.T) {
	for _, moved := range []time.Duration{-10 * time.Millisecond, 10 * time.Millisecond, time.Hour} {
		packet, thread := rests(t, 300, func(i int) time.Duration {
			if i < 100 {
				return every20ms(i)
			}
			return every20ms(i) + moved
		}, never)
		if most := longestOf(packet, first(160)); most > 1500*time.Microsecond {
			t.Errorf("moved by %v: packets wait for %v after more than a second", moved, most)
		}
		if most := longestOf(thread, first(160)); most > 1500*time.Microsecond {
			t.Errorf("moved by %v: the thread waits for %v after more than a second", moved, most)
		}
	}
}

// Each wake while a packet is not complete costs more than one.
func TestTheMicrophonesThreadWakesForFewIncompletePackets(t *testing.T) {
	_, thread := rests(t, 3000, every20ms, never)
	early := 0
	for _, d := range thread {
		if d > 0 {
			early++
		}
	}
	if early > len(thread)/3 {
		t.Errorf("%d of %d packets were not complete when the thread woke", early, len(thread))
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
