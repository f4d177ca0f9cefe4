package wti

import (
	"context"
	"errors"
	"time"
)

// reconnect tries until there is a session in place of the lost one. While old
// is not nil it may be taken up again. It returns nil when ctx ended or when
// trying is pointless.
func (c *Client) reconnect(ctx context.Context, old *session) *session {
	for tries := reconnectWaits(); sleep(ctx, tries.wait()) == nil; {
		s, refused, err := c.reattach(ctx, old)
		if refused {
			old = nil
			s, err = c.renew(ctx)
		}
		if err == nil {
			c.log.Info("connection restored", "server", s.server, "session", s.reattached)
			return s
		}
		if ctx.Err() != nil {
			return nil
		}
		if errors.Is(err, ErrUnauthorized) || KindOf(err) == KindUnauthorized {
			c.mu.Lock()
			c.ended = true
			c.mu.Unlock()
			c.queue.emit(ConnectionChanged{Link: LinkOffline, Err: err})
			return nil
		}
		c.log.Info("reconnecting", "err", err)
	}
	return nil
}

// cleanupDelay is how long AES may keep the devices of a session whose time has
// run out (protocol notes §2.5).
const cleanupDelay = 120 * time.Second

// reattach takes a session up again that outlived its connection: an upgrade
// with its token, proved by a keep-alive (protocol notes §2.5, step 1). Phone,
// device and calls stay as they were. refused asks for a new session instead;
// it is also set when there is nothing to take up.
func (c *Client) reattach(ctx context.Context, old *session) (s *session, refused bool, err error) {
	if old == nil || old.token == "" {
		return nil, true, nil
	}
	s = old.again()
	placing := c.opt.Dialect.TokenPlacement
	if placing == "" || placing == "socket" {
		placing = get(&c.learned, &c.learned.token)
	}
	if err := s.connect(ctx, placement{bearer: s.token, query: placing == "query"}); err != nil {
		e, answered := errors.AsType[*ConnectError](err)
		return nil, answered && e.Status != 0 && e.Kind != KindServerBusy, err
	}
	if placing == "header" {
		s.conn.setBearer(s.token)
	}
	if err = s.resetTimer(ctx); err == nil {
		err = s.renewMonitor(ctx)
	}
	if err == nil {
		err = s.resume(ctx)
	}
	if err != nil {
		s.conn.close()
		_, refused = errors.AsType[*Error](err)
		return nil, refused, err
	}
	return s, false, nil
}

// again is the same application session for a new connection.
func (s *session) again() *session {
	next := newSession(s.c, s.server)
	s.mu.Lock()
	defer s.mu.Unlock()
	next.token, next.id, next.duration, next.started = s.token, s.id, s.duration, s.started
	next.device, next.monitor, next.registered = s.device, s.monitor, s.registered
	next.reattached = true
	return next
}

// renewMonitor starts a monitor for the new connection and then stops the old
// one, so that no event falls between them.
func (s *session) renewMonitor(ctx context.Context) error {
	s.mu.Lock()
	old := s.monitor
	s.mu.Unlock()
	if err := s.startMonitor(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	same := s.monitor == old
	s.mu.Unlock()
	if old == "" || same {
		return nil
	}
	if err := s.do(ctx, opMonitorStop, monitorStop{old}, nil); errors.Is(err, ErrDisconnected) {
		return err
	}
	return nil // gone with the connection
}

// renew makes a new session, puts it online and reports everything that may have
// changed (protocol notes §2.5, step 3).
func (c *Client) renew(ctx context.Context) (*session, error) {
	s, _, err := c.open(ctx, func(Step, StepState, error) {})
	if err != nil {
		return nil, err
	}
	if err = s.openDevice(ctx, c.opt.SessionDuration+cleanupDelay); err == nil {
		err = s.startMonitor(ctx)
	}
	if err == nil {
		err = s.resume(ctx)
	}
	if err != nil {
		s.mu.Lock()
		s.registered = false // the phone stays up, the next try finds it
		s.mu.Unlock()
		s.teardown(ctx)
		return nil, err
	}
	return s, nil
}

// resume looks after the phone, reads agent and calls and puts s online. The
// snapshot comes last and its answer is reported on the reader, so that no event
// falls between it and the Resynced.
func (s *session) resume(ctx context.Context) error {
	registered, kept, err := s.recoverPhone(ctx)
	if err != nil {
		return err
	}
	if err := s.readAgent(ctx); errors.Is(err, ErrDisconnected) {
		return err
	}
	return s.readCalls(ctx, func(calls []CallSnapshot) {
		c := s.c
		c.mu.Lock()
		c.online = s
		c.mu.Unlock()
		c.queue.emit(ConnectionChanged{Link: LinkConnected, Server: s.server})
		c.queue.emit(Resynced{Calls: calls, Agent: c.station.agent.now, Registered: registered, MediaKept: kept})
	})
}
