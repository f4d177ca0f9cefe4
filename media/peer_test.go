package media_test

import (
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/pion/rtp"

	"offhook/media"
)

// peer is a far end of bare sockets.
type peer struct {
	rtp, rtcp *net.UDPConn
}

func newPeer(t testing.TB) *peer {
	t.Helper()
	p := &peer{}
	for _, c := range []**net.UDPConn{&p.rtp, &p.rtcp} {
		conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		*c = conn
	}
	return p
}

func (p *peer) addr() netip.AddrPort { return p.rtp.LocalAddr().(*net.UDPAddr).AddrPort() }

func (p *peer) rtcpAddr() netip.AddrPort { return p.rtcp.LocalAddr().(*net.UDPAddr).AddrPort() }

// read returns the next RTP packet.
func (p *peer) read(t testing.TB) *rtp.Packet {
	t.Helper()
	pkt := &rtp.Packet{}
	if err := pkt.Unmarshal(readFrom(t, p.rtp)); err != nil {
		t.Fatal(err)
	}
	return pkt
}

func readFrom(t testing.TB, c *net.UDPConn) []byte {
	t.Helper()
	buf := make([]byte, 2048)
	if err := c.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	n, err := c.Read(buf)
	if err != nil {
		t.Fatal(err)
	}
	return buf[:n]
}

// voice builds one mu-law packet of 20 ms.
func voice(ssrc uint32, seq uint16, ts uint32, fill byte) []byte {
	payload := make([]byte, 160)
	for i := range payload {
		payload[i] = fill
	}
	p := rtp.Packet{Header: rtp.Header{Version: 2, SSRC: ssrc, SequenceNumber: seq, Timestamp: ts}, Payload: payload}
	data, err := p.Marshal()
	if err != nil {
		panic(err)
	}
	return data
}

func (p *peer) send(t testing.TB, to netip.AddrPort, data []byte) {
	t.Helper()
	if _, err := p.rtp.WriteToUDPAddrPort(data, to); err != nil {
		t.Fatal(err)
	}
}

func start(t testing.TB, s *media.Session, far *peer, codec string) {
	t.Helper()
	if err := s.Start(media.Remote{RTP: far.addr(), RTCP: far.rtcpAddr(), Codec: codec}); err != nil {
		t.Fatal(err)
	}
}

// isSilent reports whether a G.711 payload of either law says nothing.
func isSilent(payload []byte) bool {
	for _, b := range payload {
		if b|0x80 != 0xff && b|0x80 != 0xd5 {
			return false
		}
	}
	return true
}
