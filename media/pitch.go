package media

import "math"

// findPitch returns the period at which the end of pcm repeats best, in samples
// of wide times 8 kHz, from minPitch to maxPitch times wide, and how well it
// does: 1 is exactly, 0 not at all. pcm must hold two of the longest periods.
func findPitch(pcm []int16, wide int) (period int, likeness float32) {
	window := maxPitch * wide
	end := len(pcm)
	now := pcm[end-window:]
	like := func(lag int) float32 { return alike(now, pcm[end-window-lag:end-lag]) }
	best, at := float32(-1), window
	for lag := window; lag >= minPitch*wide; lag -= wide {
		if l := like(lag); l > best {
			best, at = l, lag
		}
	}
	if wide == 1 {
		return at, best
	}
	for lag, end := max(at-1, minPitch*wide), min(at+1, window); lag <= end; lag++ { // those left out
		if l := like(lag); l > best {
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
