package media

import "time"

const (
	fallbackAfter = 100 * time.Millisecond // without samples, after which the microphone is away
	// settleAfter is how long a microphone that came back must give before it is
	// the clock again: sound servers deliver the first periods in a heap.
	settleAfter = 60 * time.Millisecond
)

// leap advances the timestamp by the time since the last packet went, so that
// one that goes a packet's length from now has taken neither longer nor shorter
// than those before. It comes with a marker, as after silence.
func (d *sender) leap(now time.Duration) {
	if d.at > 0 {
		d.header.Timestamp += uint32(max(0, now-d.at) * 8 / time.Millisecond)
	}
	d.at = now
	d.header.Marker = true
}

// pace sends silence by the system's clock while the microphone gives nothing.
// No change of clock moves the timestamps against the time: a far end would take
// that for delay, and wait for it in vain for many seconds.
func (d *sender) pace(now time.Duration) {
	if d.current == nil {
		return
	}
	since := time.Duration(d.lastPush.Load())
	if now-max(since, d.current.started) >= fallbackAfter {
		d.back = 0
	} else if d.deadline == 0 || d.settled(now) {
		return
	}
	size := d.current.duration()
	if d.deadline == 0 || now-d.deadline > fallbackAfter {
		d.session.counts.captureStalled.Store(true)
		d.meter.clear()
		d.filled = 0
		d.leap(now - size)
		d.deadline = now
	}
	for d.deadline <= now {
		clear(d.frame[:d.current.samples])
		d.send(now)
		d.deadline += size
	}
}

// settled makes the microphone the clock again when it has given long enough. It
// does so right after samples came: the next ones make a packet, a packet's
// length from now. What came before is dropped, so that nothing old is sent.
func (d *sender) settled(now time.Duration) bool {
	if d.back == 0 {
		d.back = now
	}
	if d.ring.len() < int(d.need.Load()) {
		return false
	}
	d.ring.discard(d.ring.len())
	d.missed.Store(0)
	if now-d.back < settleAfter {
		return false
	}
	d.deadline, d.back = 0, 0
	d.leap(now)
	d.session.counts.captureStalled.Store(false)
	return true
}
