//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"unsafe"

	"golang.org/x/sys/unix"
)

// openTUN makes a network interface whose packets are read and written here.
func openTUN(name string) (*os.File, error) {
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("/dev/net/tun: %w", err)
	}
	var request struct {
		name  [unix.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}
	copy(request.name[:], name)
	request.flags = unix.IFF_TUN | unix.IFF_NO_PI
	if _, _, e := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.TUNSETIFF, uintptr(unsafe.Pointer(&request))); e != 0 {
		_ = unix.Close(fd)
		return nil, fmt.Errorf("interface %s: %w", name, e)
	}
	return os.NewFile(uintptr(fd), name), nil
}

// place gives an interface to a network namespace and an address to it.
func place(device, namespace, address, peer string) error {
	for _, args := range [][]string{
		{"link", "set", device, "netns", namespace},
		{"-n", namespace, "addr", "add", address, "peer", peer, "dev", device},
		{"-n", namespace, "link", "set", device, "up"},
		{"-n", namespace, "link", "set", "lo", "up"},
	} {
		if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
			return fmt.Errorf("ip %v: %w: %s", args, err, out)
		}
	}
	return nil
}
