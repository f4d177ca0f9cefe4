package media

import (
	"time"

	"github.com/pion/rtcp"
)

// extended is what is known from and about extended reports (RFC 3611) of one
// far end. It belongs to the reporter's lock.
type extended struct {
	spoken   bool          // the far end sends them, so it gets ours
	asker    uint32        // who wants its reference time back
	asked    uint32        // middle bits of that time
	askedAt  time.Duration // when it came; 0 is never
	lateBase uint64        // late packets of streams before this one
}

const (
	metricUnavailable = 127 // RFC 3611 §4.7
	// receiverConfig says: enhanced concealment, adaptive jitter buffer, whose
	// rate is not told (§4.7.6).
	receiverConfig = 0b10_11_0000
)

// hearExtended reads what the far end says about our voice.
func (r *reporter) hearExtended(x *rtcp.ExtendedReport, now time.Duration) {
	r.extended.spoken = true
	c := &r.session.counts
	for _, block := range x.Reports {
		switch b := block.(type) {
		case *rtcp.ReceiverReferenceTimeReportBlock:
			r.extended.asker, r.extended.asked, r.extended.askedAt = x.SenderSSRC, uint32(b.NTPTimestamp>>16), now
		case *rtcp.VoIPMetricsReportBlock:
			if b.SSRC != r.sendSSRC {
				continue
			}
			c.remoteDiscard.set(float64(b.DiscardRate) / 256)
			c.remoteBurst.set(float64(b.BurstDensity) / 256)
			c.remoteRating.set(available(b.RFactor, 100))
			c.remoteMOS.set(available(b.MOSCQ, 50) / 10)
		}
	}
}

// available returns a metric, 0 when the far end does not know it or says what
// cannot be.
func available(v uint8, most uint8) float64 {
	if v > most {
		return 0
	}
	return float64(v)
}

// extendedReport answers a far end that sends extended reports; nil for others,
// and before anything came.
func (r *reporter) extendedReport(st *stream, now time.Duration) rtcp.Packet {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stream != st.id || !r.extended.spoken {
		return nil
	}
	x := &rtcp.ExtendedReport{SenderSSRC: r.sendSSRC}
	if e := &r.extended; e.askedAt > 0 {
		x.Reports = append(x.Reports, &rtcp.DLRRReportBlock{Reports: []rtcp.DLRRReport{{
			SSRC: e.asker, LastRR: e.asked, DLRR: uint32((now - e.askedAt) * 65536 / time.Second),
		}}})
	}
	if r.session.source.published.expected.Load() > 0 {
		x.Reports = append(x.Reports, r.metrics(st))
	}
	if len(x.Reports) == 0 {
		return nil
	}
	return x
}

// metrics is the VoIP metrics block about what we hear (RFC 3611 §4.7).
func (r *reporter) metrics(st *stream) *rtcp.VoIPMetricsReportBlock {
	s := r.session
	c, p := &s.counts, &s.source.published
	expected, received := p.expected.Load(), p.received.Load()
	b := s.pattern.measure()
	ms := float64(st.duration()) / float64(time.Millisecond)
	m := &rtcp.VoIPMetricsReportBlock{
		SSRC:           p.ssrc.Load(),
		LossRate:       share256(float64(expected)-float64(received), expected),
		DiscardRate:    share256(float64(c.late.Load()-r.extended.lateBase), expected),
		BurstDensity:   uint8(min(b.burstDensity*256, 255)),
		GapDensity:     uint8(min(b.gapDensity*256, 255)),
		BurstDuration:  uint16(min(b.burstLength*ms, 65535)),
		GapDuration:    uint16(min(b.gapLength*ms, 65535)),
		RoundTripDelay: uint16(min(c.roundTrip.get(), 65535)),
		EndSystemDelay: uint16(min(c.delay.get()+deviceDelayMs, 65535)),
		SignalLevel:    metricUnavailable, NoiseLevel: metricUnavailable, RERL: metricUnavailable,
		Gmin: gapMin, RFactor: metricUnavailable, ExtRFactor: metricUnavailable,
		MOSLQ: metricUnavailable, MOSCQ: metricUnavailable, RXConfig: receiverConfig,
		JBNominal: uint16(c.target.get()), JBMaximum: uint16(delayCeiling / time.Millisecond),
		JBAbsMax: uint16(delayCeiling / time.Millisecond),
	}
	if rating := c.rating.get(); rating > 0 {
		listening := min(rating+DelayDamage(c.roundTrip.get()/2+c.delay.get()+deviceDelayMs), 100)
		m.RFactor = uint8(rating + 0.5)
		m.MOSLQ, m.MOSCQ = uint8(OpinionScore(listening)*10+0.5), uint8(OpinionScore(rating)*10+0.5)
	}
	return m
}

func share256(part float64, whole uint64) uint8 {
	return uint8(min(max(part, 0)*256/float64(max(whole, 1)), 255))
}
