package media

import "time"

// Outcome says what the jitter buffer did with a packet.
type Outcome uint8

// The outcomes of JitterBuffer.Push.
const (
	InOrder   Outcome = iota // newest so far
	Reordered                // older than the newest, still in time
	Late                     // its place was played or concealed already
	Duplicate                // this sequence number is or was here
	Probation                // unexpected SSRC or sequence: held until the next packet confirms it
	Started                  // the first packet
	Restarted                // a new stream or a jump: everything held was dropped, playout starts anew
	Overflow                 // too far ahead for the buffer: skipped ahead to this packet
	Oversize                 // payload larger than we accept
)

const (
	jitterSlots = 128 // packets; 2.56 s of 20 ms
	slotMask    = jitterSlots - 1
	// Sequence numbers outside -100…+3000 of the expected one are a restart,
	// not reordering or loss; two packets in a row must say so (RFC 3550 A.1).
	maxMisorder = 100
	maxDropout  = 3000
	// A delay that leaves this window means that the timestamps jumped.
	earliest = -500 * time.Millisecond
	latest   = 2 * time.Second
)

type slot struct {
	used    bool
	seq     int64 // extended sequence number
	ts      int64 // extended timestamp, in samples
	packet  Packet
	payload [maxPayload]byte
}

// JitterBuffer puts packets back in order, keeps the place on the timeline up to
// which voice was played, and says how long voice should wait. It does no I/O
// and reads no clock: time is an argument, a duration since any fixed moment. It
// is not safe for concurrent use and allocates nothing after its creation.
type JitterBuffer struct {
	rate     int64 // samples per second
	scale    int64 // samples per timestamp unit
	slots    [jitterSlots]slot
	started  bool
	ssrc     uint32
	next     int64 // extended sequence number to play next
	newest   int64
	newestTS int64 // extended timestamp of the newest packet in samples, counted from the first
	rawTS    uint32
	position int64 // place of the next sample to play on the same scale
	delay    delayEstimator

	probation      slot
	onProbation    bool
	resumeAfterGap bool
}

// NewJitterBuffer returns an empty buffer for sound of rate samples per second,
// 8000 or 16000. Timestamps count 1/8000 s in both cases (Codec.ClockRate).
func NewJitterBuffer(rate int) *JitterBuffer {
	b := &JitterBuffer{delay: newDelayEstimator()}
	b.setRate(rate)
	return b
}

// setRate empties the buffer and makes it one for another rate.
func (b *JitterBuffer) setRate(rate int) {
	b.rate, b.scale = int64(rate), int64(rate/8000)
	b.Reset()
}

// Reset drops everything held and the timeline. What was learnt about jitter stays.
func (b *JitterBuffer) Reset() {
	for i := range b.slots {
		b.slots[i].used = false
	}
	b.started, b.onProbation, b.resumeAfterGap = false, false, false
}

// Push takes in one packet; its payload is copied.
func (b *JitterBuffer) Push(p Packet) Outcome {
	if len(p.Payload) > maxPayload {
		return Oversize
	}
	if !b.started {
		b.restart(p)
		return Started
	}
	seq := b.newest + int64(int16(p.Sequence-uint16(b.newest)))
	if p.SSRC != b.ssrc || seq < b.newest-maxMisorder || seq > b.newest+maxDropout {
		return b.probe(p)
	}
	b.onProbation = false
	ts := b.newestTS + int64(int32(p.Timestamp-b.rawTS))*b.scale
	delay := p.Arrived - b.duration(ts)
	switch rel := b.delay.relative(delay); {
	case b.jumped(rel) && p.Kind == Voice && seq > b.newest:
		b.restart(p)
		return Restarted
	case seq < b.next:
		return b.missed(p, seq, delay)
	case seq >= b.next+jitterSlots:
		b.restart(p)
		return Overflow
	}
	s := &b.slots[seq&slotMask]
	if s.used && s.seq == seq {
		return Duplicate
	}
	b.fill(s, p, seq, ts)
	b.learn(p, delay)
	if seq < b.newest {
		return Reordered
	}
	b.newest, b.newestTS, b.rawTS = seq, ts, p.Timestamp
	if p.Kind == Voice {
		b.resume(p, ts)
	}
	return InOrder
}

// jumped reports whether a relative delay can only mean that the timestamps
// jumped. After a pause less is needed: a sender may have stood still meanwhile.
func (b *JitterBuffer) jumped(rel time.Duration) bool {
	if b.resumeAfterGap {
		return rel < earliest/10 || rel > latest/10
	}
	return rel < earliest || rel > latest
}

// missed tells a packet that came too late from one that was played already.
func (b *JitterBuffer) missed(p Packet, seq int64, delay time.Duration) Outcome {
	s := &b.slots[seq&slotMask]
	if !s.used && s.seq == seq {
		return Duplicate
	}
	b.learn(p, delay)
	return Late
}

