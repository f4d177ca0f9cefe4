package wti

import (
	"context"
	"errors"
	"time"
)

// errFailBack is why a session on another server ends: the preferred one is
// there again.
var errFailBack = errors.New("back to the preferred server")

// failBack looks for the preferred server while the session is on another one,
// and asks to go back once it is there and no call is up. Looking is an upgrade
// that is given up at once, about every minute.
func (s *session) failBack(ctx context.Context) {
	c := s.c
	preferred := c.servers.preferred()
	if s.server == preferred || c.opt.Dialect.FailBack == "off" {
		return
	}
	for sleep(ctx, failBackWait+c.opt.Jitter(failBackWait/5)) == nil {
		if !c.answers(ctx, preferred) {
			continue
		}
		for !s.drained(ctx) {
			if sleep(ctx, time.Second) != nil {
				return
			}
		}
		s.giveUp(errFailBack)
		return
	}
}

// answers says whether a server lets us in.
func (c *Client) answers(ctx context.Context, server string) bool {
	probe := newSession(c, server)
	ws, err := c.dial(ctx, server, placement{}, dialLimit)
	if err != nil {
		c.log.Debug("preferred server is not back", "server", server, "err", err)
		return false
	}
	probe.conn = startConn(ws, probe, c.opt.Dialect)
	probe.conn.leave(time.Second)
	return true
}

// drained says that no call is up, by what events told and, when they say so, by
// a snapshot as well.
func (s *session) drained(ctx context.Context) bool {
	st := &s.c.station
	quiet := func() (yes bool) {
		st.with(func() { yes = len(st.calls.calls) == 0 && !st.agent.now.OnCall })
		return yes
	}
	if !quiet() {
		return false
	}
	none := true
	_ = s.do(ctx, opSnapshotDevice, snapshotDevice{s.ownDevice()}, func(p value) error {
		d := decoder{own: s.ownDevice(), dialect: s.c.opt.Dialect}
		list, ok := d.readSnapshot(p)
		none = !ok || len(list) == 0
		return nil
	})
	return none && quiet()
}

// goBack moves from s to the preferred server: a session is started there before
// the old one is given back. When that fails s goes on; when a later step does,
// nil is returned and the way is that of a lost session.
func (c *Client) goBack(ctx context.Context, s *session) *session {
	preferred := c.servers.preferred()
	next, _, err := c.openAt(ctx, preferred, dialLimit, func(Step, StepState, error) {})
	if err != nil {
		c.servers.failed(preferred)
		c.log.Warn("preferred server does not take us back", "server", preferred, "err", err)
		return s
	}
	var before Agent
	c.station.with(func() { before, c.station.leaving = c.station.agent.now, true })
	c.mu.Lock()
	c.online = nil
	c.mu.Unlock()
	c.queue.emit(ConnectionChanged{Link: LinkReconnecting, Server: preferred, Err: errFailBack})
	limited, cancel := context.WithTimeout(ctx, requestLimit)
	err = s.release(limited, requestLimit)
	cancel()
	s.conn.leave(time.Second)
	c.station.with(func() { c.station.leaving, c.station.registered = false, false })
	c.log.Info("back to the preferred server", "server", preferred, "err", err)
	if next, err = c.renew(ctx, next, nil); err != nil {
		c.log.Warn("preferred server failed on the way back", "err", err)
		return nil
	}
	c.servers.worked(preferred)
	next.restoreAgent(ctx, before)
	return next
}

// restoreAgent logs the agent on again when giving the phone back has logged it
// off.
func (s *session) restoreAgent(ctx context.Context, before Agent) {
	var now Agent
	s.c.station.with(func() { now = s.c.station.agent.now })
	if s.c.opt.AgentID == "" || before.Mode == AgentLoggedOut || before.Mode == AgentUnknown || now.Mode != AgentLoggedOut {
		return
	}
	if err := s.logOnAs(ctx, before.Mode, before.Reason); err != nil {
		s.c.log.Warn("agent is not logged on after the way back", "err", err)
	}
}
