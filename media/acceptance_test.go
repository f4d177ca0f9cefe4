package media_test

import (
	"errors"
	"net/netip"
	"testing"
	"time"

	"github.com/pion/rtp"

	"offhook/media"
)

func TestOnlyTheAnnouncedFarEndIsHeard(t *testing.T) {
	a, far, other := open(t, media.Config{}), newPeer(t), newPeer(t)
	start(t, a, far, "g711U")
	for i := range 5 {
		other.send(t, a.LocalRTP(), voice(7, uint16(i), uint32(i*160), 0x80))
	}
	eventually(t, "the stranger's packets are counted", func() bool { return a.Stats().Foreign == 5 })
	if st := a.Stats(); st.PacketsReceived != 0 {
		t.Errorf("%d packets of a stranger were accepted", st.PacketsReceived)
	}
	far.send(t, a.LocalRTP(), voice(8, 0, 0, 0x80))
	eventually(t, "the far end's packet is accepted", func() bool { return a.Stats().PacketsReceived == 1 })
}

func TestLatchingFollowsTheRealSource(t *testing.T) {
	a, announced, real := open(t, media.Config{LatchSource: true}), newPeer(t), newPeer(t)
	start(t, a, announced, "g711U")
	real.send(t, a.LocalRTP(), voice(7, 0, 0, 0x80))
	eventually(t, "one packet is not enough", func() bool { return a.Stats().Foreign == 1 })
	real.send(t, a.LocalRTP(), voice(7, 1, 160, 0x80))
	eventually(t, "the second latches", func() bool { return a.Stats().PacketsReceived == 1 })
	real.read(t) // our voice goes there now
}

func TestWhatIsNotVoiceIsDiscarded(t *testing.T) {
	a, far := open(t, media.Config{TelephoneEvent: 101}), newPeer(t)
	start(t, a, far, "g711U")
	good := voice(7, 0, 0, 0x80)
	wrongVersion := append([]byte{good[0]&0x3f | 0x40}, good[1:]...)
	otherType := append([]byte{good[0], 18}, good[2:]...) // G.729
	unknown := append([]byte{good[0], 96}, good[2:]...)
	badPadding := append([]byte{good[0] | 0x20}, good[1:]...)
	badPadding[len(badPadding)-1] = 255
	tooManySources := append([]byte{good[0] | 0x0f}, good[1:20]...)
	for i, data := range [][]byte{
		wrongVersion, otherType, unknown, badPadding, tooManySources, good[:11], {}, good[:12], make([]byte, 1500),
	} {
		far.send(t, a.LocalRTP(), data)
		eventually(t, "the packet is counted", func() bool { return a.Stats().Discarded == uint64(i+1) })
	}
	if st := a.Stats(); st.PacketsReceived != 0 {
		t.Errorf("%d of them were accepted", st.PacketsReceived)
	}
}

func TestEventsAreCountedOnceAndNeverPlayed(t *testing.T) {
	a, far := open(t, media.Config{TelephoneEvent: 101}), newPeer(t)
	start(t, a, far, "g711U")
	for i := range 6 {
		flags := byte(10)
		if i >= 3 {
			flags |= 0x80
		}
		p := rtp.Packet{
			Header:  rtp.Header{Version: 2, PayloadType: 101, SSRC: 7, SequenceNumber: uint16(i), Timestamp: 800},
			Payload: []byte{5, flags, 3, 32},
		}
		data, err := p.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		far.send(t, a.LocalRTP(), data)
	}
	eventually(t, "all packets came", func() bool { return a.Stats().PacketsReceived == 6 })
	if st := a.Stats(); st.Digits != 1 {
		t.Errorf("%d digits were counted, want 1", st.Digits)
	}
	var out [4800]int16
	a.Pull(out[:])
	if l := loudness(out[:]); l > -90 {
		t.Errorf("events are heard with %.0f dBFS", l)
	}
}

func TestLossIsCounted(t *testing.T) {
	a, far := open(t, media.Config{}), newPeer(t)
	start(t, a, far, "g711U")
	for i := range 20 {
		if i%5 != 2 {
			far.send(t, a.LocalRTP(), voice(7, uint16(65530+i), uint32(i*160), 0x80))
		}
	}
	eventually(t, "all packets came", func() bool { return a.Stats().PacketsReceived == 16 })
	if st := a.Stats(); st.Lost != 4 {
		t.Errorf("lost = %d, want 4", st.Lost)
	}
}

func TestStartRefusesWhatItCannotDo(t *testing.T) {
	a, far := open(t, media.Config{}), newPeer(t)
	if err := a.Start(media.Remote{RTP: far.addr(), Codec: "g729"}); !errors.Is(err, media.ErrCodec) {
		t.Errorf("G.729: %v", err)
	}
	for _, size := range []time.Duration{5 * time.Millisecond, 25 * time.Millisecond, 70 * time.Millisecond} {
		if err := a.Start(media.Remote{RTP: far.addr(), Codec: "g711U", PacketSize: size}); err == nil {
			t.Errorf("packet size %v was accepted", size)
		}
	}
	if a.Active() {
		t.Error("active after refusals")
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := a.Start(media.Remote{RTP: far.addr(), Codec: "g711U"}); !errors.Is(err, media.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestPortsStayInTheRangeEvenAndInPairs(t *testing.T) {
	first, err := media.Open(media.Config{Local: loopback, PortMin: 47001, PortMax: 47099})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := media.Open(media.Config{Local: loopback, PortMin: 47001, PortMax: 47099})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	for _, s := range []*media.Session{first, second} {
		port := s.LocalRTP().Port()
		if port%2 != 0 || port < 47002 || port > 47098 || s.LocalRTCP() != netip.AddrPortFrom(loopback, port+1) {
			t.Errorf("bound %v and %v", s.LocalRTP(), s.LocalRTCP())
		}
	}
	if first.LocalRTP() == second.LocalRTP() {
		t.Error("both have one port")
	}
	if s, err := media.Open(media.Config{Local: loopback, PortMin: 47001, PortMax: 47001}); err == nil {
		s.Close()
		t.Error("a range without a pair was accepted")
	}
}

// FuzzRTPAcceptance feeds datagrams to the header checks: nothing may panic, and
// what is accepted must be inside the datagram and the limits.
func FuzzRTPAcceptance(f *testing.F) {
	good := voice(7, 1, 160, 0x80)
	f.Add(good)
	f.Add(good[:12])
	f.Add(append([]byte{0xbf}, good[1:]...))
	f.Add([]byte{0x80, 200, 0, 6, 0, 0, 0, 1, 0, 0, 0, 0})
	f.Add(append([]byte{0x80, 9}, good[2:]...)) // G.722: two samples a byte
	f.Fuzz(func(t *testing.T, datagram []byte) {
		p, ok := media.ParseDatagram(datagram, 101)
		if !ok {
			return
		}
		if len(datagram) < 12 || datagram[0]>>6 != 2 {
			t.Fatal("accepted without an RTP header")
		}
		if len(p.Payload) > len(datagram)-12 || len(p.Payload) > 960 {
			t.Fatalf("payload of %d bytes from a datagram of %d", len(p.Payload), len(datagram))
		}
		if p.Kind == media.Voice && (p.Samples != p.Codec.Samples(len(p.Payload)) || p.Samples == 0 || p.Codec.String() == "") {
			t.Fatalf("accepted %+v", p)
		}
	})
}
