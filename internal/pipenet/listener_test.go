package pipenet_test

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"offhook/internal/pipenet"
)

func TestDialReachesWhoAccepts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := pipenet.Listen()
		go func() {
			c, err := l.Accept()
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = io.WriteString(c, "hello")
			_ = c.Close()
		}()
		c, err := l.Dial(t.Context(), "tcp", "anywhere:1")
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(c); string(b) != "hello" || err != nil {
			t.Errorf("read %q, %v", b, err)
		}
	})
}

// closes tells when the server's end of a line is closed.
type closes struct {
	net.Conn
	n *int
}

func (c closes) Close() error { *c.n++; return c.Conn.Close() }

// A dial that nobody accepts ends with its context, one to a closed listener at
// once, and neither leaves a line behind.
func TestDialThatNobodyAccepts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, n := pipenet.Listen(), 0
		l.Pair = func() (client, server net.Conn) {
			client, server = net.Pipe()
			return closes{client, &n}, closes{server, &n}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		if _, err := l.Dial(ctx, "", ""); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Minute {
			t.Errorf("Dial = %v after %v", err, time.Since(start))
		}
		accepted := make(chan error)
		go func() { _, err := l.Accept(); accepted <- err }()
		synctest.Wait()
		if err := errors.Join(l.Close(), l.Close()); err != nil {
			t.Error(err)
		}
		if err := <-accepted; !errors.Is(err, net.ErrClosed) {
			t.Errorf("Accept = %v", err)
		}
		if _, err := l.Dial(t.Context(), "", ""); !errors.Is(err, net.ErrClosed) {
			t.Errorf("Dial after Close = %v", err)
		}
		if n != 4 {
			t.Errorf("%d of 4 ends were closed", n)
		}
	})
}
