package simulator

import "fmt"

// LogIn logs an agent in at the station.
func (c *Colleague) LogIn(agent string, mode WorkMode) error {
	if err := mode.choosable(); err != nil {
		return fmt.Errorf("simulator: colleague at %s: log in: %w", c.ext, err)
	}
	return c.do("log in", func(st *station) error {
		a := c.server.agents[agent]
		if a == nil {
			return unknownUnless(false, "agent", fmt.Sprintf("%q", agent))
		}
		return c.server.logIn(st, login{agent, c.server.dialect().Binary.write(a.password), string(mode)})
	})
}

// SetMode changes the work mode of the agent who is logged in at the station, at
// once or after the ACD call. reason goes with [AUX] alone.
func (c *Colleague) SetMode(mode WorkMode, reason int) error {
	if err := mode.choosable(); err != nil {
		return fmt.Errorf("simulator: colleague at %s: mode: %w", c.ext, err)
	}
	w := wanted{state: "ready", mode: string(mode), reason: reason, hasReason: reason != 0, pending: true}
	switch mode {
	case "", modeAUX:
		w.state = "notReady"
	case modeACW:
		w.state = "workingAfterCall"
	}
	return c.asAgent("mode", func(a *agent) error { return a.change(w) })
}

// LogOut logs the agent at the station out. reason may be zero where none is
// forced.
func (c *Colleague) LogOut(reason int) error {
	return c.asAgent("log out", func(a *agent) error { return a.leave(wanted{reason: reason, hasReason: true}) })
}

// asAgent runs f with the agent who is logged in at the station.
func (c *Colleague) asAgent(what string, f func(*agent) error) error {
	return c.do(what, func(st *station) error {
		if st.agent == nil {
			return fmt.Errorf("no agent is logged in")
		}
		return f(st.agent)
	})
}

// choosable refuses what no agent can be in while logged in. None means AUX.
func (m WorkMode) choosable() error {
	switch m {
	case "", modeAUX, modeAutoIn, modeManualIn, modeACW:
		return nil
	}
	return fmt.Errorf("unknown mode %q: want auxWork, autoIn, manualIn or afterCallWork", m)
}
