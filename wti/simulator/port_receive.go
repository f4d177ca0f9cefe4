package simulator

import (
	"net/netip"
	"strings"
	"time"

	"github.com/pion/rtp"
)

// receive reads RTP until the port is closed.
func (p *port) receive() {
	buf := make([]byte, 2048)
	for {
		n, from, err := p.conn.ReadFromUDPAddrPort(buf)
		if err != nil {
			return
		}
		if digit := p.accept(buf[:n], from, time.Now()); digit != "" {
			p.onDigit(digit)
		}
	}
}

// accept takes one packet: voice goes to the bridge and to the recorders, an
// RFC 4733 digit is returned.
func (p *port) accept(data []byte, from netip.AddrPort, now time.Time) (digit string) {
	p.gateway.mu.Lock()
	defer p.gateway.mu.Unlock()
	var packet rtp.Packet
	data, err := p.cipher.open(data)
	if err == nil {
		err = packet.Unmarshal(data)
	}

	switch event := p.gateway.dialect().TelephoneEvent; {
	case err != nil || packet.Version != 2:
		p.count.Malformed++
	case p.faults.Deaf:
		p.count.Dropped++

	case !p.on:

		p.count.Unexpected++
	case event != 0 && packet.PayloadType == event:
		p.receiver.take(&packet.Header, 0, now)
		return p.telephoneEvent(&packet)
	case packet.PayloadType != p.payloadType:
		p.count.WrongPayload++
	default:
		if from.Port() != p.remote.Port() {
			p.count.Stray++
		}
		p.voice(&packet, now)
	}
	return ""
}

func (p *port) voice(packet *rtp.Packet, now time.Time) {
	p.count.Received++
	p.receiver.take(&packet.Header, len(packet.Payload), now)
	decode := mulawToLinear
	switch p.payloadType {
	case 8:
		decode = alawToLinear
	case 9:
		decode = p.hear.decode
	}
	samples := make([]int16, len(packet.Payload))
	for i, b := range packet.Payload {
		samples[i] = decode(b)
	}
	for _, r := range p.recorders {
		r.place(p, packet.SSRC, packet.Timestamp, samples, now)
	}
	p.pending = append(p.pending, samples...)
	if extra := len(p.pending) - portBuffer; extra > 0 {
		p.pending = p.pending[extra:]
	}
}

// telephoneEvent returns the digit at its first packet (RFC 4733 §2.3); the
// others of the same digit have the same timestamp.
func (p *port) telephoneEvent(packet *rtp.Packet) string {
	const names = "0123456789*#ABCD"
	if len(packet.Payload) < 4 || int(packet.Payload[0]) >= len(names) {
		p.count.Malformed++
		return ""
	}
	if p.digitSeen && p.digitTime == packet.Timestamp {
		return ""
	}
	p.digitSeen, p.digitTime = true, packet.Timestamp
	return strings.Clone(names[packet.Payload[0] : packet.Payload[0]+1])
}

// receiveControl reads RTCP until the port is closed.
func (p *port) receiveControl() {
	buf := make([]byte, 2048)
	for {
		n, _, err := p.control.ReadFromUDPAddrPort(buf)
		if err != nil {
			return
		}
		p.gateway.mu.Lock()
		if data, err := p.cipher.openControl(buf[:n]); err == nil {
			p.readControl(data)
		}

		p.gateway.mu.Unlock()
	}
}
