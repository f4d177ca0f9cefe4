package wti

import (
	"math/rand/v2"
	"time"
)

// backoff yields the waits between tries: the first at once, then growing to a
// cap, each longer by up to a fifth at random so that 2,000 desks do not come
// back in one moment (protocol notes §2.5, §5.4).
type backoff struct {
	waits []time.Duration
	next  int
	extra jitter
}

// jitter is a random time from 0 to below most.
type jitter func(most time.Duration) time.Duration

// anyTime is the jitter of desks that shall not come back in one moment.
func anyTime(most time.Duration) time.Duration { return rand.N(max(most, 1)) }

func reconnectWaits(extra jitter) *backoff {
	const s = time.Second
	return &backoff{waits: []time.Duration{0, 1 * s, 2 * s, 4 * s, 8 * s, 15 * s, 30 * s}, extra: extra}
}

func registerWaits(extra jitter) *backoff {
	const s = time.Second
	return &backoff{waits: []time.Duration{5 * s, 10 * s, 20 * s, 40 * s, 60 * s}, extra: extra}
}

func (b *backoff) wait() time.Duration {
	d := b.waits[min(b.next, len(b.waits)-1)]
	b.next++
	return d + b.extra(d/5+1)
}
