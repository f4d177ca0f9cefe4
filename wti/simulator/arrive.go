package simulator

import "fmt"

// Call lets a caller arrive: at a VDN, where the call waits for an agent, or at a
// station's extension. It fails when there is no such number, the far end names a
// prompt that does not exist, or the look-ahead data are impossible.
func (s *Server) Call(caller Caller) (*Call, error) {
	if errs := append(caller.FarEnd.check("caller"), caller.LookAhead.check("caller")...); len(errs) > 0 {
		return nil, fmt.Errorf("simulator: call: %w", errs[0])
	}
	s.mu.Lock()
	defer s.unlock()
	h, err := s.arrive(caller)
	if err != nil {
		return nil, fmt.Errorf("simulator: call: %w", err)
	}
	return h, nil
}

func (s *Server) arrive(caller Caller) (*Call, error) {
	v, st := s.vdns[caller.VDN], s.station(caller.VDN)
	switch {
	case s.closing:
		return nil, fmt.Errorf("the server is closed")
	case v == nil && st == nil:
		return nil, fmt.Errorf("there is no VDN or station %q", caller.VDN)
	}
	c := s.newCall()
	o := &outside{number: caller.Number, name: caller.Name, voice: newVoice(caller.FarEnd.orSpeech("lamp"))}
	c.caller = c.addOutside(o, stateConnected)
	c.calling, c.called = caller.Number+":::0", s.address(caller.VDN)
	c.entered, c.userData, c.lookAhead = caller.Digits, caller.UserData, caller.LookAhead
	c.handle.talk = caller.Talk
	s.log.Info("caller arrives", "call", c.id, "at", caller.VDN)
	if caller.Patience > 0 {
		c.patience = s.after(caller.Patience, func() { c.giveUp() })
	}
	if v != nil {
		c.enterVDN(v)
	} else {
		c.ringStation(st)
		c.remix()
	}
	return c.handle, nil
}

// giveUp lets the caller hang up unanswered.
func (c *call) giveUp() {
	if len(c.in(stateConnected)) > 1 {
		return
	}
	c.server.log.Info("caller gave up", "call", c.id)
	c.clear(c.caller, "normalClearing")
}
