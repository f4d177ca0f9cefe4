package uplink_test

import (
	"context"
	"encoding/binary"
	"errors"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/jsimonetti/rtnetlink/v2"
	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"

	"offhook/app/uplink"
)

// limit is for what takes a moment, on a machine that is busy.
const limit = 30 * time.Second

// inNetwork runs the test in a network of its own, with nothing in it but a loopback
// link that is down: a child process in another network namespace, which a plain user
// gets together with a user namespace. It reports false in the parent.
func inNetwork(t *testing.T) bool {
	t.Helper()
	const child = "OFFHOOK_TEST_NETWORK"
	if os.Getenv(child) != "" {
		return true
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), child+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET, Pdeathsig: syscall.SIGKILL}
	if os.Geteuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	return false
}

// network is a computer's network, as the kernel has it, with the watch on it.
type network struct {
	t    *testing.T
	c    *rtnetlink.Conn
	news chan string
	log  chan string // a line for each look
}

func watched(t *testing.T) *network {
	t.Helper()
	c, err := rtnetlink.Dial(nil)
	if err != nil {
		t.Fatal(err)
	}
	n := &network{t: t, c: c, news: make(chan string, 100), log: make(chan string, 1000)}
	n.up("lo")
	n.address("lo", "192.0.2.9")
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- uplink.Watch(ctx, slog.New(looks{slog.DiscardHandler, n.log}), func(why string) { n.news <- why })
	}()
	select {
	case <-n.log:
	case err := <-done:
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-done:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("the watch ended with %v", err)
			}
		case <-time.After(limit):
			t.Error("the watch does not end")
		}
		_ = c.Close()
	})
	return n
}

// looks is a log that passes its lines on.
type looks struct {
	slog.Handler
	lines chan<- string
}

func (l looks) Enabled(context.Context, slog.Level) bool { return true }
func (l looks) WithAttrs([]slog.Attr) slog.Handler       { return l }
func (l looks) Handle(_ context.Context, r slog.Record) error {
	l.lines <- r.Message
	return nil
}

// settles waits until all that was done has been looked at. The first look that comes
// may have begun before that, the second has not.
func (n *network) settles() {
	n.t.Helper()
	for len(n.log) > 0 {
		<-n.log
	}
	for range 2 {
		n.refresh("lo", "192.0.2.9")
		select {
		case <-n.log:
		case <-time.After(limit):
			n.t.Fatal("nothing was looked at")
		}
	}
}

func (n *network) must(err error) {
	n.t.Helper()
	if err != nil {
		n.t.Fatal(err)
	}
}

func (n *network) index(name string) uint32 {
	n.t.Helper()
	i, err := net.InterfaceByName(name)
	n.must(err)
	return uint32(i.Index)
}

func (n *network) up(name string) {
	n.t.Helper()
	n.must(n.c.Link.Set(&rtnetlink.LinkMessage{Index: n.index(name), Flags: unix.IFF_UP, Change: unix.IFF_UP}))
}

func (n *network) down(name string) {
	n.t.Helper()
	n.must(n.c.Link.Set(&rtnetlink.LinkMessage{Index: n.index(name), Change: unix.IFF_UP}))
}

func (n *network) bridge(name string) {
	n.t.Helper()
	n.must(n.c.Link.New(&rtnetlink.LinkMessage{Attributes: &rtnetlink.LinkAttributes{Name: name, Info: &rtnetlink.LinkInfo{Kind: "bridge"}}}))
	n.up(name)
}

func (n *network) message(name, ip string) *rtnetlink.AddressMessage {
	a := net.ParseIP(ip).To4()
	return &rtnetlink.AddressMessage{
		Family: unix.AF_INET, PrefixLength: 24, Index: n.index(name), Attributes: &rtnetlink.AddressAttributes{Address: a, Local: a},
	}
}

func (n *network) address(name, ip string) {
	n.t.Helper()
	n.must(n.c.Address.New(n.message(name, ip)))
}

