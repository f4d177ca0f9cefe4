//go:build !linux || !(amd64 || arm64)

package media

import (
	"net"
	"net/netip"
	"time"
)

// polled says that whoever plays reads the socket, and whoever records sends.
const polled = false

// socket is the one for RTP. One goroutine at a time may read, and one may write; all
// may close.
type socket struct {
	local netip.AddrPort
	conn  *net.UDPConn
}

// newSocket takes a bound socket over.
func newSocket(c *net.UDPConn) (*socket, error) { return &socket{local: localAddr(c), conn: c}, nil }

// read waits for a datagram, and says how long ago it came. Its error is
// net.ErrClosed when the socket is closed.
func (s *socket) read(buf []byte) (n int, from netip.AddrPort, ago time.Duration, err error) {
	n, from, err = s.conn.ReadFromUDPAddrPort(buf)
	return n, from, 0, err
}

// write sends one datagram.
func (s *socket) write(data []byte, to netip.AddrPort) error {
	_, err := s.conn.WriteToUDPAddrPort(data, to)
	return err
}

func (s *socket) close() error { return s.conn.Close() }
