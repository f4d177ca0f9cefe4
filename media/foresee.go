package media

import "math"

// When packets are lost but the next one is there already, what comes is known
// while the gap is being filled. The repeated past is then led to the loudness of
// what comes, and where that is much louder, as at the beginning of a word, the
// future is also continued backwards into the gap.
const (
	foreseeMost = 320 // samples of a gap, 40 ms; in a longer one the two are too far apart
	foreseeEdge = 80  // samples on each side of the gap whose loudness counts, 10 ms
	softer      = 0.7 // the future is softer
	louder      = 1.5 // the future is louder: the past cannot stand for it
	softest     = 0.1
)

// bend is how a gap is led to what follows it.
type bend struct {
	span, at int     // samples, of which so many are done; 0: nothing is known
	to       float32 // gain of the past at the end
	back     bool    // ahead holds the future continued backwards
	ahead    [foreseeMost * maxWide]int16
}

// foresee looks at the packet behind a gap that begins now.
func (p *Playout) foresee(gap int) {
	b := &p.conceal.bend
	if b.span > 0 || gap <= 0 || gap > foreseeMost*p.wide {
		return
	}
	pkt, _, _, ok := p.buffer.Next()
	if !ok || pkt.Kind != Voice || pkt.Samples < foreseeEdge*p.wide {
		return
	}
	decoder := p.decoder // its memory must not move
	if decoder.codec != pkt.Codec {
		decoder.Reset(pkt.Codec)
	}
	future := p.future[:decoder.Decode(p.future[:], pkt.Payload)]
	past := p.conceal.history
	edge := foreseeEdge * p.wide
	faded := float32(1) // what is left of the past at the end of the gap
	if p.conceal.active() {
		faded = p.conceal.gainAt(p.conceal.done + gap)
	}
	change := math.Sqrt(float64((energy(future[:edge]) + 1) / (energy(past[len(past)-edge:])*faded*faded + 1)))
	*b = bend{span: gap, to: 1}
	switch {
	case change < softer:
		b.to = float32(max(change, softest))
	case change > louder && !p.quiet(future[:edge]):
		b.back = true
		continueBackwards(b.ahead[:gap], future, p.wide)
	}
}

// continueBackwards fills dst with what may have come before future: its first
// period over and over, or its mirror image when it has none.
func continueBackwards(dst, future []int16, wide int) {
	window := foreseeEdge * wide
	best, period := float32(0.6), 0
	for lag := minPitch * wide; lag+window <= len(future) && lag <= maxPitch*wide; lag++ {
		if l := alike(future[:window], future[lag:lag+window]); l > best {
			best, period = l, lag
		}
	}
	for i := range dst {
		k := len(dst) - 1 - i // how long before the future, from 0
		switch {
		case period > 0:
			dst[i] = future[period-1-k%period]
		default:
			dst[i] = future[min(k, len(future)-1)]
		}
	}
}

// lead applies the bend to one made-up sample.
func (b *bend) lead(v float32) float32 {
	if b.span == 0 {
		return v
	}
	part := min(float32(b.at)/float32(b.span), 1)
	v *= 1 + (b.to-1)*part
	if b.back && b.at < b.span {
		v += float32(b.ahead[b.at]) * part
	}
	b.at++
	return v
}

// seamless reports whether the gap was filled up to the very beginning of what
// follows.
func (b *bend) seamless() bool { return b.back && b.at == b.span }
