//go:build amd64 || arm64

package media

import "syscall"

// TrafficClass asks the system how a session's voice is marked.
func TrafficClass(s *Session) (int, error) {
	return syscall.GetsockoptInt(s.rtp.fd, syscall.IPPROTO_IP, syscall.IP_TOS)
}
