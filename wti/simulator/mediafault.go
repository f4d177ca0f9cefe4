package simulator

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// MediaFaults disturbs the RTP that a station receives. The zero value does
// nothing. Counted faults are exact, so that a test can tell what to expect.
type MediaFaults struct {
	LoseEvery      int  `toml:"lose_every"`      // every so manieth packet is not sent
	DuplicateEvery int  `toml:"duplicate_every"` // is sent twice
	ReorderEvery   int  `toml:"reorder_every"`   // is sent after its successor
	Silent         bool `toml:"silent"`          // nothing is sent at all: one-way audio
	Deaf           bool `toml:"deaf"`            // what the client sends is lost: one-way audio the other way

	LossPercent float64 `toml:"loss_percent"` // each packet is lost with this probability, 0 to 100
	JitterMs    int     `toml:"jitter_ms"`    // each packet comes up to so many milliseconds later; packets may overtake

}

// SetMediaFaults disturbs the RTP towards a station from now on. It fails when no
// terminal with client media is registered there.
func (s *Server) SetMediaFaults(extension string, f MediaFaults) error {
	return s.changePort(extension, func(p *port) { p.faults = f })
}

// NewSSRC lets the stream towards a station go on with another SSRC, sequence
// and timestamp, as after a change of gateway. It fails when no terminal with
// client media is registered there.
func (s *Server) NewSSRC(extension string) error {
	return s.changePort(extension, func(p *port) {
		p.ssrc, p.sequence, p.base, p.marker = rand.Uint32(), uint16(rand.Uint32()), rand.Uint32(), true
	})
}

// MoveMedia lets the gateway receive a station's RTP somewhere else from now on:
// a MediaStart with another address and no MediaStop before it, as when the
// switch shuffles a call. It fails when the station has no call with voice.
func (s *Server) MoveMedia(extension string) error {
	s.mu.Lock()
	defer s.unlock()
	st := s.station(extension)
	if st == nil || st.media == nil || st.port() == nil || st.port().codec() == "" {
		return fmt.Errorf("simulator: station %q has no call with voice: %w", extension, errNotNow)
	}
	if err := s.movePort(st); err != nil {
		return err
	}
	st.startMedia()
	st.media.call.remix()
	return nil
}

// movePort gives the station's main terminal another port of the gateway. Call with
// mu held.
func (s *Server) movePort(st *station) error {
	old := st.main.port
	p, err := s.gateway.open(old.remote, old.remoteControl, []string{old.codec()}, old.onDigit)
	if err != nil {
		return fmt.Errorf("simulator: media of %s not moved: %w", st.ext, err)
	}
	p.srtp = old.srtp
	st.main.port = p
	old.close()
	return nil
}

func (s *Server) changePort(extension string, change func(*port)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.station(extension)
	if st == nil || st.port() == nil {
		return fmt.Errorf("simulator: no terminal with client media is registered at %q: %w", extension, errNotNow)
	}
	s.gateway.mu.Lock()
	defer s.gateway.mu.Unlock()
	change(st.port())
	return nil
}

// disturb gives what is really sent instead of one packet.
func (p *port) disturb(packet []byte) [][]byte {
	f, n := p.faults, p.count.Sent
	hit := func(every int) bool { return every > 0 && n%every == 0 }
	var out [][]byte
	switch {
	case f.Silent, hit(f.LoseEvery), f.LossPercent > 0 && rand.Float64()*100 < f.LossPercent:
	case hit(f.ReorderEvery) && p.held == nil:
		p.held = slices.Clone(packet)
		return nil
	case hit(f.DuplicateEvery):
		out = [][]byte{packet, packet}
	default:
		out = [][]byte{packet}
	}
	if p.held != nil {
		out = append(out, p.held)
		p.held = nil
	}
	return out
}

// lateness is by how much one packet is delayed.
func (f MediaFaults) lateness() time.Duration {
	if f.JitterMs <= 0 {
		return 0
	}
	return rand.N(time.Duration(f.JitterMs) * time.Millisecond)
}
