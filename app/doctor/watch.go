package doctor

import (
	"context"
	"crypto/tls"
	"net"
	"net/http/httptrace"
	"sync"
	"time"
)

// phase is how far one connection came.
type phase struct {
	begun, ended time.Time
	err          error
}

func (p phase) took() time.Duration {
	if p.begun.IsZero() || p.ended.IsZero() {
		return 0
	}
	return p.ended.Sub(p.begun)
}

func (p phase) done() bool { return !p.ended.IsZero() && p.err == nil }

// way is what the client's first connection to a server went through. The hooks
// are called on goroutines of the net package.
type way struct {
	watchdog *watchdog

	mu     sync.Mutex // guards the fields below
	closed bool       // the server has answered: later connections do not count
	name   phase
	addrs  []net.IPAddr
	tcp    phase
	addr   string // that was connected, else the last that was tried
	got    bool   // there is a connection to the server, through the proxy if there is one
	tls    phase
	state  tls.ConnectionState
	http   phase
}

// trace returns the hooks.
func (w *way) trace() *httptrace.ClientTrace {
	step := func(f func(now time.Time)) {
		w.mu.Lock()
		defer w.mu.Unlock()
		if !w.closed {
			f(time.Now())
			w.watchdog.again()
		}
	}
	return &httptrace.ClientTrace{
		DNSStart: func(httptrace.DNSStartInfo) { step(func(now time.Time) { w.name = phase{begun: now} }) },
		DNSDone: func(i httptrace.DNSDoneInfo) {
			step(func(now time.Time) { w.name.ended, w.name.err, w.addrs = now, i.Err, i.Addrs })
		},
		ConnectStart: func(_, addr string) {
			step(func(now time.Time) {
				if w.tcp.begun.IsZero() {
					w.tcp.begun = now
				}
				if !w.tcp.done() {
					w.addr = addr
				}
			})
		},
		ConnectDone: func(_, addr string, err error) {
			step(func(now time.Time) {
				if !w.tcp.done() {
					w.tcp.ended, w.tcp.err, w.addr = now, err, addr
				}
			})
		},
		GotConn:           func(httptrace.GotConnInfo) { step(func(now time.Time) { w.got, w.http = true, phase{begun: now} }) },
		TLSHandshakeStart: func() { step(func(now time.Time) { w.tls = phase{begun: now} }) },
		TLSHandshakeDone: func(s tls.ConnectionState, err error) {
			step(func(now time.Time) { w.tls.ended, w.tls.err, w.state, w.http = now, err, s, phase{begun: now} })
		},
		GotFirstResponseByte: func() {
			step(func(now time.Time) { w.http.ended, w.closed = now, true })
		},
	}
}

// seen returns what was gone through so far, and takes no more.
func (w *way) seen() *way {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	return &way{
		name: w.name, addrs: w.addrs, tcp: w.tcp, addr: w.addr, got: w.got, tls: w.tls, state: w.state, http: w.http,
	}
}

// watchdog ends what does not get on.
type watchdog struct {
	cancel context.CancelCauseFunc
	mu     sync.Mutex // guards the fields below
	limit  time.Duration
	timer  *time.Timer
}

// watch returns a context that ends when nothing happens for the time of a limit.
func watch(ctx context.Context, limit time.Duration) (context.Context, *watchdog) {
	ctx, cancel := context.WithCancelCause(ctx)
	w := &watchdog{cancel: cancel, limit: limit}
	w.timer = time.AfterFunc(limit, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.cancel(&limitError{w.limit})
	})
	return ctx, w
}

// again begins the time anew.
func (w *watchdog) again() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.limit > 0 {
		w.timer.Reset(w.limit)
	}
}

// next begins the time of a step with another limit.
func (w *watchdog) next(limit time.Duration) {
	w.mu.Lock()
	w.limit = limit
	w.mu.Unlock()
	w.again()
}

// end lets the context go.
func (w *watchdog) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.limit = 0
	w.timer.Stop()
	w.cancel(context.Canceled)
}