func (n *network) noAddress(name, ip string) {
	n.t.Helper()
	n.must(n.c.Address.Delete(n.message(name, ip)))
}

// refreshed is an address with new lifetimes, as DHCP and router advertisements make
// it all the time.
type refreshed struct{ *rtnetlink.AddressMessage }

func (m refreshed) MarshalBinary() ([]byte, error) {
	b, err := m.AddressMessage.MarshalBinary()
	attribute := binary.NativeEndian.AppendUint16(nil, 4+unix.SizeofIfaCacheinfo)
	attribute = binary.NativeEndian.AppendUint16(attribute, unix.IFA_CACHEINFO)
	for _, seconds := range []uint32{1800, 3600, 0, 0} { // preferred, valid
		attribute = binary.NativeEndian.AppendUint32(attribute, seconds)
	}
	return append(b, attribute...), err
}

func (n *network) refresh(name, ip string) {
	n.t.Helper()
	_, err := n.c.Execute(refreshed{n.message(name, ip)}, unix.RTM_NEWADDR, netlink.Request|netlink.Acknowledge|netlink.Replace)
	n.must(err)
}

func (n *network) route(gateway string, length uint8) *rtnetlink.RouteMessage {
	m := &rtnetlink.RouteMessage{
		Family: unix.AF_INET, DstLength: length, Table: unix.RT_TABLE_MAIN, Protocol: unix.RTPROT_STATIC, Type: unix.RTN_UNICAST,
		Attributes: rtnetlink.RouteAttributes{Gateway: net.ParseIP(gateway).To4(), OutIface: n.index("lo")},
	}
	if length > 0 {
		m.Attributes.Dst = net.IPv4(198, 51, 100, 0).To4()
	}
	return m
}

// hears waits for the next news, and checks that there are no others.
func (n *network) hears(what, want string) {
	n.t.Helper()
	select {
	case got := <-n.news:
		if got != want || len(n.news) > 0 {
			n.t.Errorf("%s: heard of %q and %d more, want %q alone", what, got, len(n.news), want)
		}
	case <-time.After(limit):
		n.t.Fatalf("%s: heard of nothing, want %q", what, want)
	}
}

// A change of the network is heard of once, whatever the kernel makes of it.
func TestAChangeOfTheNetworkIsHeardOfOnce(t *testing.T) {
	if !inNetwork(t) {
		return
	}
	n := watched(t)
	n.address("lo", "192.0.2.1")
	n.hears("an address comes", "another address")
	n.noAddress("lo", "192.0.2.1")
	n.hears("an address goes", "another address")
	n.must(n.c.Route.Add(n.route("192.0.2.2", 0)))
	n.hears("a default route", "another default route")
	n.must(n.c.Route.Replace(n.route("192.0.2.3", 0)))
	n.hears("another default route", "another default route")
	n.down("lo")
	n.hears("the link is gone, and the route with it", "another default route")
	n.up("lo")
	n.hears("the link is back", "another address")
}

// What containers do with their bridges, and addresses that are only kept, change
// nothing for the program.
func TestWhatChangesNothingIsNotHeardOf(t *testing.T) {
	if !inNetwork(t) {
		return
	}
	n := watched(t)
	for range 3 {
		n.bridge("docker0")
		n.address("docker0", "172.17.0.1")
		n.must(n.c.Route.Add(n.route("192.0.2.7", 24)))
		n.must(n.c.Route.Delete(n.route("192.0.2.7", 24)))
		n.must(n.c.Link.Delete(n.index("docker0")))
	}
	n.bridge("br-1")
	n.address("br-1", "172.18.0.1")
	for range 100 {
		n.refresh("lo", "192.0.2.9")
	}
	n.address("lo", "127.0.0.2")
	n.settles()
	if len(n.news) > 0 {
		t.Errorf("heard of %q", <-n.news)
	}
	n.address("lo", "192.0.2.1")
	n.hears("an address comes after all that", "another address")
}
