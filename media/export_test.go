package media

import (
	"encoding/binary"
	"net"
	"net/netip"
	"runtime"
	"time"
)

// ParseDatagram runs the header checks of the RTP reader.
func ParseDatagram(datagram []byte, events uint8) (Packet, bool) {
	r := parser{events: events}
	var p Packet
	v := r.parse(&p, datagram)
	return p, v == accepted
}

// Upsample and Downsample run whole signals through the resamplers.
func Upsample(in []int16, rate int) []int16 {
	u, step, ratio := newUpsampler(rate), rate/100, deviceRate/rate
	out := make([]int16, len(in)*ratio)
	for i := 0; i+step <= len(in); i += step {
		u.process(out[i*ratio:], in[i:i+step])
	}
	return out
}

// Downsample is the other way.
func Downsample(in []int16, rate int) []int16 {
	d, step, ratio := newDownsampler(rate), rate/100, deviceRate/rate
	out := make([]int16, len(in)/ratio)
	for i := 0; i+step <= len(out); i += step {
		d.process(out[i:], in[i*ratio:(i+step)*ratio])
	}
	return out
}

// UpsampleStep and DownsampleStep resample 10 ms each time, with memory.
func UpsampleStep(rate int) func(narrow, wide []int16) {
	u := newUpsampler(rate)
	return func(narrow, wide []int16) { u.process(wide, narrow) }
}

// DownsampleStep is the other way.
func DownsampleStep(rate int) func(narrow, wide []int16) {
	d := newDownsampler(rate)
	return func(narrow, wide []int16) { d.process(narrow, wide) }
}

// DatagramParser is ParseDatagram that keeps its memory.
func DatagramParser(events uint8) func([]byte) bool {
	r := &parser{events: events}
	return func(datagram []byte) bool {
		var p Packet
		return r.parse(&p, datagram) == accepted
	}
}

// Wire drives both directions of a session by hand, on one goroutine and with a
// clock of its own: a reader and a sender beside the session's own, which idle.
type Wire struct {
	reader *rtpReader
	sender *sender
	from   netip.AddrPort
	now    time.Duration
	seq    uint16
}

// NewWire returns the wire of a started session whose far end is from.
func NewWire(s *Session, from netip.AddrPort) *Wire {
	w := &Wire{reader: newRTPReader(s), sender: newSender(s), from: from, now: s.now()}
	own := *s.stream.Load() // the session's sender may send by the clock meanwhile: keys are not shared
	if own.guard != nil {
		g, err := newGuard(own.guard.crypto)
		if err != nil {
			panic(err)
		}
		own.guard = g
	}
	w.sender.change(&own, w.now)
	return w
}

// Receive puts one datagram into the reader, with the sequence number and
// timestamp that are due.
func (w *Wire) Receive(datagram []byte) {
	binary.BigEndian.PutUint16(datagram[2:], w.seq)
	binary.BigEndian.PutUint32(datagram[4:], uint32(w.seq)*160)
	w.seq++
	w.now += 20 * time.Millisecond
	w.reader.datagram(datagram, w.from, w.now)
}

// ReceiveAsIs puts one datagram into the reader unchanged.
func (w *Wire) ReceiveAsIs(datagram []byte) {
	w.now += 20 * time.Millisecond
	w.reader.datagram(datagram, w.from, w.now)
}

// Send takes microphone samples and sends the packets they fill, through the session's
// socket, which is its own sender's.
func (w *Wire) Send(pcm []int16) {
	for busy := &w.sender.session.sender.busy; !busy.CompareAndSwap(false, true); {
		runtime.Gosched()
	}
	w.sender.ring.write(pcm)
	w.sender.drain(w.now)
	w.sender.session.sender.busy.Store(false)
}

// NearEndChain runs blocks of 10 ms at 48 kHz through the near end alone.
type NearEndChain struct{ chain *nearEnd }

// NewNearEndChain returns a chain that has heard nothing.
func NewNearEndChain(w NearEnd) *NearEndChain { return &NearEndChain{newNearEnd(w)} }

// Set changes what is done.
func (c *NearEndChain) Set(w NearEnd) { c.chain.wanted.Store(&w) }

// Process works on whole blocks in place.
func (c *NearEndChain) Process(pcm []int16) {
	for i := 0; i+nearBlock <= len(pcm); i += nearBlock {
		c.chain.process((*[nearBlock]int16)(pcm[i:]))
	}
}

// Pattern lets tests feed packets, 'x' for a lost one, to the loss pattern. It
// returns densities and mean lengths of bursts and gaps, and BurstR.
func Pattern(packets string) (burstDensity, gapDensity, burstLength, gapLength, burstiness float64) {
	var l lossPattern
	lost := 0
	for _, p := range packets {
		if p == 'x' {
			lost++
			continue
		}
		l.lose(lost)
		l.hear()
		lost = 0
	}
	b := l.measure()
	h := hearing{packets: float64(l.packets.Load()), lost: float64(l.lost.Load()), runs: float64(l.runs.Load())}
	return b.burstDensity, b.gapDensity, b.burstLength, b.gapLength, h.burstiness()
}

// SenderClock drives the sending side without a socket or a goroutine, in
// virtual time.
type SenderClock struct {
	d *sender
	s *Session
}

// NewSenderClock starts a stream of mu-law at a time.
func NewSenderClock(packet, now time.Duration) *SenderClock {
	refusing, err := net.ListenUDP("udp4", nil)
	if err != nil {
		panic(err)
	}
	closed, err := newSocket(refusing)
	if err != nil {
		panic(err)
	}
	_ = closed.close()
	s := &Session{arrived: &packetRing{}, rtp: closed}
	s.sender, s.speaker = newSender(s), newSpeaker(s)
	st, err := newStream(Remote{RTP: netip.MustParseAddrPort("127.0.0.1:4000"), Codec: "g711U", PacketSize: packet})
	if err != nil {
		panic(err)
	}
	st.id, st.started = 1, now
	s.stream.Store(st)
	return &SenderClock{s.sender, s}
}

// Push gives n samples of the microphone. It returns how many packets went, and the
// timestamp of the first.
func (c *SenderClock) Push(n int, now time.Duration) (sent int, timestamp uint32) {
	return c.sent(func() { c.d.push(make([]int16, n), now) })
}

// sent returns how many packets went meanwhile, and the timestamp of the first.
func (c *SenderClock) sent(meanwhile func()) (sent int, timestamp uint32) {
	seq := c.d.header.SequenceNumber
	meanwhile()
	sent = int(c.d.header.SequenceNumber - seq)
	return sent, c.d.header.Timestamp - uint32(sent*c.s.stream.Load().units)
}

// Woken reports, once, whether the sender's goroutine would run now.
func (c *SenderClock) Woken() bool {
	select {
	case <-c.d.wake:
		return true
	default:
		return false
	}
}

// Turn lets the sender's goroutine do what is due. It returns how many packets went,
// the timestamp of the first, and how long it would wait for the next turn.
func (c *SenderClock) Turn(now time.Duration) (sent int, timestamp uint32, wait time.Duration) {
	sent, timestamp = c.sent(func() { wait = c.d.turn(now) })
	return sent, timestamp, wait
}
