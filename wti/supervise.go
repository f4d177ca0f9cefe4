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
		err := c.run(ctx, s)
		if ctx.Err() != nil {
			return // who cancelled takes care of s
		}
		c.mu.Lock()
		c.online = nil
		c.mu.Unlock()
		s.conn.close()
		c.log.Warn("connection lost", "server", s.server, "err", err)
		c.queue.emit(ConnectionChanged{Link: LinkReconnecting, Server: s.server, Err: err})
		if s = c.reconnect(ctx); s == nil {
			return
		}
	}
}

// run keeps one session alive and polls it until it is lost or ctx ends.
func (c *Client) run(ctx context.Context, s *session) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	wg.Go(func() { s.keepAlive(ctx) })
	wg.Go(func() { s.pollState(ctx) })
	wg.Go(func() { s.keepRegistered(ctx) })
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-s.conn.closed:
		return s.conn.err
	case err := <-s.lost:
		return err
	}
}

// reconnect tries until there is a new session in place of the lost one. It
// returns nil when ctx ended or when trying is pointless.
func (c *Client) reconnect(ctx context.Context) *session {
	for tries := reconnectWaits(); sleep(ctx, tries.wait()) == nil; {
		s, err := c.recover(ctx)
		if err == nil {
			c.log.Info("connection restored", "server", s.server)
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

// recover makes a new session, puts it online and reports everything that may
// have changed.
func (c *Client) recover(ctx context.Context) (*session, error) {
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

// recoverPhone finds out whether the phone stayed registered and registers it
// again if it did not. Only the loss of the connection is an error: without the
// phone there is still call control, and keepRegistered goes on trying.
func (s *session) recoverPhone(ctx context.Context) (registered, kept bool, err error) {
	st := &s.c.station
	var was, forced bool
	st.with(func() { was, forced = st.registered, st.forced })
	state, told := s.registrationState(ctx)
	if told && state && !forced {
		st.with(func() { st.registered = true })
		s.mu.Lock()
		s.registered = true
		s.mu.Unlock()
		return true, was, nil
	}
	st.with(func() { st.registered = false })
	if forced {
		return false, false, nil
	}
	err = s.register(ctx)
	switch {
	case err == nil:
		st.with(func() { registered = st.registered })
		return registered, false, nil
	case errors.Is(err, ErrDisconnected) || ctx.Err() != nil:
		return false, false, err
	}
	s.c.log.Warn("phone is not registered after recovery", "err", err)
	s.registrationLost(err)
	return false, false, nil
}

// registrationLost reports a registration that failed, as an event; taken over
// by someone else ends the trying.
func (s *session) registrationLost(err error) {
	kind := KindOf(err)
	e := TerminalUnregistered{Reason: err.Error(), Forced: kind == KindExtensionInUse}
	if r, ok := errors.AsType[*Error](err); ok {
		e.Code = r.Code
	}
	st := &s.c.station
	st.with(func() {
		if !st.lost || e.Forced && !st.forced {
			s.c.queue.emit(e)
		}
		st.lost, st.forced = true, st.forced || e.Forced
	})
	if !e.Forced && kind != KindWrongStationCode && kind != KindWrongExtension {
		signal(s.claim)
	}
}

// keepRegistered registers the phone again after it was lost, unless another
// endpoint took it (protocol notes §5.4).
func (s *session) keepRegistered(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.claim:
		}
		for tries := registerWaits(); s.claimable(); {
			if sleep(ctx, tries.wait()) != nil {
				return
			}
			if !s.claimable() {
				break
			}
			err := s.register(ctx)
			if err == nil {
				s.deliver(TerminalRegistered{})
				break
			}
			if ctx.Err() != nil || KindOf(err) == KindWrongStationCode || KindOf(err) == KindWrongExtension {
				return
			}
			if KindOf(err) == KindExtensionInUse {
				s.registrationLost(err)
			}
		}
	}
}

// claimable says whether the phone is to be registered by ourselves.
func (s *session) claimable() (yes bool) {
	st := &s.c.station
	st.with(func() { yes = !st.registered && !st.forced && !st.leaving })
	return yes
}
