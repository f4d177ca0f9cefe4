package media

import (
	"net"
	"net/netip"

	"golang.org/x/net/ipv4"
	"golang.org/x/net/ipv6"
)

// expeditedForwarding is DSCP EF (RFC 3246) in its place in the traffic class.
const expeditedForwarding = 46 << 2

// mark asks the system to mark what the socket sends. A dual-stack socket needs
// both marks; one of them is enough for success.
func mark(c *net.UDPConn) error {
	addr := c.LocalAddr().(*net.UDPAddr).AddrPort().Addr()
	var err4, err6 error
	if addr.Is4() || addr.Is4In6() || addr == netip.IPv6Unspecified() {
		err4 = ipv4.NewConn(c).SetTOS(expeditedForwarding)
	}
	if addr.Is6() && !addr.Is4In6() {
		err6 = ipv6.NewConn(c).SetTrafficClass(expeditedForwarding)
		return err6
	}
	return err4
}
