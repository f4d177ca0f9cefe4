package simulator

import (
	"errors"
	"fmt"
)

// Colleague is somebody who works at a station by our command. All methods may be
// called from any goroutine; each fails when it is not possible at the moment.
type Colleague struct {
	server *Server
	ext    string
}

// Colleague puts somebody to work at a station, as the scenario's colleagues do,
// or takes over the one who works there; a client that registers there ends it.
// It fails when there is no such station.
func (s *Server) Colleague(extension string) (*Colleague, error) {
	s.mu.Lock()
	defer s.unlock()
	st := s.station(extension)
	if st == nil {
		return nil, fmt.Errorf("simulator: there is no station %q", extension)
	}
	if st.work == nil {
		st.work = &Work{Station: extension, Answer: -1}
	}
	return &Colleague{s, extension}, nil
}

// do runs f with the station.
func (c *Colleague) do(what string, f func(*station) error) error {
	c.server.mu.Lock()
	defer c.server.unlock()
	st := c.server.station(c.ext)
	err := error(nil)
	if !st.worked() {
		err = fmt.Errorf("a client is registered there")
	} else {
		err = f(st)
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errUnknown):
		return fmt.Errorf("simulator: colleague at %s: %s: %w", c.ext, what, err)
	}
	return fmt.Errorf("simulator: colleague at %s: %s: %w: %w", c.ext, what, errNotNow, err)
}

// with runs f with the first call in a state.
func (st *station) with(state connState, f func(*party)) error {
	for _, p := range st.parties {
		if p != nil && p.state == state {
			f(p)
			return nil
		}
	}
	return fmt.Errorf("no call is %s", state)
}

// Answer takes the call that rings.
func (c *Colleague) Answer() error {
	return c.do("answer", func(st *station) error {
		if err := st.makeRoom(nil); err != nil {
			return err
		}
		return st.with(stateAlerting, func(p *party) { p.call.answer(p) })
	})
}

// Hangup leaves the active call.
func (c *Colleague) Hangup() error {
	return c.do("hang up", func(st *station) error {
		p := st.active()
		if p == nil {
			return fmt.Errorf("no call is active")
		}
		p.call.clear(p, "normalClearing")
		return nil
	})
}

// Hold holds the active call.
func (c *Colleague) Hold() error {
	return c.do("hold", func(st *station) error {
		return st.with(stateConnected, func(p *party) { p.call.hold(p) })
	})
}

// Retrieve takes a held call up again.
func (c *Colleague) Retrieve() error {
	return c.do("retrieve", func(st *station) error {
		if err := st.makeRoom(nil); err != nil {
			return err
		}
		return st.with(stateHeld, func(p *party) { p.call.retrieve(p) })
	})
}

// Call calls a number.
func (c *Colleague) Call(number string) error {
	return c.do("call", func(st *station) error {
		if err := st.mayOriginate(); err != nil {
			return err
		}
		p := c.server.originate(st, st.free(true))
		p.call.dial(p, number)
		return nil
	})
}

// Transfer sends the active call on to a number, without asking there first.
func (c *Colleague) Transfer(number string) error {
	return c.do("transfer", func(st *station) error {
		p := st.active()
		if p == nil {
			return fmt.Errorf("no call is active")
		}
		_, err := p.sendOn(number)
		return err
	})
}

// SetDoNotDisturb switches send all calls on or off.
func (c *Colleague) SetDoNotDisturb(on bool) error {
	return c.do("do not disturb", func(st *station) error { st.setDoNotDisturb(on); return nil })
}

// Forward sends the station's calls to a number; "" ends it.
func (c *Colleague) Forward(number string) error {
	return c.do("forward", func(st *station) error { st.setForward(number); return nil })
}
