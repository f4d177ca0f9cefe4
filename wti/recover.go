package wti

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// reconnect tries until there is a session in place of the lost one. While old
// is not nil it may be taken up again. It returns nil when ctx ended or when
// trying is pointless.
func (c *Client) reconnect(ctx context.Context, old *session) *session {
	var last error
	for tries := reconnectWaits(c.opt.Jitter); c.pause(ctx, c.urgent(tries.wait()), last) == nil; {
		s, err := c.recover(ctx, old)
		if err == nil {
			c.servers.worked(s.server)
			c.log.Info("connection restored", "server", s.server, "session", s.reattached)
			return s
		}
		old = s
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
		last = err
		c.log.Info("reconnecting", "err", err)
	}
	return nil
}

// urgent shortens a wait between two tries while calls are up: somebody is on the
// line, and control shall be back soon after the server is.
func (c *Client) urgent(wait time.Duration) time.Duration {
	const most = 2 * time.Second
	calls := 0
	c.station.with(func() { calls = len(c.station.calls.calls) })
	if calls == 0 || wait <= most {
		return wait
	}
	return most + c.opt.Jitter(most/5)
}

// cleanupDelay is how long AES may keep the devices of a session whose time has
// run out (protocol notes §2.5).
const cleanupDelay = 120 * time.Second

// recover goes down the ladder of protocol notes §2.5 once: the old session by
// its token, the old session by its name, a new session. With an error it returns
// the session that the next try is to take up, nil for none.
func (c *Client) recover(ctx context.Context, old *session) (*session, error) {
	if old == nil {
		return c.renew(ctx, nil, nil)
	}
	s, next, err := c.reattach(ctx, old)
	if err == nil {
		return s, nil
	}
	if !next {
		return c.elsewhere(ctx, old, err)
	}
	s, next, err = c.rename(ctx, old)
	switch {
	case err == nil:
		return s, nil
	case !next:
		return c.elsewhere(ctx, old, err)
	}
	return c.renew(ctx, s, old)
}

// elsewhere makes a new session on another server when the old one's cannot be
// reached. That may come back, so the old session is kept for the next try.
func (c *Client) elsewhere(ctx context.Context, old *session, err error) (*session, error) {
	if KindOf(err) != KindUnreachable && KindOf(err) != KindServerBusy {
		return old, err
	}
	c.servers.failed(old.server)
	if !c.servers.several() {
		return old, err
	}
	s, err := c.renew(ctx, nil, nil)
	if err != nil {
		return old, err
	}
	return s, nil
}

// reattach takes a session up again that outlived its connection: an upgrade
// with its token, proved by a keep-alive (protocol notes §2.5, step 1). Phone,
// device and calls stay as they were. next asks for the next step of the ladder.
func (c *Client) reattach(ctx context.Context, old *session) (s *session, next bool, err error) {
	if old.token == "" || !c.opt.Dialect.resumeBy("token") || get(&c.learned, &c.learned.noToken) {
		return nil, true, ErrDisconnected
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
		err = s.takeUp(ctx)
	}
	if err != nil {
		s.conn.close()
		_, next = errors.AsType[*Error](err)
		return nil, next, err
	}
	return s, false, nil
}

// rename takes the old session up by a session start that names it (protocol
// notes §2.5, step 2). The same id in the answer says that it worked, so that
// monitors, device and phone are still there. Another id is a new session, which
// is returned with next set, to be made use of.
func (c *Client) rename(ctx context.Context, old *session) (s *session, next bool, err error) {
	l := &c.learned
	if old.id == "" || !c.opt.Dialect.resumeBy("id") || get(l, &l.noNaming) {
		return nil, true, ErrDisconnected
	}
	s = old.again()
	s.placed = false
	if !s.startsByREST() {
		if err = s.connect(ctx, placement{}); err != nil {
			return nil, false, err
		}
	}
	if err = s.start(ctx, old.id); err != nil {
		s.abandon()
		_, next = errors.AsType[*Error](err)
		if next && KindOf(err) != KindTimeout && KindOf(err) != KindServerBusy {
			set(l, &l.noNaming, !sessionGone(err)) // a server that knows the member says that the session is gone
		}
		return nil, next, err
	}
	if s.id != old.id {
		s.forget()
		return s, true, ErrDisconnected
	}
	set(l, &l.noToken, old.token != "" && !old.tokenless) // or the first step would have worked
	if err = s.takeUp(ctx); err != nil {
		s.conn.close()
		_, next = errors.AsType[*Error](err)
		return nil, next, err
	}
	return s, false, nil
}

// takeUp puts a session that was taken up online.
func (s *session) takeUp(ctx context.Context) error {
	if before := s.before; before != nil {
		if _, err := s.inherit(ctx, before); err != nil {
			return err
		}
		s.before = nil
	}
	if s.ownDevice() == "" { // lost before it had one
		if err := s.openDevice(ctx, s.c.opt.SessionDuration+cleanupDelay); err != nil {
			return err
		}
	}
	if err := s.renewMonitor(ctx); err != nil {
		return err
	}
	return s.resume(ctx)
}

