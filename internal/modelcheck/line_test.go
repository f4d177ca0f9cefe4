package modelcheck

import (
	"net"
	"time"
)

// line is a connection of which both ends are here.
func (l *pipes) line() (client, server net.Conn) {
	client, server = net.Pipe()
	if l.latency > 0 {
		near, far := server, net.Conn(nil)
		far, server = net.Pipe()
		go l.carry(near, far)
		go l.carry(far, near)
	}
	return fragile{client, l}, fragile{server, l}
}

// fragile is an end of a line that breaks when it is asked to.
type fragile struct {
	net.Conn
	line *pipes
}

// cutAt breaks the line at the nth thing that is written from now on, by either
// end, just before it or just after; 0: not at all.
func (l *pipes) cutAt(n int, after bool) {
	l.cutAfter.Store(after)
	l.cutIn.Store(int64(n))
}

// longestTurn is what a thing written takes at most on a line without latency,
// and moment long enough for all that follows at once from something.
const (
	longestTurn = 100 * time.Microsecond
	moment      = 20 * time.Millisecond
)

// turn is a nanosecond soon that is nobody else's, and no round time after another.
func (l *pipes) turn() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = max(time.Now().UnixNano(), l.last) + 1 + int64(l.jitter(longestTurn))
	return time.Unix(0, l.last)
}

// Write waits for its turn: of two things in one moment the scheduler would else
// draw which comes first, and again when both wait equally long for what is next.
func (c fragile) Write(b []byte) (int, error) {
	time.Sleep(time.Until(c.line.turn()))
	if c.line.cutIn.Load() <= 0 || c.line.cutIn.Add(-1) != 0 {
		return c.Conn.Write(b)
	}
	if c.line.cutAfter.Load() {
		_, _ = c.Conn.Write(b)
	}
	_ = c.Conn.Close()
	return 0, net.ErrClosed
}

// parcel is what was written at once, and when it arrives.
type parcel struct {
	data []byte
	at   time.Time
}

// carry moves what comes out of from into to, each parcel a latency later. The
// end of one side is the end of the other.
func (l *pipes) carry(from, to net.Conn) {
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
			parcels <- parcel{append([]byte(nil), buf[:n]...), l.turn().Add(l.latency)}
		}
		if err != nil {
			return
		}
	}
}
