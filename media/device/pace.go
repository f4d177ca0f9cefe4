package device

import "time"

// periods is how many periods a device holds.
const periods = 2

const (
	paceWindow = 30 * time.Second // in which too many gaps count
	paceMost   = 5                // gaps before the periods become longer
	paceSettle = time.Second      // after opening, when gaps are no sign
	shortest   = playbackFrame
	longest    = 2 * shortest
)

// pace chooses how long the loudspeaker's periods are. They begin with 10 ms; a
// machine that cannot keep up with that for long gets 20. It belongs to one side's
// goroutine and keeps what it has learned for the side's life.
type pace struct {
	period int // samples
	begun  time.Time
	seen   uint64 // gaps at the last look
	count  int    // gaps in the window
	since  time.Time
}

func newPace() pace { return pace{period: shortest} }

// begin starts counting for a device that was just opened.
func (p *pace) begin(now time.Time) {
	p.begun, p.since, p.seen, p.count = now, now, 0, 0
}

// slower takes in how many gaps there were since the device was opened, those
// that no period bridges left out, and returns true when it should be opened
// again with the period that it chose.
func (p *pace) slower(gaps uint64, now time.Time) bool {
	grown := int(gaps - p.seen)
	p.seen = gaps
	if now.Sub(p.begun) < paceSettle {
		return false
	}
	if now.Sub(p.since) > paceWindow {
		p.since, p.count = now, 0
	}
	p.count += grown
	if p.count < paceMost || p.period >= longest {
		return false
	}
	p.period = longest
	return true
}

// runsDry is how many ns after a callback the next one finds the device empty.
func runsDry(period int) int64 {
	return int64(periods) * int64(period) * int64(time.Second) / sampleRate
}
