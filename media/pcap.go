package media

import (
	"encoding/binary"
	"io"
	"net/netip"
	"time"
)

// The classic capture file format, little-endian with microseconds. Its packets
// begin with the IP header.
const (
	pcapMagic    = 0xa1b2c3d4
	pcapLinkRaw  = 101 // LINKTYPE_RAW
	pcapSnap     = 40 + udpHeader + maxRTPHeader
	udpHeader    = 8
	minRTPHeader = 12
	maxRTPHeader = minRTPHeader + 15*4 // with 15 contributing sources (RFC 3550 §5.1)
)

// pcapWriter writes packets as a capture file. Addresses and lengths are those
// of the wire; what is written of a packet ends behind its RTP header.
type pcapWriter struct {
	to  io.Writer
	buf [16 + pcapSnap]byte
}

func newPcapWriter(to io.Writer) (*pcapWriter, error) {
	w := &pcapWriter{to: to}
	h := w.buf[:24]
	binary.LittleEndian.PutUint32(h[0:], pcapMagic)
	binary.LittleEndian.PutUint16(h[4:], 2) // version 2.4
	binary.LittleEndian.PutUint16(h[6:], 4)
	binary.LittleEndian.PutUint64(h[8:], 0) // time zone and accuracy: always 0
	binary.LittleEndian.PutUint32(h[16:], pcapSnap)
	binary.LittleEndian.PutUint32(h[20:], pcapLinkRaw)
	_, err := to.Write(h)
	return w, err
}

// write appends one UDP datagram of length bytes, of which header is the start.
func (w *pcapWriter) write(at time.Time, from, to netip.AddrPort, length int, header []byte) error {
	b := w.buf[:16]
	if from.Addr().Is4() && to.Addr().Is4() {
		b = appendIPv4(b, from.Addr(), to.Addr(), udpHeader+length)
	} else {
		b = appendIPv6(b, from.Addr(), to.Addr(), udpHeader+length)
	}
	whole := len(b) - 16 + udpHeader + length
	b = binary.BigEndian.AppendUint16(b, from.Port())
	b = binary.BigEndian.AppendUint16(b, to.Port())
	b = binary.BigEndian.AppendUint16(b, uint16(udpHeader+length))
	b = binary.BigEndian.AppendUint16(b, 0) // no checksum: most of what it covers is not here
	b = append(b, header...)
	binary.LittleEndian.PutUint32(b[0:], uint32(at.Unix()))
	binary.LittleEndian.PutUint32(b[4:], uint32(at.Nanosecond()/1000))
	binary.LittleEndian.PutUint32(b[8:], uint32(len(b)-16))
	binary.LittleEndian.PutUint32(b[12:], uint32(whole))
	_, err := w.to.Write(b)
	return err
}

func appendIPv4(b []byte, from, to netip.Addr, length int) []byte {
	at := len(b)
	b = append(b, 0x45, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(20+length))
	b = append(b, 0, 0, 0x40, 0, 64, 17, 0, 0) // not fragmented, UDP
	f, t := from.As4(), to.As4()
	b = append(append(b, f[:]...), t[:]...)
	binary.BigEndian.PutUint16(b[at+10:], headerChecksum(b[at:]))
	return b
}

func appendIPv6(b []byte, from, to netip.Addr, length int) []byte {
	b = append(b, 0x60, 0, 0, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(length))
	b = append(b, 17, 64)
	f, t := from.As16(), to.As16()
	return append(append(b, f[:]...), t[:]...)
}

// headerChecksum is that of an IPv4 header (RFC 791 §3.1).
func headerChecksum(h []byte) uint16 {
	sum := uint32(0)
	for i := 0; i+1 < len(h); i += 2 {
		sum += uint32(binary.BigEndian.Uint16(h[i:]))
	}
	for sum > 0xffff {
		sum = sum>>16 + sum&0xffff
	}
	return ^uint16(sum)
}
