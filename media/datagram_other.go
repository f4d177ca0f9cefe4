//go:build !linux || !(amd64 || arm64)

package media

import (
	"net"
	"net/netip"
)

// datagramReader reads a socket.
type datagramReader struct{ conn *net.UDPConn }

func newDatagramReader(c *net.UDPConn) (*datagramReader, error) { return &datagramReader{c}, nil }

// read waits for a datagram. Its error is net.ErrClosed when the socket is closed.
func (r *datagramReader) read(buf []byte) (int, netip.AddrPort, error) {
	return r.conn.ReadFromUDPAddrPort(buf)
}

// datagramWriter writes to a socket.
type datagramWriter struct{ conn *net.UDPConn }

func newDatagramWriter(c *net.UDPConn) (*datagramWriter, error) { return &datagramWriter{c}, nil }

// write sends one datagram.
func (w *datagramWriter) write(data []byte, to netip.AddrPort) error {
	_, err := w.conn.WriteToUDPAddrPort(data, to)
	return err
}
