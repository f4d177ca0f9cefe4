package wti

import (
	"context"
	"strings"
	"time"
)

// codeLimit is how long the switch may take to log an agent in or out by a
// feature access code.
const codeLimit = 5 * time.Second

// agentCodes says that a refusal leaves feature access codes as the way to log an
// agent in and out (protocol notes §6.5).
func (s *session) agentCodes(err error) bool {
	return err != nil && agentServiceMissing(err) && s.c.opt.Dialect.AgentLoginCode != "" && s.c.FirstParty()
}

// logOnByCode dials the code that logs the agent in, unless the lamps of the
// work-mode buttons say that somebody is. refusal is what the service said.
func (s *session) logOnByCode(ctx context.Context, refusal error) error {
	if s.agentByLamps(); s.c.agentNow().loggedOn() {
		return refusal // aboutState, and logged on: the agent is taken over
	}
	o := s.c.opt
	code := strings.NewReplacer("{agent}", o.AgentID, "{password}", o.AgentPassword.Reveal()).Replace(o.Dialect.AgentLoginCode)
	return s.dialCode(ctx, code, Agent.loggedOn)
}

// logOffByCode dials the code that logs the agent out.
func (s *session) logOffByCode(ctx context.Context) error {
	return s.dialCode(ctx, s.c.opt.Dialect.AgentLogoutCode, func(a Agent) bool { return a.Mode == AgentLoggedOut })
}

// agentByLamps takes the agent's state from the lamps, now and from now on.
func (s *session) agentByLamps() {
	st := &s.c.station
	st.with(func() {
		st.agentRefused = true
		if n, ok := agentByLamps(st.buttons, st.lamps); ok {
			st.notice(s, n)
		}
	})
}

// dialCode dials a feature access code on a line that nobody is shown, and waits
// until the lamps say that it has worked. The switch may leave the line open with
// a tone, so it is hung up.
func (s *session) dialCode(ctx context.Context, code string, done func(Agent) bool) error {
	defer s.c.redact.while(code)()
	return s.byButtons(ctx, opSetAgentState, func(g *fingers) error {
		if err := g.dialable(code); err != nil {
			return err
		}
		if _, err := g.makeRoom(""); err != nil {
			return err
		}
		opened, err := g.openLine(true)
		if err != nil {
			return err
		}
		if err = g.digits(code); err != nil {
			return err
		}
		worked, err := g.sees(codeLimit, func(*handset) bool { return done(s.c.station.agent.now) })
		if err != nil {
			return err
		}
		if l, e := g.line(Connection{Call: opened.call}); e == nil {
			if err = g.hangUp(l); err != nil {
				return err
			}
		}
		if !worked {
			return &Error{Op: opSetAgentState, Kind: KindOther, Text: "the switch does not take the feature code", advice: AdviceRefused}
		}
		return nil
	})
}
