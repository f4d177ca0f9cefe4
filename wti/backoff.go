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
}

func reconnectWaits() *backoff {
	const s = time.Second
	return &backoff{waits: []time.Duration{0, 1 * s, 2 * s, 4 * s, 8 * s, 15 * s, 30 * s}}
}

func registerWaits() *backoff {
	const s = time.Second
	return &backoff{waits: []time.Duration{5 * s, 10 * s, 20 * s, 40 * s, 60 * s}}
}

func (b *backoff) wait() time.Duration {
	d := b.waits[min(b.next, len(b.waits)-1)]
	b.next++
	return d + time.Duration(rand.Int64N(int64(d/5)+1))
}