// learn feeds the delay estimate. Event and noise packets carry timestamps that
// do not say when they were sent; neither do old packets with a wild one.
func (b *JitterBuffer) learn(p Packet, delay time.Duration) {
	if p.Kind == Voice && !b.jumped(b.delay.relative(delay)) {
		b.delay.observe(p.Arrived, delay, b.duration(int64(p.Samples)))
	}
}

func (b *JitterBuffer) fill(s *slot, p Packet, seq, ts int64) {
	s.used, s.seq, s.ts, s.packet = true, seq, ts, p
	s.packet.Payload = s.payload[:copy(s.payload[:], p.Payload)]
}

// probe holds a packet that does not fit. The next one from the same source and
// near in sequence confirms that the far end started anew.
func (b *JitterBuffer) probe(p Packet) Outcome {
	held := &b.probation
	apart := int16(p.Sequence - held.packet.Sequence)
	if !b.onProbation || held.packet.SSRC != p.SSRC || apart == 0 || apart > maxMisorder || apart < -maxMisorder {
		b.fill(held, p, int64(p.Sequence), int64(p.Timestamp))
		b.onProbation = true
		return Probation
	}
	first := held.packet
	if apart < 0 {
		first, p = p, first
	}
	// first's payload may be p's own or the probation slot's: neither is
	// touched by the restart.
	b.restart(first)
	b.Push(p)
	return Restarted
}

// restart begins a new timeline with p as its first packet, placed so that it
// waits for the target delay.
func (b *JitterBuffer) restart(p Packet) {
	b.Reset()
	b.started, b.ssrc = true, p.SSRC
	seq := int64(p.Sequence) + 1<<16 // high enough never to become negative
	const ts = 0
	b.next, b.newest, b.newestTS, b.rawTS = seq, seq, ts, p.Timestamp
	for i := range b.slots {
		b.slots[i].seq = -1
	}
	b.fill(&b.slots[seq&slotMask], p, seq, ts)
	delay := p.Arrived - b.duration(ts)
	b.delay.anchor(p.Arrived, delay)
	b.position = ts - b.samples(b.delay.target)
}

// Idle tells the buffer that nothing came for so long that playout no longer
// follows the timeline; the next packet takes it up again at the target delay.
func (b *JitterBuffer) Idle() { b.resumeAfterGap = true }

func (b *JitterBuffer) resume(p Packet, ts int64) {
	if !b.resumeAfterGap {
		return
	}
	b.resumeAfterGap = false
	b.position = min(ts, b.samples(p.Arrived-b.delay.base-b.delay.target))
}

// Next looks at the oldest packet that was not taken. gap is the number of
// samples between the playout position and the packet; zero or negative
// when it is due (negative: its head was played or concealed already). lost
// reports that packets before it are missing. ok is false when nothing is held.
func (b *JitterBuffer) Next() (p *Packet, gap int, lost, ok bool) {
	if !b.started {
		return nil, 0, false, false
	}
	for seq := b.next; seq <= b.newest; seq++ {
		if s := &b.slots[seq&slotMask]; s.used && s.seq == seq {
			return &s.packet, int(s.ts - b.position), seq != b.next, true
		}
	}
	return nil, 0, false, false
}

// Missing returns how many packets before the oldest held one are missing.
func (b *JitterBuffer) Missing() int {
	for seq := b.next; b.started && seq <= b.newest; seq++ {
		if s := &b.slots[seq&slotMask]; s.used && s.seq == seq {
			return int(seq - b.next)
		}
	}
	return 0
}

// Take removes the packet that Next showed. It stays valid until the next Push.
func (b *JitterBuffer) Take() {
	for seq := b.next; b.started && seq <= b.newest; seq++ {
		if s := &b.slots[seq&slotMask]; s.used && s.seq == seq {
			s.used = false
			b.next = seq + 1
			return
		}
	}
}

// Advance moves the playout position by n samples.
func (b *JitterBuffer) Advance(n int) { b.position += int64(n) }

// ahead returns how many samples lie between the playout position and the newest
// packet.
func (b *JitterBuffer) ahead() int { return int(b.newestTS - b.position) }

// Delay returns how long voice now waits between its earliest possible arrival
// and its playing.
func (b *JitterBuffer) Delay(now time.Duration) time.Duration {
	return now - b.delay.base - b.duration(b.position)
}

// Target returns how long voice should wait, 3–250 ms, and less than a step longer
// where its packets do not begin with one.
func (b *JitterBuffer) Target() time.Duration { return b.delay.target }

// Started reports whether there is a timeline.
func (b *JitterBuffer) Started() bool { return b.started }

func (b *JitterBuffer) duration(samples int64) time.Duration {
	// In two steps, so that a stream of weeks does not overflow.
	return time.Duration(samples/b.rate)*time.Second + time.Duration(samples%b.rate*int64(time.Second)/b.rate)
}

func (b *JitterBuffer) samples(d time.Duration) int64 {
	return int64(d/time.Second)*b.rate + int64(d%time.Second)*b.rate/int64(time.Second)
}
