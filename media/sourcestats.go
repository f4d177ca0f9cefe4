package media

import (
	"sync/atomic"
	"time"
)

// sourceStats counts what one far end sent and what of it came, after RFC 3550
// appendices A.1, A.3 and A.8. The reader goroutine writes it; the atomics are
// read by all.
type sourceStats struct {
	known    bool
	ssrc     uint32
	rival    uint32 // another SSRC that sent the last packet
	base     uint32 // extended sequence number of the first packet
	cycles   uint32
	max      uint16
	bad      uint32 // sequence number that would confirm a restart
	received uint64
	earlier  uint64 // lost from sources before this one
	transit  int64
	jitter   float64 // timestamp units

	published struct {
		ssrc, highest, jitter atomic.Uint32
		expected, received    atomic.Uint64
		lost                  atomic.Uint64
	}
}

const noRestart = 1 << 17 // not a sequence number

func (s *sourceStats) observe(p *Packet, now time.Duration) {
	switch {
	case !s.known:
		s.begin(p)
	case p.SSRC != s.ssrc:
		if s.rival != p.SSRC {
			s.rival = p.SSRC // the second packet confirms the change
			return
		}
		s.begin(p)
	default:
		s.rival = s.ssrc
		if !s.advance(p) {
			return
		}
	}
	s.received++
	if p.Kind == Voice {
		s.measure(p, now)
	}
	s.publish()
}

func (s *sourceStats) begin(p *Packet) {
	s.earlier = s.lostTotal()
	s.known, s.ssrc, s.rival = true, p.SSRC, p.SSRC
	s.base, s.cycles, s.max, s.bad = uint32(p.Sequence), 0, p.Sequence, noRestart
	s.received, s.transit, s.jitter = 0, 0, 0
}

// advance follows the sequence number; false while a jump is not confirmed.
func (s *sourceStats) advance(p *Packet) bool {
	switch delta := p.Sequence - s.max; {
	case delta < maxDropout:
		if p.Sequence < s.max {
			s.cycles += 1 << 16
		}
		s.max = p.Sequence
	case delta <= 65535-maxMisorder:
		if uint32(p.Sequence) != s.bad {
			s.bad = uint32(p.Sequence+1) & 0xffff
			return false
		}
		s.begin(p)
	}
	return true
}

func (s *sourceStats) measure(p *Packet, now time.Duration) {
	arrival := int64(now) * 8 / int64(time.Millisecond)
	transit := arrival - int64(p.Timestamp)
	if s.transit != 0 {
		// Timestamps wrap; their difference does not.
		d := float64(int32(uint32(transit) - uint32(s.transit)))
		s.jitter += (max(d, -d) - s.jitter) / 16
	}
	s.transit = transit
}

func (s *sourceStats) publish() {
	highest := s.cycles + uint32(s.max)
	expected := uint64(highest-s.base) + 1
	s.published.ssrc.Store(s.ssrc)
	s.published.highest.Store(highest)
	s.published.jitter.Store(uint32(s.jitter))
	s.published.expected.Store(expected)
	s.published.received.Store(s.received)
	lost := s.earlier
	if expected > s.received {
		lost += expected - s.received
	}
	s.published.lost.Store(lost)
}

// lostTotal returns the packets lost from all sources so far.
func (s *sourceStats) lostTotal() uint64 { return s.published.lost.Load() }

func (s *sourceStats) jitterMs() float64 { return s.jitter / 8 }
