//go:build peers

package media_test

import (
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
)

// sipEnd is the least SIP (RFC 3261) that lets a softphone call a bare RTP
// address: it takes every call and names that address in its answer.
type sipEnd struct {
	conn *net.UDPConn
	sdp  string // of the answer
	wg   sync.WaitGroup

	mu      sync.Mutex // guards offered
	offered string     // the caller's session description, empty before it called
}

// newSIPEnd answers until the end of the test with an RTP address and a codec.
func newSIPEnd(t *testing.T, rtp netip.AddrPort, payload uint8, codec string) *sipEnd {
	t.Helper()
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	e := &sipEnd{conn: conn, sdp: fmt.Sprintf("v=0\r\no=- 1 1 IN IP4 %[1]v\r\ns=-\r\nc=IN IP4 %[1]v\r\nt=0 0\r\n"+
		"m=audio %[2]d RTP/AVP %[3]d\r\na=rtpmap:%[3]d %[4]s\r\na=ptime:20\r\n", rtp.Addr(), rtp.Port(), payload, codec)}
	e.wg.Go(e.serve)
	t.Cleanup(func() { _ = conn.Close(); e.wg.Wait() })
	return e
}

func (e *sipEnd) address() string { return "sip:far@" + e.conn.LocalAddr().String() }

func (e *sipEnd) serve() {
	var buf [4096]byte
	for {
		n, from, err := e.conn.ReadFromUDPAddrPort(buf[:])
		if err != nil {
			return
		}
		if answer := e.answer(string(buf[:n])); answer != "" {
			_, _ = e.conn.WriteToUDPAddrPort([]byte(answer), from) // it asks again
		}
	}
}

// answer says 200 to all requests but ACK.
func (e *sipEnd) answer(message string) string {
	head, body, _ := strings.Cut(message, "\r\n\r\n")
	lines := strings.Split(head, "\r\n")
	method, _, _ := strings.Cut(lines[0], " ")
	if method == "ACK" || strings.HasPrefix(method, "SIP/") {
		return ""
	}
	var b strings.Builder
	b.WriteString("SIP/2.0 200 OK\r\n")
	for _, line := range lines[1:] {
		switch name, _, _ := strings.Cut(line, ":"); name {
		case "To":
			if !strings.Contains(line, "tag=") {
				line += ";tag=far"
			}
			b.WriteString(line + "\r\n")
		case "Via", "From", "Call-ID", "CSeq":
			b.WriteString(line + "\r\n")
		}
	}
	if method != "INVITE" {
		b.WriteString("Content-Length: 0\r\n\r\n")
		return b.String()
	}
	e.mu.Lock()
	e.offered = body
	e.mu.Unlock()
	fmt.Fprintf(&b, "Contact: <%s>\r\nContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s", e.address(), len(e.sdp), e.sdp)
	return b.String()
}

// caller returns where the caller receives RTP; false before it called.
func (e *sipEnd) caller() (at netip.AddrPort, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for line := range strings.Lines(e.offered) {
		var port uint16
		if n, _ := fmt.Sscanf(line, "m=audio %d ", &port); n == 1 {
			return netip.AddrPortFrom(loopback, port), true
		}
	}
	return at, false
}
