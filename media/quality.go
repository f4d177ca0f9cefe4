package media

import "time"

const qualitySeconds = 10

// qualityWindow keeps what was concealed in each of the last seconds.
type qualityWindow struct {
	stream  uint32
	last    PlayoutCounts
	seconds [qualitySeconds]PlayoutCounts
	at      int
}

// rate gives the call an R and an opinion score from the last seconds. Loss is
// what the listener missed, whether it never came or came too late.
func (r *reporter) rate(st *stream, now time.Duration) {
	s := r.session
	if st == nil || now-st.started < time.Second {
		return
	}
	c := &s.counts
	counts := PlayoutCounts{Played: c.played.Load(), Concealed: c.concealed.Load(), Erasures: c.erasures.Load()}
	played, concealed, erasures := r.quality.add(st.id, counts)
	if played+concealed == 0 {
		c.rating.set(0)
		c.mos.set(0)
		return
	}
	loss := concealed / (played + concealed)
	burstiness := 1.0
	if erasures > 0 {
		run := concealed / float64(st.units) / erasures
		burstiness = run * (1 - loss)
	}
	rating := Rating(c.roundTrip.get()/2+c.delay.get()+deviceDelayMs, loss, burstiness)
	c.rating.set(rating)
	c.mos.set(OpinionScore(rating))
}

// add takes in the counters and returns their growth over the window.
func (q *qualityWindow) add(stream uint32, now PlayoutCounts) (played, concealed, erasures float64) {
	if q.stream != stream {
		*q = qualityWindow{stream: stream, last: now}
	}
	q.seconds[q.at] = PlayoutCounts{
		Played:    now.Played - q.last.Played,
		Concealed: now.Concealed - q.last.Concealed,
		Erasures:  now.Erasures - q.last.Erasures,
	}
	q.last, q.at = now, (q.at+1)%qualitySeconds
	for _, s := range q.seconds {
		played += float64(s.Played)
		concealed += float64(s.Concealed)
		erasures += float64(s.Erasures)
	}
	return played, concealed, erasures
}
