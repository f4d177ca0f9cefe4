package media

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
)

// bindPair binds an even port for RTP and the next one for RTCP.
func bindPair(c Config) (rtp, rtcp *net.UDPConn, err error) {
	lo, hi := c.PortMin, c.PortMax
	if lo == 0 && hi == 0 {
		lo, hi = 16384, 65534
	}
	if lo < 1 || hi > 65535 || lo > hi {
		return nil, nil, fmt.Errorf("media: open: port range %d–%d", lo, hi)
	}
	first := (lo + 1) &^ 1
	pairs := (hi - first + 1) / 2 // RTCP's port is inside the range too
	if pairs < 1 {
		return nil, nil, fmt.Errorf("media: open: no even port with a successor in %d–%d", lo, hi)
	}
	start := 0
	if c.PortMin == 0 {
		start = rand.IntN(pairs)
	}
	for i := range pairs {
		port := first + 2*((start+i)%pairs)
		rtp, rtcp, err = bindPort(c.Local, port)
		if err == nil {
			return rtp, rtcp, nil
		}
		if !portTaken(err) {
			break
		}
	}
	return nil, nil, fmt.Errorf("media: open: %w", err)
}

func bindPort(local netip.Addr, port int) (rtp, rtcp *net.UDPConn, err error) {
	if rtp, err = listen(local, port); err != nil {
		return nil, nil, err
	}
	if rtcp, err = listen(local, port+1); err != nil {
		return nil, nil, errors.Join(err, rtp.Close())
	}
	return rtp, rtcp, nil
}

func listen(local netip.Addr, port int) (*net.UDPConn, error) {
	local = local.Unmap()
	network := "udp"
	switch {
	case local.Is4():
		network = "udp4"
	case local.Is6():
		network = "udp6"
	}
	addr := &net.UDPAddr{Port: port}
	if local.IsValid() {
		addr = net.UDPAddrFromAddrPort(netip.AddrPortFrom(local, uint16(port)))
	}
	return net.ListenUDP(network, addr)
}
