//go:build amd64 || arm64

package media

import (
	"errors"
	"net"
	"net/netip"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A link-local far end is announced with its link, and admitted by it.
func TestWhoSentADatagramIsToldWithTheLink(t *testing.T) {
	links, err := net.Interfaces()
	if err != nil || len(links) == 0 {
		t.Fatalf("no link: %v", err)
	}
	far := netip.MustParseAddr("fe80::1")
	r := incoming{addr: syscall.RawSockaddrInet6{
		Family: syscall.AF_INET6, Port: swapped(4000), Addr: far.As16(), Scope_id: uint32(links[0].Index),
	}}
	want := netip.AddrPortFrom(far.WithZone(links[0].Name), 4000)
	for range 2 {
		if got := r.from(); got != want {
			t.Errorf("from %v, want %v", got, want)
		}
	}
}

// loopback is a socket of our own, and one beside it that sends to it.
func loopback(t *testing.T) (*socket, *net.UDPConn) {
	t.Helper()
	own, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSocket(own)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	far, err := net.DialUDP("udp4", nil, net.UDPAddrFromAddrPort(s.local))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = far.Close() })
	return s, far
}

// Whoever plays looks every 10 ms only, and later where a sound device stumbles: that
// must not pass for jitter of the network.
func TestWhenADatagramCameIsNotWhenItIsRead(t *testing.T) {
	s, far := loopback(t)
	var buf [100]byte
	for range 5 { // the system may note no times for the first moments
		before := time.Now()
		if _, err := far.Write([]byte("voice")); err != nil {
			t.Fatal(err)
		}
		after := time.Now()
		<-time.After(15 * time.Millisecond)
		late := time.Now()
		n, from, ago, err := s.read(buf[:])
		if err != nil || string(buf[:n]) != "voice" || from != far.LocalAddr().(*net.UDPAddr).AddrPort() {
			t.Fatalf("read %q of %v, %v", buf[:n], from, err)
		}
		least, most := late.Sub(after), time.Since(before)
		if ago >= least && ago <= most {
			return
		}
		t.Logf("came %v ago, sent %v to %v ago", ago, least, most)
	}
	t.Error("no datagram came when it was sent")
}

func TestNothingToReadIsSaidAtOnce(t *testing.T) {
	s, _ := loopback(t)
	if _, _, _, err := s.read(make([]byte, 100)); err != errNothing {
		t.Errorf("read of an empty socket: %v", err)
	}
}

// The descriptor's number may be another file's as soon as it is closed: nobody may
// be on the way into the system with it then, nor use it later.
func TestASocketIsClosedBehindThoseWhoUseIt(t *testing.T) {
	s, far := loopback(t)
	to := far.LocalAddr().(*net.UDPAddr).AddrPort()
	var users sync.WaitGroup
	began := make(chan struct{}, 2)
	use := func(once func() error) {
		began <- struct{}{}
		for {
			if err := once(); errors.Is(err, net.ErrClosed) {
				return
			} else if err != nil && err != errNothing {
				t.Errorf("a socket in use: %v", err)
				return
			}
		}
	}
	var buf [100]byte
	users.Go(func() { use(func() error { _, _, _, err := s.read(buf[:]); return err }) })
	users.Go(func() { use(func() error { return s.write([]byte("voice"), to) }) })
	<-began
	<-began
	_ = s.close()
	users.Wait()
	if !s.shut.Load() {
		t.Error("nobody uses the socket any more, and it is open")
	}
}
