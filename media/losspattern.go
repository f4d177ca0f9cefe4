package media

import "sync/atomic"

// lossPattern follows which packets of a stream were there when they were to be
// played, in order, and tells bursts of loss from lone losses by the Markov model
// of RFC 3611 §4.7.2 and appendix A.2. A packet that came too late counts as
// lost. One goroutine calls lose and hear; the atomics are for all.
type lossPattern struct {
	clear atomic.Uint64 // packets heard since the last loss
	near  atomic.Uint64 // losses with fewer than gapMin between them, up to the last one

	packets, lost, runs atomic.Uint64 // all, the lost ones, stretches of them
	// Transitions between 1 gap, 2 burst and heard, 3 burst and lost, 4 gap and
	// lost, as the appendix numbers them.
	c11, c13, c14, c22, c23, c33 atomic.Uint64
}

// gapMin is how many packets in a row must be heard for a burst to be over, the
// value that the RFC recommends.
const gapMin = 16

// reset is for a new stream.
func (l *lossPattern) reset() {
	for _, n := range []*atomic.Uint64{
		&l.clear, &l.near, &l.packets, &l.lost, &l.runs, &l.c11, &l.c13, &l.c14, &l.c22, &l.c23, &l.c33,
	} {
		n.Store(0)
	}
}

// hear counts one packet that is played.
func (l *lossPattern) hear() {
	l.packets.Add(1)
	l.clear.Add(1)
}

// lose counts n packets in a row that are missing.
func (l *lossPattern) lose(n int) {
	if n <= 0 {
		return
	}
	l.packets.Add(uint64(n))
	l.lost.Add(uint64(n))
	l.runs.Add(1)
	for range n {
		l.one()
	}
}

func (l *lossPattern) one() {
	switch clear, near := l.clear.Load(), l.near.Load(); {
	case near == 0 || clear >= gapMin: // what came before is over
		if near == 1 {
			l.c14.Add(1)
		} else if near > 1 {
			l.c13.Add(1)
		}
		l.near.Store(1)
		l.c11.Add(clear)
	case clear == 0:
		l.near.Add(1)
		l.c33.Add(1)
	default:
		l.near.Add(1)
		l.c23.Add(1)
		l.c22.Add(clear - 1)
	}
	l.clear.Store(0)
}

// bursts is what the pattern says of a stream. Densities are shares of lost
// packets, 0–1; lengths are mean numbers of packets.
type bursts struct {
	burstDensity, gapDensity float64
	burstLength, gapLength   float64
}

// measure evaluates the counts as appendix A.2 does, with the last losses as if
// they were over.
func (l *lossPattern) measure() bursts {
	get := func(n *atomic.Uint64) float64 { return float64(n.Load()) }
	c11, c13, c14, c22, c23, c33 := get(&l.c11), get(&l.c13), get(&l.c14), get(&l.c22), get(&l.c23), get(&l.c33)
	switch near := l.near.Load(); {
	case near == 1:
		c14++
	case near > 1:
		c13++
	}
	c11 += get(&l.clear)
	var b bursts
	if c11+c14 > 0 {
		b.gapDensity = c14 / (c11 + c14)
	}
	if c13 == 0 { // no burst yet
		b.gapLength = get(&l.packets)
		return b
	}
	p32, p23 := c23/(c13+c23+c33), 1.0
	if c22+c23 > 0 {
		p23 = 1 - c22/(c22+c23)
	}
	b.burstDensity = p23 / (p23 + p32)
	b.gapLength = (c11 + c14 + c13) / c13
	b.burstLength = (c11+c14+2*c13+c22+2*c23+c33)/c13 - b.gapLength
	return b
}
