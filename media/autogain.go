package media

import "math"

const (
	gainTarget = -23.0 // dBFS of speech
	gainLeast  = -12.0 // dB
	gainMost   = 18.0
	gainRise   = 0.03  // dB per 10 ms of speech: 3 dB a second
	gainFall   = 0.12  // a voice that is too loud is turned down sooner
	gainNoise  = -50.0 // dBFS above which background is not raised
	gainFollow = 0.03  // of the difference, per 10 ms of speech
	gainSlack  = 1.0   // dB that are left alone
)

// autoGain brings speech to one level, slowly enough not to be heard.
type autoGain struct {
	db    float64
	power float64 // of the speech so far; 0 before there was any
	gain  float32 // the last one
}

// step returns the gain at the beginning and at the end of the next block.
func (g *autoGain) step(on, speech bool, level, noise float64) (from, to float32) {
	from = g.gain
	switch {
	case !on:
		g.db = 0
	case speech:
		g.follow(level)
		want := min(max(gainTarget-10*math.Log10(g.power), gainLeast), gainMost, max(0, gainNoise-noise))
		if off := want - g.db; off > gainSlack || off < -gainSlack {
			g.db += min(max(off, -gainFall), gainRise)
		}
	}
	g.gain = ratioOf(g.db)
	return from, g.gain
}

// follow keeps the mean power of speech, in which its quiet parts count little.
func (g *autoGain) follow(level float64) {
	power := math.Pow(10, level/10)
	if g.power == 0 {
		g.power = power
	}
	g.power += gainFollow * (power - g.power)
}
