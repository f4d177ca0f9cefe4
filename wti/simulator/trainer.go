package simulator

import "fmt"

// TakeBack lets the switch lose patience with a call that rings at a station: an
// ACD call goes back to its queue and the agent into AUX, as when nobody answered in
// time; any other call is treated as not answered. It fails when none rings there.
func (s *Server) TakeBack(extension string) error {
	s.mu.Lock()
	defer s.unlock()
	st := s.station(extension)
	if st == nil {
		return unknownUnless(false, "station", extension)
	}
	for _, p := range st.parties {
		if p == nil || p.state != stateAlerting {
			continue
		}
		p.call.noAnswer.stop()
		if st.agent != nil && st.agent.acd == p {
			p.call.redirect(p)
		} else {
			p.call.unanswered(p)
		}
		return nil
	}
	return fmt.Errorf("simulator: no call rings at %s: %w", extension, errNotNow)
}

// SetBusy lets calls find the colleague's line busy, or ring again.
func (c *Colleague) SetBusy(on bool) error {
	return c.do("busy", func(st *station) error { st.work.Busy = on; return nil })
}
