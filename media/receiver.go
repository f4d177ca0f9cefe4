package media

import (
	"errors"
	"net"
	"net/netip"
	"time"
)

// readRTP is the goroutine that reads the RTP socket until it is closed, where that
// waits for datagrams.
func (s *Session) readRTP() {
	r := newRTPReader(s)
	for {
		n, from, _, err := s.rtp.read(r.buf[:])
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil { // Windows reports an unreachable far end here
			if !s.pause() {
				return
			}
			continue
		}
		r.datagram(r.buf[:n], unmap(from), s.now())
	}
}

// mostAtOnce is how many datagrams a step takes out of the socket at most; a far end
// sends one in two steps.
const mostAtOnce = 32

// poll hands on what came since it was called last.
func (r *rtpReader) poll(now time.Duration) {
	for range mostAtOnce {
		n, from, ago, err := r.session.rtp.read(r.buf[:])
		if err != nil {
			break
		}
		read := r.session.now()
		// The time of day, by which ago is known, may have been set meanwhile.
		r.datagram(r.buf[:n], unmap(from), min(max(read-ago, r.polled), read))
	}
	r.polled = now
}

// pause keeps a failing socket from spinning; false when the session closes.
func (s *Session) pause() bool {
	select {
	case <-s.done:
		return false
	case <-time.After(10 * time.Millisecond):
		return true
	}
}

// rtpReader checks datagrams and hands voice on. It belongs to its goroutine, or to
// whoever plays.
type rtpReader struct {
	session *Session
	buf     [2048]byte
	polled  time.Duration // when poll was called last
	parser  parser
	gate    gate
	stream  uint32 // to which the counted packets belong
	eventTS uint32 // of the last telephone-event
	plain   [2048]byte
	// unsealed is the stream whose guard is in use.
	unsealed uint32
}

func newRTPReader(s *Session) *rtpReader {
	return &rtpReader{session: s, parser: parser{events: s.config.TelephoneEvent}}
}

// datagram takes one that came at a time.
func (r *rtpReader) datagram(datagram []byte, from netip.AddrPort, now time.Duration) {
	s := r.session
	st := s.stream.Load()
	if !isControl(datagram) {
		s.headers.Load().record(true, from, datagram, now)
	}
	if st == nil || now < st.started {
		s.counts.discarded.Add(1)
		return
	}
	if isControl(datagram) {
		s.reports.receive(datagram, from, now)
		return
	}
	if st.guard != nil {
		if !r.expected(st, from) {
			s.counts.foreign.Add(1)
			return
		}
		var ok bool
		if datagram, ok = r.unseal(st, datagram); !ok {
			s.counts.forged.Add(1)
			return
		}
	}
	r.parser.dynamic, r.parser.codec = st.payload, st.codec
	var p Packet
	if r.parser.parse(&p, datagram) != accepted {
		s.counts.discarded.Add(1)
		return
	}
	if !r.admit(st, from, p.SSRC) {
		s.counts.foreign.Add(1)
		return
	}
	p.Arrived = now
	r.count(&p, st.id, now)
	if !s.arrived.put(p, st.id) {
		s.counts.discarded.Add(1)
	}
}

// expected reports whether it is worth unsealing what comes from there.
func (r *rtpReader) expected(st *stream, from netip.AddrPort) bool {
	return r.session.config.LatchSource || from == st.rtp
}

// unseal opens an SRTP packet. With a new stream the guard counts anew.
func (r *rtpReader) unseal(st *stream, datagram []byte) ([]byte, bool) {
	if r.unsealed != st.id {
		r.unsealed = st.id
		st.guard.renew()
	}
	out, err := st.guard.open(r.plain[:0], datagram)
	return out, err == nil
}

// admit applies the gate and tells the sender where to answer.
func (r *rtpReader) admit(st *stream, from netip.AddrPort, ssrc uint32) bool {
	ok, changed := r.gate.admit(st, r.session.config.LatchSource, from, ssrc)
	if changed {
		r.session.latched.Store(&latch{stream: st.id, addr: from})
	}
	return ok
}

func (r *rtpReader) count(p *Packet, stream uint32, now time.Duration) {
	s := r.session
	if r.stream != stream {
		// What the far end sent between two streams was not meant for us: count
		// from here, even when it goes on with the same source.
		r.stream, s.source.known = stream, false
	}
	s.counts.received.Add(1)
	s.counts.receivedBytes.Add(uint64(len(p.Payload)))
	s.counts.lastReceived.Store(int64(now))
	s.source.observe(p, now)
	s.counts.lost.Store(s.source.lostTotal())
	s.counts.jitter.set(s.source.jitterMs())
	if p.Kind == Digits && len(p.Payload) >= 4 && p.Payload[1]&0x80 != 0 && p.Timestamp != r.eventTS {
		r.eventTS = p.Timestamp
		s.counts.events.Add(1)
	}
}

// gate decides whose voice is heard.
type gate struct {
	stream    uint32
	open      netip.AddrPort // the address that is let in
	candidate netip.AddrPort
	ssrc      uint32
}

// admit lets the announced far end in, and with latching also an address from
// which two packets of one source came in a row. changed reports that answers
// should go to another address from now on.
func (g *gate) admit(st *stream, latching bool, from netip.AddrPort, ssrc uint32) (ok, changed bool) {
	if g.stream != st.id {
		*g = gate{stream: st.id, open: st.rtp}
	}
	if from == g.open {
		g.candidate = netip.AddrPort{}
		return true, false
	}
	if from == st.rtp { // the announced far end speaks itself after all
		g.open = from
		return true, true
	}
	if !latching {
		return false, false
	}
	if from != g.candidate || ssrc != g.ssrc {
		g.candidate, g.ssrc = from, ssrc
		return false, false
	}
	g.open = from
	return true, true
}
