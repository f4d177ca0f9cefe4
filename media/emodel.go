package media

import "math"

// Figures of ITU-T G.107 for G.711 with the concealment of Appendix I.
const (
	basicRating   = 93.2
	lossRobust    = 25.1 // Bpl
	codecDamage   = 0.0  // Ie
	deviceDelayMs = 30.0 // packet and sound devices on both sides, roughly
)

// Rating returns the E-model's R, 0–93.2, for a one-way delay in ms and a share
// of lost packets, 0–1. burstiness is the mean length of a run of losses over
// what it would be if losses were independent; 1 when not known.
//
// G.722 is rated like G.711, so that scores of calls compare: the wideband scale
// of G.107.1 is another one.
func Rating(delayMs, loss, burstiness float64) float64 {
	percent := loss * 100
	damage := codecDamage + (95-codecDamage)*percent/(percent/max(burstiness, 1)+lossRobust)
	return min(max(basicRating-DelayDamage(delayMs)-damage, 0), 100)
}

// DelayDamage returns what a one-way delay in ms takes from R, in the usual short
// form of Id.
func DelayDamage(delayMs float64) float64 {
	damage := 0.024 * delayMs
	if delayMs > 177.3 {
		damage += 0.11 * (delayMs - 177.3)
	}
	return damage
}

// OpinionScore turns R into a mean opinion score, 1–4.5 (G.107 annex B).
func OpinionScore(r float64) float64 {
	switch {
	case r <= 0:
		return 1
	case r >= 100:
		return 4.5
	}
	return math.Max(1, 1+0.035*r+7e-6*r*(r-60)*(100-r))
}
