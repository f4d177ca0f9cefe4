//go:build unix && !linux && !darwin

package control

import "net"

// samePeer relies on the folder's and the socket's access rights here.
func samePeer(*net.UnixConn) error { return nil }
