package modelcheck

import (
	"net"
	"time"
)

// line is a connection of which both ends are here.
func (l *pipes) line() (client, server net.Conn) {
	if l.latency == 0 {
		return net.Pipe()
	}
	client, near := net.Pipe()
	far, server := net.Pipe()
	go carry(near, far, l.latency)
	go carry(far, near, l.latency)
	return client, server
}

// parcel is what was written at once, and when it arrives.
type parcel struct {
	data []byte
	at   time.Time
}

// carry moves what comes out of from into to, each parcel a latency later. The
// end of one side is the end of the other.
func carry(from, to net.Conn, latency time.Duration) {
	parcels := make(chan parcel, 4096)
	go func() {
		for p := range parcels {
			time.Sleep(time.Until(p.at))
			if _, err := to.Write(p.data); err != nil {
				_ = from.Close()
			}
		}
		_ = to.Close()
	}()
	defer close(parcels)
	defer func() { _ = from.Close() }()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			parcels <- parcel{append([]byte(nil), buf[:n]...), time.Now().Add(latency)}
		}
		if err != nil {
			return
		}
	}
}
