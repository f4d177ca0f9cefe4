//go:build amd64 || arm64

package media

import (
	"errors"
	"fmt"
	"math"
	"net"
	"net/netip"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"
)

// What a call costs is mostly threads that are woken, so nobody waits for the voice's
// socket: whoever plays takes out of it what has come, every 10 ms, and whoever has
// recorded a packet sends it. The socket is kept from the runtime's network poller,
// which would wake a thread for each packet either way. The system notes when a
// packet came. Calls are raw: they never block, and the usual way would tell the
// runtime that a processor may be gone for long, and wake its monitor thread.

// polled says that whoever plays reads the socket, and whoever records sends.
const polled = true

// errNothing is returned by read when no datagram waits.
var errNothing = errors.New("no datagram")

// socket is the one for RTP. One goroutine at a time may read, and one may write; all
// may close.
type socket struct {
	local netip.AddrPort
	fd    int
	wide  bool // IPv6, which speaks IPv4 in mapped addresses
	use   atomic.Int64
	shut  atomic.Bool

	in  incoming
	out outgoing
}

// leaving is what use is lowered by when the socket is closed.
const leaving = math.MinInt64 / 2

// newSocket takes a bound socket over.
func newSocket(c *net.UDPConn) (*socket, error) {
	s := &socket{local: localAddr(c), fd: -1}
	raw, err := c.SyscallConn()
	if err == nil {
		var failed error
		err = raw.Control(func(fd uintptr) { s.fd, failed = dup(fd) })
		err = errors.Join(err, failed)
	}
	if err = errors.Join(err, c.Close()); err != nil {
		if s.fd >= 0 {
			_ = syscall.Close(s.fd)
		}
		return nil, fmt.Errorf("socket: %w", err)
	}
	_ = syscall.SetsockoptInt(s.fd, syscall.SOL_SOCKET, syscall.SO_TIMESTAMPNS, 1) // else a packet came when it is read
	if name, err := syscall.Getsockname(s.fd); err == nil {
		_, s.wide = name.(*syscall.SockaddrInet6)
	}
	s.in.prepare()
	return s, nil
}

func dup(fd uintptr) (int, error) {
	n, _, errno := syscall.RawSyscall(syscall.SYS_FCNTL, fd, syscall.F_DUPFD_CLOEXEC, 0)
	if errno != 0 {
		return -1, errno
	}
	return int(n), nil
}

// enter keeps the socket's descriptor from being closed; false when it is.
func (s *socket) enter() bool {
	if s.use.Add(1) > 0 {
		return true
	}
	s.leave()
	return false
}

func (s *socket) leave() {
	if s.use.Add(-1) == leaving {
		s.shutDown()
	}
}

// close ends the use of the socket, at once or with the call that is under way.
func (s *socket) close() error {
	if s.use.Add(leaving) == leaving {
		s.shutDown()
	}
	return nil
}

func (s *socket) shutDown() {
	if s.shut.CompareAndSwap(false, true) {
		_ = syscall.Close(s.fd) // nobody reads or writes any more
	}
}

// incoming is what the reader needs.
type incoming struct {
	header  syscall.Msghdr
	vector  syscall.Iovec
	addr    syscall.RawSockaddrInet6 // of either family, the larger one
	control [64]byte                 // room for the time
	scope   uint32                   // of zone
	zone    string                   // the last one that was looked up
}

func (in *incoming) prepare() {
	in.header.Name = (*byte)(unsafe.Pointer(&in.addr))
	in.header.Iov, in.header.Iovlen = &in.vector, 1
	in.header.Control = &in.control[0]
}

// read takes out a datagram, and says how long ago it came. It allocates nothing. Its
// error is errNothing when there is none, and net.ErrClosed when the socket is closed.
func (s *socket) read(buf []byte) (n int, from netip.AddrPort, ago time.Duration, err error) {
	if !s.enter() {
		return 0, netip.AddrPort{}, 0, net.ErrClosed
	}
	defer s.leave()
	in := &s.in
	in.vector.Base, in.vector.Len = unsafe.SliceData(buf), uint64(len(buf))
	in.header.Namelen, in.header.Controllen = syscall.SizeofSockaddrInet6, uint64(len(in.control))
	got, _, errno := syscall.RawSyscall(syscall.SYS_RECVMSG, uintptr(s.fd), uintptr(unsafe.Pointer(&in.header)), syscall.MSG_DONTWAIT)
	switch errno {
	case 0:
		return int(got), in.from(), in.ago(), nil
	case syscall.EAGAIN, syscall.EINTR:
		return 0, netip.AddrPort{}, 0, errNothing
	}
	return 0, netip.AddrPort{}, 0, errno
}

