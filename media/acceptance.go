package media

import (
	"github.com/pion/rtp"
)

// verdict says whether a datagram on the RTP port is voice for us.
type verdict uint8

const (
	accepted verdict = iota
	malformed
	unknownPayload
)

// comfortNoise is the static payload type of RFC 3389.
const comfortNoise = 13

// parser takes RTP headers apart, reusing its memory.
type parser struct {
	header rtp.Header
	events uint8 // payload type of telephone-event, 0 when off
	// dynamic is the payload type that was agreed for codec; 0 when none was.
	dynamic uint8
	codec   Codec
}

// isControl reports whether a datagram on the RTP port is RTCP (RFC 5761 §4).
func isControl(datagram []byte) bool {
	return len(datagram) > 1 && datagram[1] >= 192 && datagram[1] <= 223
}

// parse checks a datagram (RFC 3550 A.1: version, lengths, payload type) and
// fills p, whose payload lies in the datagram. p is left alone unless accepted.
func (r *parser) parse(p *Packet, datagram []byte) verdict {
	if len(datagram) < 12 || datagram[0]>>6 != 2 {
		return malformed
	}
	n, err := r.header.Unmarshal(datagram)
	if err != nil {
		return malformed
	}
	payload, ok := unpad(datagram[n:], r.header.Padding)
	if !ok || len(payload) > maxPayload {
		return malformed
	}
	return r.classify(p, payload)
}

func (r *parser) classify(p *Packet, payload []byte) verdict {
	h := &r.header
	pkt := Packet{
		SSRC: h.SSRC, Sequence: h.SequenceNumber, Timestamp: h.Timestamp, Marker: h.Marker,
		Payload: payload,
	}
	switch {
	case h.PayloadType == MuLaw.PayloadType():
		pkt.Codec = MuLaw
	case h.PayloadType == ALaw.PayloadType():
		pkt.Codec = ALaw
	case h.PayloadType == G722.PayloadType():
		pkt.Codec = G722
	case r.dynamic >= 96 && h.PayloadType == r.dynamic:
		pkt.Codec = r.codec
	case h.PayloadType == comfortNoise:
		pkt.Kind = Noise
	case r.events != 0 && h.PayloadType == r.events:
		pkt.Kind = Digits
	default:
		return unknownPayload
	}
	if pkt.Kind == Voice {
		if len(payload) == 0 {
			return malformed
		}
		pkt.Samples = pkt.Codec.Samples(len(payload))
	}
	*p = pkt
	return accepted
}

// unpad removes the padding whose length the last byte gives (RFC 3550 §5.1).
func unpad(payload []byte, padded bool) ([]byte, bool) {
	if !padded {
		return payload, true
	}
	if len(payload) == 0 {
		return nil, false
	}
	n := int(payload[len(payload)-1])
	if n == 0 || n > len(payload) {
		return nil, false
	}
	return payload[:len(payload)-n], true
}
