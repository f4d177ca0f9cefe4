package media

import (
	"sync/atomic"
	"time"
)

// Packet is one RTP packet as the receiving side sees it.
type Packet struct {
	SSRC      uint32
	Sequence  uint16
	Timestamp uint32
	Marker    bool
	Kind      PacketKind
	Codec     Codec         // of Voice
	Samples   int           // at the codec's rate; 0 unless Voice
	Arrived   time.Duration // on the session's monotonic clock
	Payload   []byte
}

// PacketKind says what a payload is.
type PacketKind uint8

// The kinds of payload.
const (
	Voice  PacketKind = iota
	Noise             // RFC 3389 comfort noise
	Digits            // RFC 4733 telephone-event; never played
)

// maxPayload is the largest payload we accept, in bytes: 120 ms at 64 kbit/s.
const maxPayload = 960

// packetRing carries received packets from the reader goroutine to the
// loudspeaker's side without locks. Payloads are copied into slots of its own.
type packetRing struct {
	slots [64]struct {
		packet  Packet
		payload [maxPayload]byte
		stream  uint32
	}
	_   [64]byte
	in  atomic.Uint32
	_   [64]byte
	out atomic.Uint32
}

// put appends a packet of the given stream; false when the ring is full.
func (r *packetRing) put(p Packet, stream uint32) bool {
	in := r.in.Load()
	if in-r.out.Load() == uint32(len(r.slots)) {
		return false
	}
	s := &r.slots[in%uint32(len(r.slots))]
	n := copy(s.payload[:], p.Payload)
	s.packet, s.stream = p, stream
	s.packet.Payload = s.payload[:n]
	r.in.Store(in + 1)
	return true
}

// peek returns the oldest packet and its stream; the packet is valid until drop.
func (r *packetRing) peek() (p *Packet, stream uint32, ok bool) {
	out := r.out.Load()
	if out == r.in.Load() {
		return nil, 0, false
	}
	s := &r.slots[out%uint32(len(r.slots))]
	return &s.packet, s.stream, true
}

// drop frees the oldest packet's slot.
func (r *packetRing) drop() { r.out.Add(1) }
