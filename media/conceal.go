package media

// Concealment of missing voice after the idea of ITU-T G.711 Appendix I: the
// last pitch periods are repeated with overlapping seams, in their own time, so
// that a steady sound goes on in phase. The loudness is kept for 40 ms and fades
// into comfort noise at the level of the call's own background by 200 ms; a sound
// that repeats itself nearly exactly is kept for longer, since what comes next
// is then hardly in doubt. A word breaks off less often with the long fade than
// with one of 80 ms, and nothing else that is measured changes.
const (
	maxWide       = 2    // times 8 kHz is the highest rate; numbers below are for 8 kHz
	minPitch      = 20   // samples: 400 Hz
	maxPitch      = 120  // 67 Hz
	concealFull   = 320  // samples at full loudness, 40 ms
	concealFade   = 1280 // then samples until only noise is left, 160 ms
	steadyFull    = 640  // at full loudness of a perfectly steady sound
	steadyFrom    = 0.8  // likeness of two periods above which a sound counts as steady
	concealWindow = 3 * maxPitch
	historyLength = concealWindow + maxPitch/4 + minPitch
)

// concealer makes up voice that is missing. It is fed everything that was played.
type concealer struct {
	wide    int                            // times 8 kHz is the rate
	store   [historyLength * maxWide]int16 // newest last
	history []int16                        // what of it is in use
	cycle   [concealWindow * maxWide]float32
	length  int // of the cycle, one to three pitch periods
	periods int
	pitch   int
	full    float32 // samples at full loudness
	fade    float32
	at      int
	done    int // samples made up since the last real one
	bend    bend
	noise   noiseSource
	step    float32 // what is left of the jump at the joint
	settle  float32 // of which this much is left a sample later
}

// played records samples that went to the loudspeaker.
func (c *concealer) played(pcm []int16) {
	if len(pcm) >= len(c.history) {
		copy(c.history[:], pcm[len(pcm)-len(c.history):])
		return
	}
	copy(c.history[:], c.history[len(pcm):])
	copy(c.history[len(c.history)-len(pcm):], pcm)
}

// active reports whether the last samples were made up.
func (c *concealer) active() bool { return c.done > 0 }

// reset forgets everything but the noise level, and is for a rate of wide times
// 8 kHz from then on.
func (c *concealer) reset(wide int) {
	c.wide = wide
	c.history = c.store[:historyLength*wide]
	clear(c.history)
	c.finish()
	c.settle = 0.8
	if wide > 1 {
		c.settle = 0.894
	}
}

// finish ends an erasure.
func (c *concealer) finish() { c.done, c.bend.span, c.bend.back = 0, 0, false }

// fill makes up the next len(dst) samples. It does not record them as played.
func (c *concealer) fill(dst []int16) {
	if c.done == 0 {
		c.begin()
	}
	for i := range dst {
		if c.at == c.length {
			c.turn()
		}
		v := c.cycle[c.at] + c.step
		c.step *= c.settle
		gain := c.gain()
		dst[i] = clip(c.bend.lead(v*gain) + (1-gain)*c.noise.next())
		c.at++
		c.done++
	}
}

func (c *concealer) gain() float32 { return c.gainAt(c.done) }

// gainAt is the loudness after so many made-up samples.
func (c *concealer) gainAt(done int) float32 {
	return min(1, max(0, 1-(float32(done)-c.full)/c.fade))
}

// begin finds the pitch and prepares the first cycle.
func (c *concealer) begin() {
	pitch, likeness := findPitch(c.history, c.wide)
	steady := max(0, (likeness-steadyFrom)/(1-steadyFrom))
	c.pitch = pitch
	c.full = float32(c.wide) * (concealFull + steady*(steadyFull-concealFull))
	c.fade = float32(c.wide * concealFade)
	c.periods = 0
	c.turn()
	// The cycle starts where the history was one cycle ago; what differs fades
	// out within a millisecond.
	end := len(c.history)
	c.step = float32(c.history[end-1]) - float32(c.history[end-1-c.length])
}

// turn starts the next cycle: one period for the first 10 ms, then two, then
// three, so that a repeated period does not buzz.
func (c *concealer) turn() {
	c.at = 0
	want := 1 + min(c.done/(80*c.wide), 2)
	if c.periods == want {
		return
	}
	c.periods, c.length = want, want*c.pitch
	end := len(c.history)
	for i := range c.length {
		c.cycle[i] = float32(c.history[end-c.length+i])
	}
	// The seam: the last quarter period flows into the cycle's beginning.
	seam := c.pitch / 4
	for i := range seam {
		w := float32(i+1) / float32(seam+1)
		before := float32(c.history[end-c.length-seam+i])
		at := c.length - seam + i
		c.cycle[at] = c.cycle[at]*(1-w) + before*w
	}
}
