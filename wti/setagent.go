package wti

import (
	"context"
	"errors"
	"time"
)

// SetAgent asks for a work mode. reason is for AgentAux and AgentLoggedOut, 0 =
// none (protocol notes §8.2). While an ACD call is up the change is pending
// until it ends; asking for the present mode takes that back. A refusal because the agent is in that mode already counts as
// success. From logged out, any other mode logs the agent in.
func (c *Client) SetAgent(ctx context.Context, mode AgentMode, reason int) error {
	s, err := c.session()
	if err != nil {
		return wrapRequest(opSetAgentState, err)
	}
	if c.opt.AgentID == "" {
		return &Error{Op: opSetAgentState, Kind: KindWrongAgentID, Text: "no agent id given"}
	}
	defer signal(s.poll)
	switch {
	case mode == AgentLoggedOut:
		return s.logOff(ctx, reason)
	case c.agentNow().Mode == AgentLoggedOut:
		return s.logOnAs(ctx, mode, reason)
	}
	return s.setMode(ctx, mode, reason)
}

func (c *Client) agentNow() (a Agent) {
	c.station.with(func() { a = c.station.agent.now })
	return a
}

// logOn logs the agent in at sign-in.
func (s *session) logOn(ctx context.Context) error {
	if s.c.opt.AgentID == "" {
		return nil
	}
	return s.logOnAs(ctx, s.c.opt.InitialMode, s.c.opt.InitialReason)
}

// logOnAs logs the agent in and makes sure of the mode, for a login may ignore
// it (protocol notes §11). An agent who is logged in here already is taken over.
func (s *session) logOnAs(ctx context.Context, mode AgentMode, reason int) error {
	m := s.agentMessage("loggedOn")
	m.Password = wired(s.c.opt.Dialect.encodeBinary(s.c.opt.AgentPassword.Reveal()))
	m.Extensions = private(agentPrivate{agentWanted{WorkMode: loginMode(mode)}})
	s.ask(mode)
	err := s.do(ctx, opSetAgentState, m, nil)
	if read := s.readAgent(ctx); err == nil && errors.Is(read, ErrDisconnected) {
		return read
	}
	if err != nil {
		if s.agentCodes(err) {
			err = s.logOnByCode(ctx, err)
		}
		if err != nil && (!aboutState(err) || !s.c.agentNow().loggedOn()) {
			s.ask(AgentUnknown)
			return err
		}
		if err != nil {
			s.c.log.Info("agent was logged in already")
		}
	}
	return s.settle(ctx, mode, reason)
}

func (a Agent) loggedOn() bool { return a.Mode != AgentUnknown && a.Mode != AgentLoggedOut }

// settle waits a moment for the login to show, then asks for the mode if the
// login did not bring it. A refusal of the mode is no failed login.
func (s *session) settle(ctx context.Context, mode AgentMode, reason int) error {
	for range 3 {
		if s.c.agentNow().Mode != AgentLoggedOut {
			break
		}
		if err := sleep(ctx, 500*time.Millisecond); err != nil {
			return wrapRequest(opSetAgentState, err)
		}
		if err := s.readAgent(ctx); errors.Is(err, ErrDisconnected) {
			return err
		}
	}
	now := s.c.agentNow()
	if !now.loggedOn() || now.is(mode, reason) {
		return nil
	}
	err := s.setMode(ctx, mode, reason)
	if errors.Is(err, ErrDisconnected) || ctx.Err() != nil {
		return err
	}
	if err != nil {
		s.c.log.Warn("agent is logged in, the wanted mode was refused", "err", err)
	}
	return nil
}

// is says whether the agent is in mode, or will be when the call ends.
func (a Agent) is(mode AgentMode, reason int) bool {
	switch a.Pending {
	case AgentUnknown:
	case mode:
		return mode != AgentAux || reason == 0 || a.PendingReason == reason
	default:
		return false // another mode will follow: asking for the present one cancels it
	}
	return a.Mode == mode && (mode != AgentAux || reason == 0 || a.Reason == reason)
}

func (s *session) agentMessage(state string) setAgentState {
	return setAgentState{Device: s.ownDevice(), RequestedAgentState: state, AgentID: s.c.opt.AgentID}
}

func loginMode(mode AgentMode) string {
	switch mode {
	case AgentAutoIn:
		return "autoIn"
	case AgentManualIn:
		return "manualIn"
	}
	return "auxWork"
}

func (s *session) ask(mode AgentMode) {
	st := &s.c.station
	st.with(func() { st.agent.ask(mode) })
}

// setMode asks for a mode other than logged out.
func (s *session) setMode(ctx context.Context, mode AgentMode, reason int) error {
	m, w := s.agentMessage("notReady"), agentWanted{EnablePending: true}
	switch mode {
	case AgentAutoIn, AgentManualIn:
		m.RequestedAgentState, w.WorkMode = "ready", loginMode(mode)
	case AgentAfterCall:
		m.RequestedAgentState = "workingAfterCall"
	case AgentAux:
		w.ReasonCode = reason // only here and at logout (protocol notes §8.2)
	default:
		return &Error{Op: opSetAgentState, Kind: KindAgentState, Text: "no such mode"}
	}
	m.Extensions = private(agentPrivate{w})
	s.ask(mode)
	err := s.do(ctx, opSetAgentState, m, nil)
	if err == nil {
		return nil
	}
	if aboutState(err) && s.readAgent(ctx) == nil && s.c.agentNow().is(mode, reason) {
		return nil
	}
	if agentServiceMissing(err) && s.pressMode(ctx, mode, reason) == nil {
		return nil
	}
	s.ask(AgentUnknown)
	return err
}

// logOff logs the agent out. Where the server wants AUX first, it gets that.
func (s *session) logOff(ctx context.Context, reason int) error {
	if now := s.c.agentNow(); s.c.opt.AgentID == "" || now.Mode == AgentLoggedOut {
		return nil
	}
	err := s.tryLogOff(ctx, reason)
	if err == nil || !aboutState(err) {
		return err
	}
	if s.readAgent(ctx) == nil && s.c.agentNow().Mode == AgentLoggedOut {
		return nil
	}
	if s.c.agentNow().Mode == AgentAux || s.setMode(ctx, AgentAux, s.c.opt.InitialReason) != nil {
		return err
	}
	if s.readAgent(ctx) != nil || s.c.agentNow().Mode != AgentAux {
		return err // on a call: AUX is pending now
	}
	return s.tryLogOff(ctx, reason)
}

func (s *session) tryLogOff(ctx context.Context, reason int) error {
	m := s.agentMessage("loggedOff")
	if reason != 0 {
		m.Extensions = private(agentPrivate{agentWanted{ReasonCode: reason}})
	}
	s.ask(AgentLoggedOut)
	err := s.do(ctx, opSetAgentState, m, nil)
	if s.agentCodes(err) && s.c.opt.Dialect.AgentLogoutCode != "" {
		return s.logOffByCode(ctx)
	}
	if err == nil {
		_ = s.readAgent(ctx) // shows the new state at once; polling would show it later
	} else {
		s.ask(AgentUnknown)
	}
	return err
}

// aboutState says that a refusal is about the agent's present state and not
// about id, password or reason.
func aboutState(err error) bool {
	switch KindOf(err) {
	case KindAgentState, KindAgentElsewhere, KindNotNow, KindOther:
		_, refused := errors.AsType[*Error](err)
		return refused
	}
	return false
}
