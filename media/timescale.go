package media

// Time scaling: playing a stretch a little shorter or longer by whole pitch
// periods, so that the playout delay can move without a step in the sound.
const (
	scaleLikeness = 0.9 // how alike two periods must be for one to be dropped or doubled
	scaleNeeds    = 2 * maxPitch
	silentStep    = 24   // samples of 8 kHz dropped or added in silence, 3 ms
	silence       = 3600 // mean square below which a stretch counts as silence, about -55 dBFS
)

// repeatsAfter returns the period after which the beginning of pcm, at least
// wide*scaleNeeds samples, repeats so well that one period can be left out; 0 if
// none up to most does.
func repeatsAfter(pcm []int16, most, wide int) int {
	best, at := float32(scaleLikeness), 0
	window := maxPitch * wide
	for lag := minPitch * wide; lag <= min(most, window); lag++ {
		if l := alike(pcm[:window], pcm[lag:lag+window]); l > best {
			best, at = l, lag
		}
	}
	return at
}

// crossfade writes to dst what begins as from and ends as to; dst may be either.
func crossfade(dst, from, to []int16) {
	n := len(dst)
	for i := range dst {
		w := float32(i+1) / float32(n+1)
		dst[i] = clip(float32(from[i])*(1-w) + float32(to[i])*w)
	}
}
