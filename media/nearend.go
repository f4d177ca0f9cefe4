package media

import (
	"math"
	"sync/atomic"
)

// NearEnd says what is done to the microphone's voice before it is sent. A
// constant offset and what is below 20 Hz are always taken out. Comparable; the
// zero value leaves the voice alone.
type NearEnd struct {
	// Limiter keeps peaks 1 dB below full scale, so that shouting does not clip.
	Limiter bool
	// AutoGain brings speech slowly to the same level, about -23 dBFS, by -12 to
	// +18 dB. What is not speech neither raises nor lowers it.
	AutoGain bool
	// NoiseGate makes the background 15 dB quieter while nobody speaks.
	NoiseGate bool
}

const (
	nearRate  = 48000
	nearBlock = nearRate / 100 // 10 ms
	nearPart  = nearBlock / 4  // 2.5 ms, the shortest sound that counts
)

// nearEnd is the chain. process is for one goroutine, set for all.
type nearEnd struct {
	wanted atomic.Pointer[NearEnd]

	in, out    float32 // of the high-pass
	samples    [nearBlock]float32
	background background
	gate       noiseGate
	gain       autoGain
	limiter    limiter
}

func newNearEnd(w NearEnd) *nearEnd {
	n := &nearEnd{}
	n.wanted.Store(&w)
	n.gate.gain, n.gain.gain, n.limiter.last = 1, 1, 1
	return n
}

// process works on 10 ms in place. It allocates nothing.
func (n *nearEnd) process(pcm *[nearBlock]int16) {
	w := *n.wanted.Load()
	adaptive := w.AutoGain || w.NoiseGate || n.gate.gain != 1 || n.gain.gain != 1
	if !adaptive && n.limiter.idle(w.Limiter, pcm) {
		return
	}
	for i, s := range pcm {
		n.samples[i] = float32(s)
	}
	if adaptive {
		n.adapt(w)
	}
	if w.Limiter {
		n.limiter.process(&n.samples)
	} else {
		n.limiter.release(&n.samples)
	}
	for i, v := range n.samples {
		pcm[i] = clip(v)
	}
}

// adapt does what follows speech and background. What was switched off fades
// out within the block.
func (n *nearEnd) adapt(w NearEnd) {
	n.block()
	loudest, level := loudestPart(&n.samples), levelOf(n.samples[:])
	n.background.learn(level)
	speech := n.background.exceeded(loudest)
	from, to := n.gate.step(w.NoiseGate, speech)
	scaleOpening(&n.samples, from, to)
	from, to = n.gain.step(w.AutoGain, speech, level, n.background.level)
	scale(n.samples[:], from, to)
}

// block takes out what is below speech, which would pass for loudness: a
// first-order high-pass at 20 Hz.
func (n *nearEnd) block() {
	const keep = 0.99738
	for i, x := range n.samples {
		n.out = x - n.in + keep*n.out
		n.in = x
		n.samples[i] = n.out
	}
}

// scale multiplies by a gain that goes evenly from one value to another.
func scale(samples []float32, from, to float32) {
	if from == 1 && to == 1 {
		return
	}
	step := (to - from) / float32(len(samples))
	for i := range samples {
		from += step
		samples[i] *= from
	}
}

// levelOf returns RMS in dBFS, where a full-scale square wave has 0.
func levelOf(samples []float32) float64 {
	sum := float32(0)
	for _, v := range samples {
		sum += v * v
	}
	return decibels(math.Sqrt(float64(sum) / float64(len(samples))))
}

// loudestPart returns the level of the loudest 2.5 ms, in which the beginning of
// a word shows even at the end of a block.
func loudestPart(samples *[nearBlock]float32) float64 {
	loudest := silentLevel
	for i := 0; i < nearBlock; i += nearPart {
		loudest = max(loudest, levelOf(samples[i:i+nearPart]))
	}
	return loudest
}

// ratioOf turns decibels into a factor.
func ratioOf(db float64) float32 { return float32(math.Pow(10, db/20)) }

// SetNearEnd changes what is done to the microphone's voice, from the next 10 ms
// on and without a click, whether or not a stream runs. Any goroutine may call it.
func (s *Session) SetNearEnd(w NearEnd) { s.sender.near.wanted.Store(&w) }

// NearEnd returns what is done to the microphone's voice now.
func (s *Session) NearEnd() NearEnd { return *s.sender.near.wanted.Load() }
