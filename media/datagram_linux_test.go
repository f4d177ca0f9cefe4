//go:build amd64 || arm64

package media

import (
	"net"
	"net/netip"
	"syscall"
	"testing"
)

// A link-local far end is announced with its link, and admitted by it.
func TestWhoSentADatagramIsToldWithTheLink(t *testing.T) {
	links, err := net.Interfaces()
	if err != nil || len(links) == 0 {
		t.Fatalf("no link: %v", err)
	}
	far := netip.MustParseAddr("fe80::1")
	r := datagramReader{addr: syscall.RawSockaddrInet6{
		Family: syscall.AF_INET6, Port: swapped(4000), Addr: far.As16(), Scope_id: uint32(links[0].Index),
	}}
	want := netip.AddrPortFrom(far.WithZone(links[0].Name), 4000)
	for range 2 {
		if got := r.from(); got != want {
			t.Errorf("from %v, want %v", got, want)
		}
	}
}
