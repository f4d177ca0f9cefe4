package app

import "offhook/media"

// heard gathers how well a call was heard, a second at a time.
type heard struct {
	mos            float64 // sum over the seconds in which it was known
	seconds        int
	lost, received uint64
}

// figures are the mean opinion score, 0 when it was never known, and the share
// of packets that never came, 0 to 1.
func (h heard) figures() (mos, loss float64) {
	if h.seconds > 0 {
		mos = h.mos / float64(h.seconds)
	}
	if all := h.lost + h.received; all > 0 {
		loss = float64(h.lost) / float64(all)
	}
	return mos, loss
}

// hear adds what came since the last time to the call that is talked on. The
// counters belong to the voice path, which begins anew now and then.
func (m *model) hear(st media.Stats) {
	was := m.counted
	m.counted = st
	if st.PacketsReceived < was.PacketsReceived || st.Lost < was.Lost {
		was = media.Stats{}
	}
	c := m.first(CallConnected)
	if c == nil || m.media == nil {
		return
	}
	c.heard.lost += st.Lost - was.Lost
	c.heard.received += st.PacketsReceived - was.PacketsReceived
	if st.MOS > 0 {
		c.heard.mos, c.heard.seconds = c.heard.mos+st.MOS, c.heard.seconds+1
	}
}
