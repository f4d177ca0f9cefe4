package media

import (
	"math/rand/v2"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
)

const (
	captureRing = 16384 // samples of 48 kHz, 340 ms
	maxFrame    = 960   // samples of 16 kHz in one packet, 60 ms
	maxCoded    = 480   // bytes of the same
	never       = time.Hour
)

// sender takes the microphone's samples out of a ring and sends them as RTP. The
// microphone is its clock; while it is away the system's is (see pace).
// Fields without a comment belong to whoever holds busy: its goroutine, or whoever
// records, where sending never blocks.
type sender struct {
	session  *Session
	busy     atomic.Bool
	ring     *sampleRing   // written by Push
	wake     chan struct{} // a packet's worth is in the ring, or the stream changed
	need     atomic.Int32  // samples of 48 kHz in one packet
	missed   atomic.Int64  // samples that found no room in the ring
	lastPush atomic.Int64  // on the session's clock
	muted    atomic.Bool   // set by SetMuted
	loudest  atomic.Int32  // sample since the watch last asked
	clock    atomic.Uint64 // for RTCP: timestamp<<32 | ms of the session's clock
	digits   chan rune     // asked for by SendDigit
	near     *nearEnd

	current  *stream
	rate     int // of the voice, Hz; stays when the stream ends
	raw      [deviceRate / 100]int16
	voice    [maxChunk]int16
	down     [maxWide]*downsampler // to 8 and to 16 kHz
	block    dcBlocker
	encoder  Encoder
	meter    levelMeter
	frame    [maxFrame]int16
	filled   int
	header   rtp.Header
	datagram [12 + maxCoded]byte
	secret   [12 + maxCoded + sealed]byte
	digit    digitSender
	at       time.Duration // when the last packet went
	deadline time.Duration // of the next packet while the system's clock is in charge; else 0
	back     time.Duration // since when the microphone gives again, while the system's clock still is in charge; else 0
}

func newSender(s *Session) *sender {
	d := &sender{
		session: s,
		ring:    newSampleRing(captureRing),
		wake:    make(chan struct{}, 1),
		digits:  make(chan rune, 32),
		rate:    8000,
		down:    [maxWide]*downsampler{newDownsampler(8000), newDownsampler(16000)},
		near:    newNearEnd(s.config.NearEnd),
		header:  rtp.Header{Version: 2, SSRC: rand.Uint32(), SequenceNumber: uint16(rand.Uint32() >> 17), Timestamp: rand.Uint32()},
	}
	d.need.Store(deviceRate / 50)
	d.meter.clear()
	return d
}

// push is the microphone's side. It never blocks and allocates nothing.
func (d *sender) push(src []int16, now time.Duration) {
	d.lastPush.Store(int64(now))
	if n := d.ring.write(src); n < len(src) {
		d.missed.Add(int64(len(src) - n))
	}
	if d.ring.len() < int(d.need.Load()) {
		return
	}
	if polled && d.busy.CompareAndSwap(false, true) {
		d.turn(now)
		d.busy.Store(false)
		return
	}
	d.kick()
}

func (d *sender) kick() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// run is the sender's goroutine.
func (d *sender) run(done <-chan struct{}) {
	timer := time.NewTimer(never)
	defer timer.Stop()
	for {
		select {
		case <-done:
			return
		case <-d.wake:
		case <-timer.C:
		}
		if !d.busy.CompareAndSwap(false, true) {
			timer.Reset(time.Millisecond) // whoever records is at it
			continue
		}
		timer.Reset(d.turn(d.session.now()))
		d.busy.Store(false)
	}
}

// turn does what is due and returns how long to wait at most for the next turn.
func (d *sender) turn(now time.Duration) time.Duration {
	if st := d.session.stream.Load(); st != d.current {
		d.change(st, now)
	}
	d.pace(now)
	if d.deadline == 0 {
		d.drain(now)
	}
	if d.current == nil {
		return never
	}
	d.session.drainStalled(now)
	if d.deadline > 0 {
		return max(d.deadline-now, time.Millisecond)
	}
	return fallbackAfter
}

