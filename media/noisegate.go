package media

const (
	gateDepth = -15.0 // dB while it is closed
	gateHold  = 25    // blocks of 10 ms after the last speech, so that words end whole
	gateFall  = 0.75  // dB per block while it closes: 200 ms in all
	gateRamp  = nearRate / 1000
)

// noiseGate makes pauses quieter. It hears each block before it lets it pass, so
// it opens from the block's beginning when a word begins anywhere in it.
type noiseGate struct {
	gain float32
	db   float64
	hold int
}

// step returns the gain at the beginning and at the end of the next block.
func (g *noiseGate) step(on, speech bool) (from, to float32) {
	from = g.gain
	switch {
	case !on:
		g.db, g.hold = 0, 2*gateHold // to find out what is speech
	case speech:
		g.db, g.hold = 0, gateHold
	case g.hold > 0:
		g.hold--
	default:
		g.db = max(g.db-gateFall, gateDepth)
	}
	if g.db == 0 {
		g.gain = 1
	} else {
		g.gain = ratioOf(g.db)
	}
	return from, g.gain
}

// scaleOpening is scale, but a gain that rises does so within a millisecond.
func scaleOpening(samples *[nearBlock]float32, from, to float32) {
	if to <= from {
		scale(samples[:], from, to)
		return
	}
	scale(samples[:gateRamp], from, to)
	scale(samples[gateRamp:], to, to)
}