// ago says how long ago the datagram came, as the system noted it.
func (in *incoming) ago() time.Duration {
	h := (*syscall.Cmsghdr)(unsafe.Pointer(&in.control))
	const size = syscall.SizeofCmsghdr + int(unsafe.Sizeof(syscall.Timespec{}))
	if in.header.Controllen < uint64(size) || h.Level != syscall.SOL_SOCKET || h.Type != syscall.SCM_TIMESTAMPNS {
		return 0
	}
	at := (*syscall.Timespec)(unsafe.Pointer(&in.control[syscall.SizeofCmsghdr]))
	return time.Duration(time.Now().UnixNano() - at.Nano())
}

func (in *incoming) from() netip.AddrPort {
	if in.addr.Family == syscall.AF_INET {
		a := (*syscall.RawSockaddrInet4)(unsafe.Pointer(&in.addr))
		return netip.AddrPortFrom(netip.AddrFrom4(a.Addr), swapped(a.Port))
	}
	addr := netip.AddrFrom16(in.addr.Addr)
	if in.addr.Scope_id != 0 {
		addr = addr.WithZone(in.zoneOf(in.addr.Scope_id))
	}
	return netip.AddrPortFrom(addr, swapped(in.addr.Port))
}

// zoneOf names a link, as package net does: far ends are told apart by it.
func (in *incoming) zoneOf(scope uint32) string {
	if scope != in.scope {
		in.scope, in.zone = scope, strconv.Itoa(int(scope))
		if link, err := net.InterfaceByIndex(int(scope)); err == nil {
			in.zone = link.Name
		}
	}
	return in.zone
}

// swapped turns a port from the network's order into the machine's, which is the
// other one on both kinds of machine, and back.
func swapped(port uint16) uint16 { return port<<8 | port>>8 }

// outgoing is what the writer needs.
type outgoing struct {
	addr  syscall.RawSockaddrInet6
	size  uint32
	zone  string // the last one that was looked up
	scope uint32 // of zone
}

// write sends one datagram, or drops it where the system's queue is full. It
// allocates nothing, but to look up a link.
func (s *socket) write(data []byte, to netip.AddrPort) error {
	if !s.enter() {
		return net.ErrClosed
	}
	defer s.leave()
	if err := s.out.address(to, s.wide); err != nil {
		return err
	}
	_, _, errno := syscall.RawSyscall6(syscall.SYS_SENDTO, uintptr(s.fd),
		uintptr(unsafe.Pointer(unsafe.SliceData(data))), uintptr(len(data)), syscall.MSG_DONTWAIT,
		uintptr(unsafe.Pointer(&s.out.addr)), uintptr(s.out.size))
	if errno != 0 {
		return errno
	}
	return nil
}

func (o *outgoing) address(to netip.AddrPort, wide bool) error {
	addr := to.Addr().Unmap()
	switch {
	case wide:
		o.size = syscall.SizeofSockaddrInet6
		o.addr = syscall.RawSockaddrInet6{Family: syscall.AF_INET6, Port: swapped(to.Port()), Addr: addr.As16()}
		if zone := addr.Zone(); zone != "" {
			return o.link(zone)
		}
	case addr.Is4():
		o.size = syscall.SizeofSockaddrInet4
		*(*syscall.RawSockaddrInet4)(unsafe.Pointer(&o.addr)) = syscall.RawSockaddrInet4{
			Family: syscall.AF_INET, Port: swapped(to.Port()), Addr: addr.As4(),
		}
	default:
		return syscall.EAFNOSUPPORT
	}
	return nil
}

// link says through which link an address is reached.
func (o *outgoing) link(zone string) error {
	if zone != o.zone {
		index, err := strconv.Atoi(zone)
		if err != nil {
			link, err := net.InterfaceByName(zone)
			if err != nil {
				return err
			}
			index = link.Index
		}
		o.zone, o.scope = zone, uint32(index)
	}
	o.addr.Scope_id = o.scope
	return nil
}
