package media

import "time"

// How the playout delay is chosen. Relative delay is a packet's arrival time
// minus its timestamp, above the least of the last ten seconds, so that clock
// offset and slow drift between the two ends do not count.
const (
	delayStart   = 40 * time.Millisecond // before anything is known
	delayFloor   = 20 * time.Millisecond
	delayCeiling = 250 * time.Millisecond
	// delayMargin covers one 10 ms pull of the loudspeaker, for which a packet
	// must be there at its beginning, and some unevenness of the pulls.
	delayMargin    = 15 * time.Millisecond
	delayQuantile  = 0.97
	delayBucket    = 5 * time.Millisecond
	delayBuckets   = 60
	delayInterval  = 200 * time.Millisecond // one histogram entry: the largest within it
	delayForget    = 0.983                  // per interval: half is forgotten after 8 s
	delayFallSpeed = 10                     // at most 10 ms lower per second
	baseWindow     = 10                     // seconds
)

// delayEstimator follows network jitter and says how long voice should wait
// before it is played. It grows at once and shrinks slowly.
type delayEstimator struct {
	minima   [baseWindow]time.Duration // least delay per second
	filled   int
	current  int
	second   time.Duration // start of the current second
	base     time.Duration
	residue  time.Duration // shift of the base not yet applied to the histogram
	hist     [delayBuckets]float64
	peak     time.Duration
	interval time.Duration // start of the current interval
	folds    int
	target   time.Duration
	fellAt   time.Duration
}

func newDelayEstimator() delayEstimator { return delayEstimator{target: delayStart} }

// anchor starts over at a new timeline whose first packet has the given delay.
// What was learnt about jitter stays.
func (e *delayEstimator) anchor(now, delay time.Duration) {
	e.minima[0], e.filled, e.current, e.second = delay, 1, 0, now
	e.base, e.residue = delay, 0
	e.peak, e.interval, e.fellAt = 0, now, now
}

// relative returns how much later than the fastest packets this delay is.
func (e *delayEstimator) relative(delay time.Duration) time.Duration { return delay - e.base }

// observe learns from one packet.
func (e *delayEstimator) observe(now, delay time.Duration) {
	e.updateBase(now, delay)
	rel := delay - e.base
	e.peak = max(e.peak, rel)
	if need := min(rel+delayMargin, delayCeiling); need > e.target {
		e.target, e.fellAt = need, now
	}
	if now-e.interval < delayInterval {
		return
	}
	e.fold()
	e.interval, e.peak = now, 0
	e.fall(now)
}

// updateBase keeps the sliding minimum and moves the histogram along with it:
// a route that became 50 ms longer for good is not 50 ms of jitter.
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
	e.residue += e.base - least
	e.base = least
	for ; e.residue >= delayBucket; e.residue -= delayBucket {
		last := e.hist[delayBuckets-1] + e.hist[delayBuckets-2]
		copy(e.hist[1:], e.hist[:delayBuckets-1])
		e.hist[0], e.hist[delayBuckets-1] = 0, last
	}
	for ; e.residue <= -delayBucket; e.residue += delayBucket {
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
			return min(max(time.Duration(i+1)*delayBucket+delayMargin, delayFloor), delayCeiling)
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
