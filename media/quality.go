package media

import "time"

const qualitySeconds = 10

// qualityWindow keeps what grew in each of the last seconds.
type qualityWindow struct {
	stream  uint32
	last    hearing
	seconds [qualitySeconds]hearing
	at      int
}

// hearing is what a listener got: samples of 8 kHz of real and of made-up voice,
// packets that were missing and the stretches that they formed.
type hearing struct{ played, concealed, packets, lost, runs float64 }

func (h hearing) plus(o hearing, sign float64) hearing {
	return hearing{
		h.played + sign*o.played, h.concealed + sign*o.concealed,
		h.packets + sign*o.packets, h.lost + sign*o.lost, h.runs + sign*o.runs,
	}
}

// rate gives the call an R and an opinion score from the last seconds. Loss is
// what the listener missed, whether it never came or came too late.
func (r *reporter) rate(st *stream, now time.Duration) {
	s := r.session
	if st == nil || now-st.started < time.Second {
		return
	}
	c := &s.counts
	h := r.quality.add(st.id, hearing{
		played: float64(c.played.Load()), concealed: float64(c.concealed.Load()),
		packets: float64(s.pattern.packets.Load()), lost: float64(s.pattern.lost.Load()), runs: float64(s.pattern.runs.Load()),
	})
	if h.played+h.concealed <= 0 {
		c.rating.set(0)
		c.mos.set(0)
		c.burstiness.set(0)
		return
	}
	burst := h.burstiness()
	rating := Rating(c.roundTrip.get()/2+c.delay.get()+deviceDelayMs, h.loss(), burst)
	c.rating.set(rating)
	c.mos.set(OpinionScore(rating))
	c.burstiness.set(burst)
}

// loss is the share of time that was made up, 0–1. It takes in what came late
// without being lost.
func (h hearing) loss() float64 { return max(h.concealed, 0) / (h.played + max(h.concealed, 0)) }

// burstiness is BurstR of G.107 §3.5: the mean length of a run of lost packets
// over what it would be if each were lost by itself, with the same share lost.
func (h hearing) burstiness() float64 {
	if h.runs <= 0 || h.packets <= 0 {
		return 1
	}
	return max(1, h.lost/h.runs*(1-h.lost/h.packets))
}

// add takes in the counters and returns their growth over the window.
func (q *qualityWindow) add(stream uint32, now hearing) hearing {
	if q.stream != stream {
		*q = qualityWindow{stream: stream, last: now}
	}
	q.seconds[q.at] = now.plus(q.last, -1)
	q.last, q.at = now, (q.at+1)%qualitySeconds
	var sum hearing
	for _, s := range q.seconds {
		sum = sum.plus(s, 1)
	}
	return sum
}
