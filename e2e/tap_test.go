package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// tap is a TCP relay between the program and the server that notes when bytes
// are handed to the program.
type tap struct {
	listener net.Listener
	target   string

	mu     sync.Mutex // guards the rest
	word   []byte     // being waited for
	passed chan time.Time
	conns  []net.Conn // two for each connection
	done   sync.WaitGroup
}

// newTap relays to the server of a ws:// URL and returns the URL to use.
func newTap(t *testing.T, url string) (*tap, string) {
	t.Helper()
	host, path, _ := strings.Cut(strings.TrimPrefix(url, "ws://"), "/")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tp := &tap{listener: l, target: host}
	tp.done.Go(tp.serve)
	t.Cleanup(tp.close)
	return tp, "ws://" + l.Addr().String() + "/" + path
}

func (tp *tap) serve() {
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

func (tp *tap) relay(client io.Writer, server io.Reader) {
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

func (tp *tap) note(chunk []byte) {
	tp.mu.Lock()
	defer tp.mu.Unlock()
	if tp.word != nil && bytes.Contains(chunk, tp.word) {
		tp.passed <- time.Now()
		tp.word = nil
	}
}

// expect says for which word of the protocol to wait.
func (tp *tap) expect(word string) <-chan time.Time {
	tp.mu.Lock()
	defer tp.mu.Unlock()
	tp.word, tp.passed = []byte(word), make(chan time.Time, 1)
	return tp.passed
}

// connections is how often the program has connected.
func (tp *tap) connections() int {
	tp.mu.Lock()
	defer tp.mu.Unlock()
	return len(tp.conns) / 2
}

// cut breaks every connection, as a failing network does.
func (tp *tap) cut() {
	tp.mu.Lock()
	defer tp.mu.Unlock()
	for _, c := range tp.conns {
		c.Close()
	}
}

func (tp *tap) close() {
	tp.listener.Close()
	tp.cut()
	tp.done.Wait()
}

// received waits for what expect announced.
func received(ctx context.Context, passed <-chan time.Time) (time.Time, error) {
	select {
	case at := <-passed:
		return at, nil
	case <-ctx.Done():
		return time.Time{}, fmt.Errorf("the event never came: %w", context.Cause(ctx))
	}
}