// again is the same application session for a new connection.
func (s *session) again() *session {
	next := newSession(s.c, s.server)
	next.limit = s.c.servers.patience(s.server)
	s.mu.Lock()
	defer s.mu.Unlock()
	next.token, next.id, next.version, next.duration, next.started = s.token, s.id, s.version, s.duration, s.started
	next.device, next.monitor, next.registered = s.device, s.monitor, s.registered
	next.before = s.before
	next.placed, next.reattached = s.placed, true
	next.listener, next.registerID = s.listener, s.registerID
	next.stale, next.others = slices.Sorted(maps.Keys(s.refs)), s.others
	return next
}

// forget makes of a session that should have been the old one a new one.
func (s *session) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.device, s.monitor, s.registered, s.reattached = "", "", false, false
	s.stale, s.others = nil, nil
	s.listener, s.registerID, s.before = "", "", nil
}

// abandon closes the connection of a session that did not start.
func (s *session) abandon() {
	if s.conn != nil {
		s.conn.close()
	}
}

// renewMonitor starts a monitor for the new connection and then stops the old
// one, so that no event falls between them.
func (s *session) renewMonitor(ctx context.Context) error {
	return s.replaceMonitor(ctx, s.startMonitor)
}

func (s *session) replaceMonitor(ctx context.Context, start func(context.Context) error) error {
	s.mu.Lock()
	old := s.monitor
	s.mu.Unlock()
	if err := start(ctx); err != nil {
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

// renew puts a new session online and reports everything that may have changed
// (protocol notes §2.5, step 3). s is one that has started, or nil; old is the
// session that may still hold the phone, or nil. With an error it returns the one
// that is to be taken up then: to stop a session that holds the phone would end
// the phone's calls.
func (c *Client) renew(ctx context.Context, s, old *session) (*session, error) {
	var err error
	if s == nil {
		if s, _, err = c.open(ctx, func(Step, StepState, error) {}); err != nil {
			return old, err
		}
	}
	inherited, err := s.inherit(ctx, old)
	holds := s
	switch {
	case err != nil: // the connection is lost again
	case inherited:
		err = s.takeUp(ctx)
	default:
		if err = s.openDevice(ctx, c.opt.SessionDuration+cleanupDelay); err == nil {
			err = s.startMonitor(ctx)
		}
		if err == nil {
			err = s.resume(ctx)
		}
	}
	switch {
	case err == nil:
		return s, nil
	case inherited || errors.Is(err, ErrDisconnected):
		s.conn.close()
		return holds, err
	}
	s.mu.Lock()
	s.registered = false // the phone stays up, the next try finds it
	s.mu.Unlock()
	s.teardown(ctx)
	return nil, err
}

// resume looks after the phone, reads agent and calls and puts s online. The
// snapshot comes last and its answer is reported on the reader, so that no event
// falls between it and the Resynced.
func (s *session) resume(ctx context.Context) error {
	registered, kept, err := s.recoverPhone(ctx)
	if err == nil {
		err = s.moveVoice(ctx)
	}
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

// How a server that cannot be reached is looked for between two tries.
const (
	lookEvery = 1500 * time.Millisecond
	lookLimit = 1400 * time.Millisecond
)

// pause waits before the next try. While no TCP connection was possible at all
// it looks for the servers in the meantime, which costs them nothing, and ends as
// soon as one is there: the back-off is for servers that answer (§2.5).
func (c *Client) pause(ctx context.Context, wait time.Duration, last error) error {
	if op, ok := errors.AsType[*net.OpError](last); !ok || op.Op != "dial" {
		return c.rest(ctx, wait)
	}
	for end := time.Now().Add(wait); ; {
		left := time.Until(end)
		every := lookEvery + c.opt.Jitter(lookEvery/5)
		if err := c.rest(ctx, min(left, every)); err != nil || left <= every {
			return err
		}
		if c.anyReachable(ctx) {
			return nil
		}
	}
}

// anyReachable says whether a server accepts TCP connections.
func (c *Client) anyReachable(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	dial := c.opt.NetDialContext
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	var wg sync.WaitGroup
	var found atomic.Bool
	for _, server := range c.servers.order() {
		wg.Go(func() {
			conn, err := dial(ctx, "tcp", hostPort(server))
			if err != nil {
				return
			}
			_ = conn.Close()
			c.servers.seen(server)
			found.Store(true)
			cancel()
		})
	}
	wg.Wait()
	return found.Load()
}

// hostPort is where a server's URL is reached.
func hostPort(server string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "ws":
		port = "80"
	default:
		port = "443"
	}
	return net.JoinHostPort(u.Hostname(), port)
}
