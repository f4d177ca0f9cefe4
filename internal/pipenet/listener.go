// Package pipenet is a network of pipes in memory for tests in virtual time: a
// real socket keeps a synctest bubble from being idle, a pipe does not. Listen
// inside the bubble.
package pipenet

import (
	"context"
	"net"
	"sync"
)

// Listener is a net.Listener whose connections are made by [Listener.Dial]. All
// methods may be called from any goroutine.
type Listener struct {
	// Pair makes the two ends of a connection; [net.Pipe] when nil. It must not
	// change once somebody dials.
	Pair func() (client, server net.Conn)

	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

// Listen makes a listener. It uses no address: every dial leads to it.
func Listen() *Listener {
	return &Listener{conns: make(chan net.Conn), closed: make(chan struct{})}
}

// Dial connects to whoever accepts next. Network and address do not matter, so
// that it fits where a TCP dialler is asked for. It fails with [net.ErrClosed] once
// the listener is closed, and with the context's error when that ends before
// somebody has accepted.
func (l *Listener) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	pair := l.Pair
	if pair == nil {
		pair = net.Pipe
	}
	client, server := pair()
	err := net.ErrClosed
	select {
	case l.conns <- server:
		return client, nil
	case <-l.closed:
	case <-ctx.Done():
		err = ctx.Err()
	}
	_ = client.Close()
	_ = server.Close()
	return nil, err
}

// Accept waits for the next dial. It fails with [net.ErrClosed] after Close.
func (l *Listener) Accept() (net.Conn, error) {
	select {
	case <-l.closed: // also when somebody is dialling just now
		return nil, net.ErrClosed
	default:
	}
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and Dial. Connections that were made stay. A second Close does
// nothing.
func (l *Listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr is a name and no address.
func (l *Listener) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }
