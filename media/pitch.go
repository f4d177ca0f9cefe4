package media

import "math"

// findPitch returns the period at which the end of pcm repeats best, in samples
// of 8 kHz from minPitch to maxPitch, and how well it does: 1 is exactly, 0 not
// at all. pcm must hold at least 2*maxPitch samples.
func findPitch(pcm []int16) (period int, likeness float32) {
	const window = maxPitch
	end := len(pcm)
	now := pcm[end-window:]
	best, at := float32(-1), maxPitch
	for lag := maxPitch; lag >= minPitch; lag-- {
		then := pcm[end-window-lag:]
		if l := alike(now, then[:window]); l > best {
			best, at = l, lag
		}
	}
	return at, best
}

// alike returns the normalised correlation of two stretches of equal length,
// -1…1; 0 when one of them is silent.
func alike(a, b []int16) float32 {
	var ab, aa, bb float32
	b = b[:len(a)]
	for i, x := range a {
		x, y := float32(x), float32(b[i])
		ab += x * y
		aa += x * x
		bb += y * y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / float32(math.Sqrt(float64(aa)*float64(bb)))
}

// energy returns the mean square of a stretch.
func energy(pcm []int16) float32 {
	var sum float32
	for _, s := range pcm {
		sum += float32(s) * float32(s)
	}
	return sum / float32(max(len(pcm), 1))
}
