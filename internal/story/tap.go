package story

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"time"
)

// Tap is a TCP relay between the program and the server that notes when bytes
// are handed to the program. Its methods may be called from any goroutine.
type Tap struct {
	listener net.Listener
	target   string

	mu     sync.Mutex // guards the rest
	word   []byte     // being waited for
	passed chan time.Time
	conns  []net.Conn // two for each connection
	done   sync.WaitGroup
}

// NewTap relays to the server of a ws:// URL and returns the URL to use instead.
func NewTap(url string) (*Tap, string, error) {
	host, path, _ := strings.Cut(strings.TrimPrefix(url, "ws://"), "/")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", fmt.Errorf("story: %w", err)
	}
	tp := &Tap{listener: l, target: host}
	tp.done.Go(tp.serve)
	return tp, "ws://" + l.Addr().String() + "/" + path, nil
}

func (tp *Tap) serve() {
	for {
		client, err := tp.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", tp.target)
		if err != nil {
			client.Close()
			continue
		}
		tp.mu.Lock()
		tp.conns = append(tp.conns, client, server)
		tp.mu.Unlock()
		tp.done.Go(func() { defer server.Close(); _, _ = io.Copy(server, client) })
		tp.done.Go(func() { defer client.Close(); tp.relay(client, server) })
	}
}

func (tp *Tap) relay(client io.Writer, server io.Reader) {
	buf := make([]byte, 64<<10)
	for {
		n, err := server.Read(buf)
		if n > 0 {
			tp.note(buf[:n])
			if _, err := client.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (tp *Tap) note(chunk []byte) {
	tp.mu.Lock()
	defer tp.mu.Unlock()
	if tp.word != nil && bytes.Contains(chunk, tp.word) {
		tp.passed <- time.Now()
		tp.word = nil
	}
}

// Expect says for which word of the protocol to wait.
func (tp *Tap) Expect(word string) <-chan time.Time {
	tp.mu.Lock()
	defer tp.mu.Unlock()
	tp.word, tp.passed = []byte(word), make(chan time.Time, 1)
	return tp.passed
}

// Connections is how often the program has connected.
func (tp *Tap) Connections() int {
	tp.mu.Lock()
	defer tp.mu.Unlock()
	return len(tp.conns) / 2
}

// Cut breaks every connection, as a failing network does.
func (tp *Tap) Cut() {
	tp.mu.Lock()
	defer tp.mu.Unlock()
	for _, c := range tp.conns {
		c.Close()
	}
}

// Close ends the relay and waits for its goroutines.
func (tp *Tap) Close() {
	tp.listener.Close()
	tp.Cut()
	tp.done.Wait()
}

// Received waits for what [Tap.Expect] announced.
func Received(ctx context.Context, passed <-chan time.Time) (time.Time, error) {
	select {
	case at := <-passed:
		return at, nil
	case <-ctx.Done():
		return time.Time{}, fmt.Errorf("story: the event never came: %w", context.Cause(ctx))
	}
}
