package media

import "math"

// noiseSource makes comfort noise: white noise through a gentle low-pass, at the
// level of the background that was heard between words.
type noiseSource struct {
	seed  uint32
	last  float32
	level float32 // RMS
	quiet float32 // least mean square of the current second
	count int
}

// maxNoise is the loudest comfort noise, about -45 dBFS: a steady tone or music
// must not be taken for background.
const maxNoise = 180

// next returns one sample.
func (n *noiseSource) next() float32 {
	n.seed = n.seed*1664525 + 1013904223
	white := float32(int32(n.seed)) * (1.0 / (1 << 31))
	n.last += 0.5 * (white - n.last)
	// The uniform noise has RMS 0.577, the low-pass leaves 0.577 of that.
	return n.last * 3 * n.level
}

// learn follows the background with 10 ms of real voice: the quietest 10 ms of
// each second count.
func (n *noiseSource) learn(pcm []int16) {
	e := energy(pcm)
	if n.count == 0 || e < n.quiet {
		n.quiet = e
	}
	if n.count++; n.count < 100 {
		return
	}
	n.count = 0
	n.level += 0.3 * (n.capped(float32(math.Sqrt(float64(n.quiet)))) - n.level)
}

// set takes the level from an RFC 3389 payload: -dBov of the noise.
func (n *noiseSource) set(minusDBov uint8) {
	n.level = n.capped(32768 * float32(math.Pow(10, -float64(minusDBov&0x7f)/20)))
}

func (n *noiseSource) capped(level float32) float32 { return min(level, maxNoise) }
