package app

import (
	"strings"
	"time"

	"offhook/app/history"
	"offhook/media"
)

// heard gathers how the voice of a call went, a second at a time.
type heard struct {
	mos            mean
	worst          float64 // MOS
	lost, received uint64
	jitter, delay  mean // ms
	farMOS         mean
	farLoss        mean
	codec          string
	spells         []spell
}

// mean gathers values for their mean and their largest.
type mean struct {
	sum, most float64
	n         int
}

func (m *mean) add(v float64) { m.sum, m.most, m.n = m.sum+v, max(m.most, v), m.n+1 }

// value is 0 when there was none.
func (m mean) value() float64 { return m.sum / float64(max(m.n, 1)) }

// spell is a time in which one direction of the voice did not work.
type spell struct {
	reason   media.Reason
	from, to time.Time // to is zero while it lasts
}

// figures are the mean opinion score, 0 when it was never known, and the share
// of packets that never came, 0 to 1.
func (h heard) figures() (mos, loss float64) {
	if all := h.lost + h.received; all > 0 {
		loss = float64(h.lost) / float64(all)
	}
	return h.mos.value(), loss
}

// quality is what the history keeps beside the figures, of a call that began and
// ended at these times.
func (h heard) quality(began, ended time.Time) history.Quality {
	q := history.Quality{
		MOSMin: h.worst, JitterMs: h.jitter.value(), JitterMaxMs: h.jitter.most,
		DelayMs: h.delay.value(), DelayMaxMs: h.delay.most,
		FarMOS: h.farMOS.value(), FarLoss: h.farLoss.value(), Codec: h.codec,
	}
	var list []history.Alarm
	for _, s := range h.spells {
		to := s.to
		if to.IsZero() {
			to = ended
		}
		list = append(list, history.Alarm{After: s.from.Sub(began), Lasted: to.Sub(s.from), What: alarmCode(s.reason)})
	}
	q.Alarms = history.FormatAlarms(list)
	return q
}

// alarmCode is a reason as the history spells it: nothingArrives.
func alarmCode(r media.Reason) string {
	words := strings.Fields(r.String())
	for i, w := range words[min(1, len(words)):] {
		words[i+1] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, "")
}

// alarms takes note of what does not work now, and of what works again.
func (h *heard) alarms(now time.Time, reasons ...media.Reason) {
	for i := range h.spells {
		s := &h.spells[i]
		still := false
		for _, r := range reasons {
			still = still || r == s.reason
		}
		if s.to.IsZero() && !still {
			s.to = now
		}
	}
	for _, r := range reasons {
		if r != media.NoReason && !h.open(r) {
			h.spells = append(h.spells, spell{reason: r, from: now})
		}
	}
}

func (h *heard) open(r media.Reason) bool {
	for _, s := range h.spells {
		if s.reason == r && s.to.IsZero() {
			return true
		}
	}
	return false
}

// hear adds what came since the last time to the call that is talked on and to
// the last minutes. The counters belong to the voice path, which begins anew now
// and then.
func (m *model) hear(st media.Stats) {
	was := m.counted
	m.counted = st
	if st.PacketsReceived < was.PacketsReceived || st.Lost < was.Lost {
		was = media.Stats{}
	}
	if m.media == nil {
		return
	}
	lost, received := st.Lost-was.Lost, st.PacketsReceived-was.PacketsReceived
	s := secondOf(m.now(), st, lost, received)
	m.addSecond(s)
	c := m.first(CallConnected)
	if c == nil {
		return
	}
	h := &c.heard
	h.lost, h.received = h.lost+lost, h.received+received
	h.alarms(s.At, st.Hearing.Reason, st.Speaking.Reason)
	if st.Codec != "" {
		h.codec = st.Codec
	}
	if st.MOS > 0 {
		h.mos.add(st.MOS)
		h.jitter.add(s.JitterMs)
		h.delay.add(s.DelayMs)
		if h.worst == 0 || st.MOS < h.worst {
			h.worst = st.MOS
		}
	}
	if s.Far {
		h.farLoss.add(s.FarLoss)
		if s.FarMOS > 0 {
			h.farMOS.add(s.FarMOS)
		}
	}
}
