package media

const (
	limitCeiling = 29204 // -1 dBFS; what follows may overshoot a little
	limitPart    = nearRate / 1000
	limitParts   = nearBlock / limitPart
	limitRelease = 0.02 // of what is left, per millisecond: 50 ms
)

// limiter keeps peaks below its ceiling. It looks at a whole block before it
// lets it pass: the gain goes down within the millisecond before a peak.
type limiter struct {
	last float32 // gain at the end of the last block
}

// idle reports whether a block may pass as it is.
func (l *limiter) idle(on bool, pcm *[nearBlock]int16) bool {
	if l.last < 1 {
		return false
	}
	if !on {
		return true
	}
	for _, s := range pcm {
		if s > limitCeiling || s < -limitCeiling {
			return false
		}
	}
	return true
}

// process never leaves a sample above the ceiling.
func (l *limiter) process(samples *[nearBlock]float32) {
	var need [limitParts]float32 // the most that each part bears
	for i := range need {
		need[i] = limitCeiling / max(peakOf(samples[i*limitPart:(i+1)*limitPart]), limitCeiling)
	}
	from := l.last
	for i := range need {
		to := min(from+limitRelease*(1-from), need[i])
		if to > 0.9999 {
			to = min(1, need[i])
		}
		if i+1 < len(need) {
			to = min(to, need[i+1])
		}
		part := samples[i*limitPart : (i+1)*limitPart]
		scale(part, from, to)
		if from > need[i] { // the peak came with the block: nothing could be lowered before it
			bound(part)
		}
		from = to
	}
	l.last = from
}

// release is for a limiter that was switched off: it lets go within the block.
func (l *limiter) release(samples *[nearBlock]float32) {
	scale(samples[:], l.last, 1)
	l.last = 1
}

func peakOf(samples []float32) float32 {
	peak := float32(0)
	for _, v := range samples {
		peak = max(peak, v, -v)
	}
	return peak
}

func bound(samples []float32) {
	for i, v := range samples {
		samples[i] = min(max(v, -limitCeiling), limitCeiling)
	}
}
