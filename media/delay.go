package media

import "time"

// How the playout delay is chosen. Relative delay is a packet's arrival time
// minus its timestamp, above the least of the last ten seconds, so that clock
// offset and slow drift between the two ends do not count.
const (
	delayStart   = 40 * time.Millisecond // before anything is known
	delayFloor   = 3 * time.Millisecond
	delayCeiling = 250 * time.Millisecond
	// delayStep is what the loudspeaker is given at a time.
	delayStep      = 10 * time.Millisecond
	delayQuantile  = 0.97
	delayBucket    = time.Millisecond
	delayBuckets   = 300
	delayInterval  = 200 * time.Millisecond // one histogram entry: the largest within it
	delayForget    = 0.983                  // per interval: half is forgotten after 8 s
	delayFallSpeed = 10                     // at most 10 ms lower per second
	baseWindow     = 10                     // seconds
	// The base may creep this much per interval, 500 parts in a million, without
	// moving the histogram: two clocks drift so, and their jitter stays what it is.
	delayCreep = delayInterval / 2000
	// When for two intervals even the fastest packet took this much longer than
	// before, the route or the far end's clock has shifted for good: it is more
	// than waiting can cover.
	delayShift = 200 * time.Millisecond

	// Made-up voice is led to what follows the gap where that is there in time. So
	// while voice has gaps it waits for a packet longer than it would have to.
	gapsForget = 0.966 // per interval: half is forgotten after 4 s
	gapsMany   = 1.5   // two within 3 s
	gapsFew    = 0.2   // some 12 s after the last of them
	gapWait    = 30 * time.Millisecond
	gapJitter  = 10 * time.Millisecond
)

// delayEstimator follows network jitter and says how long voice should wait
// before the step that it begins in is made. It grows at once and shrinks slowly.
type delayEstimator struct {
	minima   [baseWindow]time.Duration // least delay per second
	filled   int
	current  int
	second   time.Duration // start of the current second
	base     time.Duration
	residue  time.Duration // shift of the base not yet applied to the histogram
	hist     [delayBuckets]float64
	peak     time.Duration
	least    time.Duration // of the current interval, relative
	above    int           // intervals in a row whose least was above delayShift
	interval time.Duration // start of the current interval
	folds    int
	target   time.Duration
	fellAt   time.Duration

	uneven unevenness

	gaps   float64 // in the voice, of late
	gappy  bool
	packet time.Duration // length of the newest packet
}

func newDelayEstimator() delayEstimator {
	return delayEstimator{target: delayStart, uneven: newUnevenness()}
}

// gap notes that packets were missing when they were to be played.
func (e *delayEstimator) gap() {
	e.gaps++
	e.gappy = e.gappy || e.gaps > gapsMany
}

// wait returns how long voice waits where it has to for some time because of jitter.
// While it has gaps, the packet behind one must be there too, though it be late itself.
func (e *delayEstimator) wait(jitter time.Duration) time.Duration {
	need := max(jitter+e.uneven.margin(), delayFloor)
	if e.gappy {
		need = max(need, min(e.packet, gapWait)+min(need, gapJitter))
	}
	return min(need, delayCeiling)
}

// anchor starts over at a new timeline whose first packet has the given delay.
// What was learnt about jitter stays.
func (e *delayEstimator) anchor(now, delay time.Duration) {
	e.minima[0], e.filled, e.current, e.second = delay, 1, 0, now
	e.base, e.residue = delay, 0
	e.peak, e.interval, e.fellAt = 0, now, now
	e.least, e.above = time.Hour, 0
}

// relative returns how much later than the fastest packets this delay is.
func (e *delayEstimator) relative(delay time.Duration) time.Duration { return delay - e.base }

// observe learns from one packet of the given length.
func (e *delayEstimator) observe(now, delay, packet time.Duration) {
	e.packet = packet
	e.updateBase(now, delay)
	rel := delay - e.base
	e.peak, e.least = max(e.peak, rel), min(e.least, rel)
	if need := e.wait(rel); need > e.target {
		e.target, e.fellAt = need, now
	}
	if now-e.interval < delayInterval {
		return
	}
	e.fold()
	e.residue -= min(max(e.residue, -delayCreep), delayCreep)
	if e.above++; e.least <= delayShift {
		e.above = 0
	}
	if e.above >= 2 {
		e.shift(now)
	}
	e.interval, e.peak, e.least = now, 0, time.Hour
	e.gaps *= gapsForget
	e.gappy = e.gappy && e.gaps > gapsFew
	e.fall(now)
}

// shift takes what the fastest packets need now for the new base. Nothing of it
// was jitter.
func (e *delayEstimator) shift(now time.Duration) {
	least := e.base + e.least
	e.minima[0], e.filled, e.current, e.second = least, 1, 0, now
	e.rebase(least)
	e.above = 0
	e.target = e.wanted()
}

// updateBase keeps the sliding minimum, with which the histogram moves: a route
// that became 50 ms longer for good is not 50 ms of jitter.
func (e *delayEstimator) updateBase(now, delay time.Duration) {
	if now-e.second >= time.Second {
		e.current = (e.current + 1) % baseWindow
		e.filled = min(e.filled+1, baseWindow)
		e.minima[e.current], e.second = delay, now
	}
	e.minima[e.current] = min(e.minima[e.current], delay)
	least := e.minima[e.current]
	for i := range e.filled {
		least = min(least, e.minima[i])
	}
	e.rebase(least)
}

// rebase moves the base, and the histogram along with it. What is less than two of its
// buckets is left to drift, which may come in steps of a far end's clock.
func (e *delayEstimator) rebase(least time.Duration) {
	e.residue += e.base - least
	e.base = least
	for ; e.residue >= 2*delayBucket; e.residue -= delayBucket {
		last := e.hist[delayBuckets-1] + e.hist[delayBuckets-2]
		copy(e.hist[1:], e.hist[:delayBuckets-1])
		e.hist[0], e.hist[delayBuckets-1] = 0, last
	}
	for ; e.residue <= -2*delayBucket; e.residue += delayBucket {
		first := e.hist[0] + e.hist[1]
		copy(e.hist[:], e.hist[1:])
		e.hist[0], e.hist[delayBuckets-1] = first, 0
	}
}

// fold adds the interval's largest delay to the histogram.
func (e *delayEstimator) fold() {
	e.folds++
	forget := min(delayForget, 1-1/float64(e.folds)) // learn fast at first
	for i := range e.hist {
		e.hist[i] *= forget
	}
	bucket := min(int(max(e.peak, 0)/delayBucket), delayBuckets-1)
	e.hist[bucket] += 1 - forget
}

// wanted returns the delay that the histogram asks for.
func (e *delayEstimator) wanted() time.Duration {
	total := 0.0
	for _, h := range e.hist {
		total += h
	}
	sum := 0.0
	for i, h := range e.hist {
		if sum += h; sum >= delayQuantile*total {
			return e.wait(time.Duration(i+1) * delayBucket)
		}
	}
	return delayCeiling
}

func (e *delayEstimator) fall(now time.Duration) {
	step := (now - e.fellAt) * delayFallSpeed / 1000
	e.fellAt = now
	if want := e.wanted(); want > e.target {
		e.target = want
	} else {
		e.target = max(want, e.target-step)
	}
}
