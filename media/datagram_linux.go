//go:build amd64 || arm64

package media

import (
	"net"
	"net/netip"
	"strconv"
	"syscall"
	"unsafe"
)

// A system call that goes the usual way tells the runtime that a processor may be
// gone for long, and wakes its monitor thread, which then looks after it many times
// over. On a call that happens a hundred times a second and was a fifth of what the
// voice costs. These sockets never block, so nobody needs to look after them: the
// calls here are raw, and only waiting goes through the network poller.

// datagramReader reads a socket. It belongs to one goroutine and allocates nothing.
type datagramReader struct {
	raw   syscall.RawConn
	once  func(fd uintptr) bool
	buf   []byte
	n     int
	errno syscall.Errno
	addr  syscall.RawSockaddrInet6 // of either family, the larger one
	size  uint32
	scope uint32 // of zone
	zone  string // the last one that was looked up
}

func newDatagramReader(c *net.UDPConn) (*datagramReader, error) {
	raw, err := c.SyscallConn()
	if err != nil {
		return nil, err
	}
	r := &datagramReader{raw: raw}
	r.once = r.receive
	return r, nil
}

// read waits for a datagram. Its error is net.ErrClosed when the socket is closed.
func (r *datagramReader) read(buf []byte) (int, netip.AddrPort, error) {
	r.buf = buf
	if err := r.raw.Read(r.once); err != nil {
		return 0, netip.AddrPort{}, err
	}
	if r.errno != 0 {
		return 0, netip.AddrPort{}, r.errno
	}
	return r.n, r.from(), nil
}

// receive returns false when there is nothing to read yet.
func (r *datagramReader) receive(fd uintptr) bool {
	r.size = syscall.SizeofSockaddrInet6
	n, _, errno := syscall.RawSyscall6(syscall.SYS_RECVFROM, fd,
		uintptr(unsafe.Pointer(unsafe.SliceData(r.buf))), uintptr(len(r.buf)), syscall.MSG_DONTWAIT,
		uintptr(unsafe.Pointer(&r.addr)), uintptr(unsafe.Pointer(&r.size)))
	if errno == syscall.EAGAIN {
		return false
	}
	r.n, r.errno = int(n), errno
	return true
}

func (r *datagramReader) from() netip.AddrPort {
	if r.addr.Family == syscall.AF_INET {
		a := (*syscall.RawSockaddrInet4)(unsafe.Pointer(&r.addr))
		return netip.AddrPortFrom(netip.AddrFrom4(a.Addr), swapped(a.Port))
	}
	addr := netip.AddrFrom16(r.addr.Addr)
	if r.addr.Scope_id != 0 {
		addr = addr.WithZone(r.zoneOf(r.addr.Scope_id))
	}
	return netip.AddrPortFrom(addr, swapped(r.addr.Port))
}

// zoneOf names a link, as package net does: far ends are told apart by it.
func (r *datagramReader) zoneOf(scope uint32) string {
	if scope != r.scope {
		r.scope, r.zone = scope, strconv.Itoa(int(scope))
		if link, err := net.InterfaceByIndex(int(scope)); err == nil {
			r.zone = link.Name
		}
	}
	return r.zone
}

// swapped turns a port from the network's order into the machine's, which is the
// other one on both kinds of machine, and back.
func swapped(port uint16) uint16 { return port<<8 | port>>8 }

// datagramWriter writes to a socket. It belongs to one goroutine and allocates
// nothing.
type datagramWriter struct {
	conn  *net.UDPConn
	raw   syscall.RawConn
	once  func(fd uintptr) bool
	wide  bool // an IPv6 socket, which speaks IPv4 in mapped addresses
	data  []byte
	errno syscall.Errno
	addr  syscall.RawSockaddrInet6
	size  uint32
}

func newDatagramWriter(c *net.UDPConn) (*datagramWriter, error) {
	raw, err := c.SyscallConn()
	if err != nil {
		return nil, err
	}
	w := &datagramWriter{conn: c, raw: raw}
	w.once = w.send
	err = raw.Control(func(fd uintptr) {
		if name, err := syscall.Getsockname(int(fd)); err == nil {
			_, w.wide = name.(*syscall.SockaddrInet6)
		}
	})
	return w, err
}

// write sends one datagram.
func (w *datagramWriter) write(data []byte, to netip.AddrPort) error {
	if to.Addr().Zone() != "" || !w.wide && !to.Addr().Unmap().Is4() {
		_, err := w.conn.WriteToUDPAddrPort(data, to) // looks the zone up, or says what is wrong
		return err
	}
	w.address(to)
	w.data = data
	if err := w.raw.Write(w.once); err != nil {
		return err
	}
	if w.errno != 0 {
		return w.errno
	}
	return nil
}

func (w *datagramWriter) address(to netip.AddrPort) {
	if w.wide {
		w.size = syscall.SizeofSockaddrInet6
		w.addr = syscall.RawSockaddrInet6{Family: syscall.AF_INET6, Port: swapped(to.Port()), Addr: to.Addr().As16()}
		return
	}
	w.size = syscall.SizeofSockaddrInet4
	*(*syscall.RawSockaddrInet4)(unsafe.Pointer(&w.addr)) = syscall.RawSockaddrInet4{
		Family: syscall.AF_INET, Port: swapped(to.Port()), Addr: to.Addr().Unmap().As4(),
	}
}

// send returns false when the socket's queue is full.
func (w *datagramWriter) send(fd uintptr) bool {
	_, _, errno := syscall.RawSyscall6(syscall.SYS_SENDTO, fd,
		uintptr(unsafe.Pointer(unsafe.SliceData(w.data))), uintptr(len(w.data)), syscall.MSG_DONTWAIT,
		uintptr(unsafe.Pointer(&w.addr)), uintptr(w.size))
	if errno == syscall.EAGAIN {
		return false
	}
	w.errno = errno
	return true
}
