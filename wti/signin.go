package wti

import (
	"context"
	"errors"
	"fmt"
)

var errSignedIn = errors.New("already signed in")

// SignIn connects, starts the session, gets the device, monitors and registers
// it and logs the agent in (protocol notes §2.1). Each step is reported as a
// StepChanged. On failure what was made is given back and the error is a
// *StepError; signing in again works at once. Cancel ctx to give up.
func (c *Client) SignIn(ctx context.Context) error {
	c.entry.take()
	defer c.entry.give()
	if _, err := c.session(); !errors.Is(err, ErrNotSignedIn) {
		return fmt.Errorf("wti: sign in: %w", errSignedIn)
	}
	c.stop() // a supervisor that has given up
	ctx, cancel, err := c.begin(ctx)
	if err != nil {
		return err
	}
	defer cancel(nil)
	c.forget()
	s, step, err := c.open(ctx, c.report)
	if err != nil {
		return c.stepFailed(step, err)
	}
	for _, part := range []struct {
		step Step
		do   func(context.Context) error
	}{
		{StepDevice, func(ctx context.Context) error { return s.openDevice(ctx, 0) }},
		{StepMonitor, s.startMonitor},
		{StepRegister, s.openPhone},
		{StepAgent, s.logOn},
	} {
		if c.opt.LastStep != 0 && part.step > c.opt.LastStep {
			break
		}
		c.report(part.step, StepRunning, nil)
		if err := part.do(ctx); err != nil {
			c.station.with(func() { c.station.leaving = true })
			s.teardown(ctx)
			return c.stepFailed(part.step, err)
		}
		c.report(part.step, StepDone, nil)
	}
	c.superviseFrom(s)
	return nil
}

// forget drops what an earlier sign-in knew.
func (c *Client) forget() {
	c.station.with(func() {
		c.station.calls = newCallTracker()
		c.station.agent = agentTracker{id: c.opt.AgentID}
		c.station.registered, c.station.forced, c.station.lost, c.station.leaving = false, false, false, false
		c.station.link, c.station.status = LinkUnknown, ""
		c.station.buttons, c.station.lamps, c.station.agentRefused = nil, nil, false
		c.station.phone.reset()
	})
}

func (c *Client) report(step Step, state StepState, err error) {
	c.queue.emit(StepChanged{Step: step, State: state, Err: err})
}

func (c *Client) stepFailed(step Step, err error) error {
	e := &StepError{Step: step, Err: err}
	c.report(step, StepFailed, e)
	c.log.Warn("sign-in failed", "step", int(step), "err", err)
	return e
}

// superviseFrom puts s online and starts its supervisor. It outlives the SignIn
// that started it and ends with SignOut or Close.
func (c *Client) superviseFrom(s *session) {
	ctx, cancel := context.WithCancelCause(context.Background())
	joined := make(chan struct{})
	c.mu.Lock()
	c.online, c.cancel, c.joined = s, cancel, joined
	if c.closed {
		cancel(errClosed) // Close is waiting for us and will stop it
	}
	c.mu.Unlock()
	c.queue.emit(ConnectionChanged{Link: LinkConnected, Server: s.server})
	c.log.Info("signed in", "server", s.server)
	go func() {
		defer close(joined)
		defer cancel(nil)
		c.supervise(ctx, s)
	}()
}
