package simulator

import (
	"encoding/binary"
	"time"

	"github.com/pion/rtp"
)

// PortStats counts what one RTP stream of the gateway sent and received.
type PortStats struct {
	Sent     int // packets
	Received int // packets of the agreed codec while the stream was on

	Malformed    int // not RTP
	Unexpected   int // while the stream was stopped
	WrongPayload int // payload type that was not agreed
	Dropped      int // lost by the fault Deaf
	Stray        int // not from the port that the client announced

	Lost            int // sequence numbers that never came
	Reordered       int // packets that came late or twice
	TimestampErrors int // timestamp steps that do not fit sequence steps
	Restarts        int // changes of SSRC
	JitterMs        float64

	ControlReceived int     // RTCP packets
	RemoteLost      int     // from the client's receiver reports
	RemoteJitterMs  float64 // from the client's receiver reports
}

// receiver keeps the reception figures of RFC 3550 §6.4.1 and appendix A.
type receiver struct {
	began          bool
	ssrc           uint32
	base, highest  uint32 // extended sequence numbers
	lastSequence   uint16
	lastStamp      uint32
	lastSize       int
	transit        float64
	jitter         float64 // timestamp units
	received       int
	reordered      int
	stampErrors    int
	restarts       int
	expectedBefore int
	receivedBefore int
}

// take counts one packet of size samples.
func (r *receiver) take(h *rtp.Header, size int, now time.Time) {
	if !r.began || r.ssrc != h.SSRC {
		if r.began {
			r.restarts++
		}
		r.began, r.ssrc = true, h.SSRC
		r.base = uint32(h.SequenceNumber)
		r.highest, r.received, r.expectedBefore, r.receivedBefore = r.base, 0, 0, 0
	} else {
		step := int16(h.SequenceNumber - r.lastSequence)
		if step <= 0 {
			r.reordered++
			return
		}
		r.highest += uint32(step)
		if step == 1 && !h.Marker && size > 0 && r.lastSize > 0 && h.Timestamp-r.lastStamp != uint32(r.lastSize) {
			r.stampErrors++
		}
	}
	r.received++
	r.lastSequence, r.lastStamp, r.lastSize = h.SequenceNumber, h.Timestamp, size
	transit := float64(now.UnixMicro())*0.008 - float64(h.Timestamp)
	if d := transit - r.transit; r.transit != 0 && d > -8000 && d < 8000 {
		r.jitter += (max(d, -d) - r.jitter) / 16
	}
	r.transit = transit
}

func (r *receiver) expected() int { return int(r.highest-r.base) + 1 }

func (r *receiver) lost() int {
	if !r.began {
		return 0
	}
	return max(r.expected()-r.received, 0)
}

// stats joins the counters.
func (p *port) stats() PortStats {
	c := p.count
	c.Lost, c.Reordered, c.TimestampErrors, c.Restarts = p.receiver.lost(), p.receiver.reordered, p.receiver.stampErrors, p.receiver.restarts
	c.JitterMs = p.receiver.jitter / 8
	return c
}

// senderReport is a compound packet: SR with at most one report block, and SDES
// with a CNAME (RFC 3550 §6.1).
func (p *port) senderReport(now time.Time) []byte {
	blocks := 0
	if p.receiver.began {
		blocks = 1
	}
	b := []byte{0x80 | byte(blocks), 200, 0, byte(6 + 6*blocks)}
	b = binary.BigEndian.AppendUint32(b, p.ssrc)
	b = binary.BigEndian.AppendUint32(b, uint32(now.Unix()+2208988800)) // NTP counts from 1900
	b = binary.BigEndian.AppendUint32(b, uint32(uint64(now.Nanosecond())<<32/1e9))
	b = binary.BigEndian.AppendUint32(b, p.base+uint32(p.gateway.tick)*frameSamples)
	b = binary.BigEndian.AppendUint32(b, uint32(p.count.Sent))
	b = binary.BigEndian.AppendUint32(b, uint32(p.count.Sent*frameSamples))
	if blocks == 1 {
		b = p.receiver.appendBlock(b)
	}
	const cname = "gateway@simulator"
	b = append(b, 0x81, 202, 0, 6)
	b = binary.BigEndian.AppendUint32(b, p.ssrc)
	b = append(b, 1, byte(len(cname)))
	b = append(b, cname...)
	return append(b, 0) // the list ends with zeros up to a multiple of 4
}

func (r *receiver) appendBlock(b []byte) []byte {
	expected, received := r.expected()-r.expectedBefore, r.received-r.receivedBefore
	r.expectedBefore, r.receivedBefore = r.expected(), r.received
	fraction := 0
	if expected > 0 && expected > received {
		fraction = (expected - received) * 256 / expected
	}
	b = binary.BigEndian.AppendUint32(b, r.ssrc)
	b = binary.BigEndian.AppendUint32(b, uint32(min(fraction, 255))<<24|uint32(min(r.lost(), 0x7fffff)))
	b = binary.BigEndian.AppendUint32(b, r.highest)
	b = binary.BigEndian.AppendUint32(b, uint32(r.jitter))
	return append(b, 0, 0, 0, 0, 0, 0, 0, 0) // no sender report of the client is kept
}

// readControl takes loss and jitter from the report blocks of a compound packet.
func (p *port) readControl(data []byte) {
	p.count.ControlReceived++
	for len(data) >= 8 && data[0]>>6 == 2 {
		size := 4 * (int(binary.BigEndian.Uint16(data[2:])) + 1)
		if size > len(data) {
			return
		}
		block := map[byte]int{200: 28, 201: 8}[data[1]]
		if block > 0 && data[0]&0x1f > 0 && size >= block+24 {
			b := data[block:]
			p.count.RemoteLost = int(int32(binary.BigEndian.Uint32(b[4:])<<8) >> 8)
			p.count.RemoteJitterMs = float64(binary.BigEndian.Uint32(b[12:])) / 8
		}
		data = data[size:]
	}
}
