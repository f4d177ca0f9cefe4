package wti

import (
	"context"
	"errors"
	"time"
)

// SignOut logs the agent out (reason 0 = none), gives everything back and
// closes the connection (protocol notes §2.3). When the server refuses the
// logout, for example because a call is up or a reason is required, SignOut
// returns that error and stays signed in; use Leave to go regardless. While
// the connection is down it only stops reconnecting.
func (c *Client) SignOut(ctx context.Context, reason int) error {
	c.entry.take()
	defer c.entry.give()
	s, err := c.session()
	switch {
	case errors.Is(err, ErrNotSignedIn):
		return err
	case err == nil:
		if err := s.logOff(ctx, reason); err != nil && staysSignedIn(err) {
			return err
		}
	}
	c.station.with(func() { c.station.leaving = true })
	if s = c.stop(); s != nil {
		limited, cancel := context.WithTimeout(ctx, requestLimit)
		err = s.release(limited, requestLimit)
		cancel()
		s.conn.leave(time.Second)
	}
	c.queue.emit(ConnectionChanged{Link: LinkOffline})
	c.log.Info("signed out")
	if err != nil && !errors.Is(err, ErrDisconnected) {
		c.log.Warn("signing out", "err", err)
	}
	return nil
}

// How long Leave takes at most, of that logging the agent out, and each thing that it
// gives back.
const (
	leaveLimit  = 2 * time.Second
	leaveLogOff = leaveLimit * 2 / 5
	leaveEach   = leaveLimit / 10 // and saying goodbye
)

var errLeaving = errors.New("the program ends")

// Leave is SignOut for a program that is about to end: it goes whatever the server
// says, and within two seconds, also while another method is under way. In order
// (protocol notes §2.3): the agent is logged out; where that is refused, by a call
// above all, it is asked for AUX, so that no further call is sent to nobody. The phone
// is given up, which ends the calls on it as the switch does; those of a desk phone go
// on there. Then the logout is asked for again, and the rest is given back. What is not
// answered in time is taken for done, and the next thing is asked for. While the
// connection is down nothing can be given back: the server does that by itself when the
// session's time has run out. Close comes after it. The error says what was refused, or
// not answered.
func (c *Client) Leave(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, leaveLimit-leaveEach)
	defer cancel()
	c.interrupt(errLeaving)
	if err := c.entry.takeWithin(ctx); err != nil {
		return wrapRequest("leave", err)
	}
	defer c.entry.give()
	c.station.with(func() { c.station.leaving = true })
	var refused error
	if s, err := c.session(); err == nil {
		refused = within(ctx, leaveLogOff, s.logOffOrAux)
	}
	s := c.stop()
	if s == nil {
		return nil
	}
	again := refused != nil && c.opt.Mode != DeskPhone
	err := errors.Join(refused, within(ctx, leaveEach, s.unregister))
	if again && within(ctx, leaveEach, s.logOffAgain) == nil {
		c.log.Info("the agent is logged out since the call is over")
	}
	err = errors.Join(err, s.release(ctx, leaveEach))
	s.conn.leave(leaveEach)
	c.queue.emit(ConnectionChanged{Link: LinkOffline})
	c.log.Info("left", "err", err)
	return err
}

// interrupt ends a sign-in, which gives back what it made, and the supervisor.
func (c *Client) interrupt(why error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancel != nil {
		c.cancel(why)
	}
}

// logOffOrAux logs the agent out, or else has it get no further calls.
func (s *session) logOffOrAux(ctx context.Context) error {
	err := s.logOff(ctx, 0)
	if now := s.c.agentNow(); err != nil && now.loggedOn() && !now.is(AgentAux, 0) {
		_ = s.setMode(ctx, AgentAux, s.c.opt.InitialReason)
	}
	return err
}

// logOffAgain logs the agent out unless the switch has done so with the phone.
func (s *session) logOffAgain(ctx context.Context) error {
	if err := s.readAgent(ctx); err != nil || s.c.agentNow().Mode == AgentLoggedOut {
		return err
	}
	return s.tryLogOff(ctx, 0)
}

// staysSignedIn says that a failed logout is the agent's to solve.
func staysSignedIn(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Kind != KindTimeout && e.Kind != KindNotSupported || errors.Is(err, context.Canceled)
}
