package testdesk

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"sync"
	"time"
)

// Listener is a continuous recording. Every sample has the time at which it
// came out of the sound server, exact to the 5 ms of a chunk and never early.
type Listener struct {
	mu      sync.Mutex // guards the rest
	samples []int16
	chunks  []chunk
	closed  bool
	more    chan struct{} // closed and replaced when something arrives
}

// chunk says when the samples before end had arrived.
type chunk struct {
	end int
	at  time.Time
}

func newListener() *Listener { return &Listener{more: make(chan struct{})} }

func (l *Listener) run(r io.Reader) {
	buf := make([]byte, 8192)
	kept := 0 // half a sample of the read before
	for {
		n, err := r.Read(buf[kept:])
		at := time.Now()
		n += kept
		l.add(buf[:n&^1], at)
		if kept = n & 1; kept == 1 {
			buf[0] = buf[n-1]
		}
		if err != nil {
			l.mu.Lock()
			l.closed = true
			close(l.more)
			l.more = make(chan struct{})
			l.mu.Unlock()
			return
		}
	}
}

func (l *Listener) add(raw []byte, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := 0; i+1 < len(raw); i += 2 {
		l.samples = append(l.samples, int16(binary.LittleEndian.Uint16(raw[i:])))
	}
	l.chunks = append(l.chunks, chunk{end: len(l.samples), at: at})
	close(l.more)
	l.more = make(chan struct{})
}

// position returns the index of the first sample that arrived at or after t.
func (l *Listener) position(t time.Time) int {
	lo, hi := 0, len(l.chunks)
	for lo < hi {
		mid := (lo + hi) / 2
		if l.chunks[mid].at.Before(t) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return 0
	}
	return l.chunks[lo-1].end
}

// timeOf returns when the sample with this index had arrived.
func (l *Listener) timeOf(index int) time.Time {
	lo, hi := 0, len(l.chunks)
	for lo < hi {
		mid := (lo + hi) / 2
		if l.chunks[mid].end <= index {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(l.chunks) {
		return time.Now()
	}
	return l.chunks[lo].at
}

// Between returns a copy of what arrived from one time up to another.
func (l *Listener) Between(from, to time.Time) []int16 {
	l.mu.Lock()
	defer l.mu.Unlock()
	a, b := l.position(from), l.position(to)
	return append([]int16(nil), l.samples[a:max(a, b)]...)
}

// Last returns a copy of what arrived in the time just past.
func (l *Listener) Last(d time.Duration) []int16 {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(len(l.samples), int(d.Seconds()*SampleRate))
	return append([]int16(nil), l.samples[len(l.samples)-n:]...)
}

// Wait hands every stretch of window length that arrives after from, one
// following the other, to match, and returns when the first that matches began.
func (l *Listener) Wait(ctx context.Context, from time.Time, window time.Duration, match func([]int16) bool) (time.Time, error) {
	size := int(window.Seconds() * SampleRate)
	l.mu.Lock()
	next := l.position(from)
	l.mu.Unlock()
	for {
		l.mu.Lock()
		for next+size <= len(l.samples) {
			if match(l.samples[next : next+size]) {
				at := l.timeOf(next)
				l.mu.Unlock()
				return at, nil
			}
			next += size
		}
		more, closed := l.more, l.closed
		l.mu.Unlock()
		if closed {
			return time.Time{}, fmt.Errorf("testdesk: the sound server ended")
		}
		select {
		case <-more:
		case <-ctx.Done():
			return time.Time{}, fmt.Errorf("testdesk: not heard: %w", context.Cause(ctx))
		}
	}
}

// WaitFor waits until a whole stretch of window length satisfies match, looking
// at the latest stretch whenever something arrives.
func (l *Listener) WaitFor(ctx context.Context, window time.Duration, match func([]int16) bool) error {
	start := time.Now()
	for {
		l.mu.Lock()
		more, closed := l.more, l.closed
		l.mu.Unlock()
		if time.Since(start) >= window && match(l.Last(window)) {
			return nil
		}
		if closed {
			return fmt.Errorf("testdesk: the sound server ended")
		}
		select {
		case <-more:
		case <-ctx.Done():
			return fmt.Errorf("testdesk: not heard: %w (last %v: %.0f dBFS)", context.Cause(ctx), window, Level(l.Last(window)))
		}
	}
}

// waitRunning returns when a recording has begun.
func (l *Listener) waitRunning(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, 10*time.Second, fmt.Errorf("the recorder got nothing"))
	defer cancel()
	_, err := l.Wait(ctx, time.Time{}, 5*time.Millisecond, func([]int16) bool { return true })
	return err
}