// change takes up another stream, or none. Sequence and SSRC go on; the
// timestamp leaps by the pause, as it would have with silence suppression.
func (d *sender) change(st *stream, now time.Duration) {
	if st != nil {
		if d.current == nil {
			d.ring.discard(d.ring.len())
			d.leap(now)
		}
		d.need.Store(int32(st.samples * st.ratio()))
		d.rate = st.codec.SampleRate()
		d.encoder.Reset(st.codec)
		d.header.Marker = true
		d.header.PayloadType = st.payload
	}
	for st == nil && len(d.digits) > 0 {
		<-d.digits // they were for the far end that is gone
	}
	d.current, d.filled, d.deadline, d.back = st, 0, 0, 0
	d.digit.clear()
	d.session.counts.captureStalled.Store(false)
}

// drain turns what the microphone gave into packets, as far as there are whole ones:
// a part taken out now would have the rest wait for the packet after.
func (d *sender) drain(now time.Duration) {
	if n := d.missed.Swap(0); n > 0 {
		d.header.Timestamp += uint32(n * 8000 / deviceRate)
	}
	for need := int(d.need.Load()); d.ring.len() >= need; {
		for range need / len(d.raw) {
			d.take()
		}
		if d.current != nil {
			d.send(now)
		}
	}
}

// take takes 10 ms out of the ring.
func (d *sender) take() {
	d.ring.read(d.raw[:])
	d.notePeak(d.raw[:])
	d.near.process(&d.raw)
	voice := d.voice[:d.rate/100]
	d.down[d.rate/8000-1].process(voice, d.raw[:])
	d.block.process(voice, d.rate)
	d.meter.add(voice)
	if d.current != nil {
		d.filled += copy(d.frame[d.filled:], voice)
	}
}

// send sends one packet of voice, or of a digit.
func (d *sender) send(now time.Duration) {
	st, voice := d.current, d.frame[:d.current.samples]
	d.filled = 0
	if d.muted.Load() {
		clear(voice)
	}
	n, timestamp, event := d.fill(st, voice)
	header := d.header
	if event {
		header.PayloadType, header.Timestamp = d.session.config.TelephoneEvent, timestamp
		header.Marker = d.digit.first()
	}
	if _, err := header.MarshalTo(d.datagram[:12]); err != nil {
		return // cannot happen: the header has neither sources nor extensions
	}
	d.write(st, d.datagram[:12+n], now)
	d.header.SequenceNumber++
	d.header.Timestamp += uint32(st.units)
	if !event {
		d.header.Marker = false
	}
	d.at = now
	d.clock.Store(uint64(d.header.Timestamp)<<32 | uint64(uint32(now/time.Millisecond)))
}

// fill writes the payload behind the header and returns its length; for an
// event also its timestamp.
func (d *sender) fill(st *stream, voice []int16) (n int, timestamp uint32, event bool) {
	if d.digit.idle() {
		select {
		case digit := <-d.digits:
			d.digit.begin(digit, d.header.Timestamp, st.codec.SampleRate())
		default:
		}
	}
	if !d.digit.idle() {
		if d.session.config.TelephoneEvent != 0 {
			if n := d.digit.event(d.datagram[12:], st.units); n > 0 {
				return n, d.digit.timestamp, true
			}
		} else {
			d.digit.tone(voice)
		}
	}
	return d.encoder.Encode(d.datagram[12:], voice), 0, false
}

func (d *sender) write(st *stream, datagram []byte, now time.Duration) {
	to := st.rtp
	if latched := d.session.latched.Load(); latched != nil && latched.stream == st.id {
		to = latched.addr
	}
	payload := len(datagram) - 12
	if st.guard != nil {
		var err error
		if datagram, err = st.guard.protect(d.secret[:0], datagram); err != nil {
			return // never in the clear
		}
	}
	if err := d.session.rtp.write(datagram, to); err != nil {
		return // counted by what is missing in sent; the next packet may go
	}
	d.session.headers.Load().record(false, to, datagram, now)
	c := &d.session.counts
	c.sent.Add(1)
	c.sentBytes.Add(uint64(payload))
	c.lastSent.Store(int64(now))
}

// latch is where voice really comes from, when that is not where it was
// announced to come from.
type latch struct {
	stream uint32
	addr   netip.AddrPort
}

// dcBlocker removes what is below speech, above all the constant offset that
// cheap microphones have: a first-order high-pass at 20 Hz.
type dcBlocker struct{ in, out float32 }

func (b *dcBlocker) process(pcm []int16, rate int) {
	keep := 1 - 125/float32(rate)
	for i, s := range pcm {
		x := float32(s)
		b.out = x - b.in + keep*b.out
		b.in = x
		pcm[i] = clip(b.out)
	}
}
