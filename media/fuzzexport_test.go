package media

import (
	"net/netip"
	"time"
)

// ControlSSRC is our source in ReadControl.
const ControlSSRC = 0x0ff400c

// idle is a session that has a stream but no sockets and no goroutines.
func idle() (*Session, *stream) {
	s := &Session{epoch: time.Now(), arrived: &packetRing{}}
	s.sender, s.speaker = newSender(s), newSpeaker(s)
	s.reports = newReporter(s)
	s.reports.sendSSRC = ControlSSRC
	far := netip.MustParseAddrPort("192.0.2.1:4000")
	st := &stream{id: 1, rtp: far, rtcp: netip.AddrPortFrom(far.Addr(), 4001), codec: MuLaw, samples: 160, units: 160}
	s.stream.Store(st)
	return s, st
}

// ReadDatagram gives one datagram of the announced far end to the RTP reader and
// reports whether it was taken in as voice, noise or digits.
func ReadDatagram(datagram []byte, sealed bool) bool {
	s, st := idle()
	if sealed {
		g, err := newGuard(Crypto{Suite: Suite{Enabled: true}})
		if err != nil {
			panic(err)
		}
		st.guard = g
	}
	r := newRTPReader(s)
	r.parser.events = 101
	r.datagram(datagram, st.rtp, time.Second)
	return s.counts.received.Load() > 0
}

// ReadControl gives one datagram to the RTCP reader and returns the figures, also
// after what would be answered was built.
func ReadControl(data []byte) Stats {
	s, st := idle()
	s.reports.receive(data, st.rtcp, 2*time.Second)
	_ = s.reports.extendedReport(st, 3*time.Second)
	return s.Stats()
}
