package wti

import (
	"context"
	"sync"
	"time"
)

// supervise keeps the client signed in until ctx ends: it runs the session and,
// when that is lost, gets a new one (protocol notes §2.5).
func (c *Client) supervise(ctx context.Context, s *session) {
	for {
		gone, err := c.run(ctx, s)
		if ctx.Err() != nil {
			return // who cancelled takes care of s
		}
		c.mu.Lock()
		c.online = nil
		c.mu.Unlock()
		s.conn.close()
		c.station.with(func() { c.station.ghost = time.Now().Add(c.opt.SessionDuration + cleanupDelay) })
		c.trace.note("connection lost", s.server, err)
		c.log.Warn("connection lost", "server", s.server, "err", err)
		c.queue.emit(ConnectionChanged{Link: LinkReconnecting, Server: s.server, Err: err})
		if gone || c.opt.Dialect.SessionResume == "off" {
			s = nil
		}
		if s = c.reconnect(ctx, s); s == nil {
			return
		}
	}
}

// run keeps one session alive and polls it until it is lost or ctx ends. gone
// says that the session itself is over and not only its connection.
func (c *Client) run(ctx context.Context, s *session) (gone bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	wg.Go(func() { s.keepAlive(ctx) })
	wg.Go(func() { s.pollState(ctx) })
	wg.Go(func() { s.keepRegistered(ctx) })
	select {
	case <-ctx.Done():
		return false, context.Cause(ctx)
	case <-s.conn.closed:
	case err := <-s.lost:
		return true, err
	}
	select {
	case err := <-s.lost:
		return true, err
	default:
		return false, s.conn.err
	}
}
