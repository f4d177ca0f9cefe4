package wti

import (
	"context"
	"errors"
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
		if errors.Is(err, errFailBack) {
			if next := c.goBack(ctx, s); next != nil {
				s = next
				continue
			}
			if ctx.Err() != nil {
				return
			}
			gone = true
		}
		c.mu.Lock()
		c.online = nil
		c.mu.Unlock()
		s.conn.close()
		c.servers.worked(s.server) // until now
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
	wg.Go(func() { s.watch(ctx) })
	wg.Go(func() { s.keepRegistered(ctx) })
	wg.Go(func() { s.failBack(ctx) })
	wg.Go(func() { s.watchSystem(ctx) })
	wg.Go(func() { s.tryCallControl(ctx) })
	select {
	case <-ctx.Done():
		return false, context.Cause(ctx)
	case <-s.conn.closed:
	case err := <-s.lost:
		return s.over(err), err
	}
	select {
	case err := <-s.lost:
		return s.over(err), err
	default:
		return false, s.conn.err
	}
}

// over says whether the session itself ended for this reason. One whose token
// has run out is still there, and is taken up by its name.
func (s *session) over(err error) bool {
	if !unauthorized(err) {
		return errors.Is(err, errSessionEnded) || sessionGone(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token, s.tokenless = "", true
	return false
}
