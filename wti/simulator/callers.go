package simulator

import "time"

// Gaps between the callers that arrive by themselves.
const (
	firstCaller = 3 * time.Second
	nextCaller  = 12 * time.Second
)

// arrivals lets the scenario's callers come by themselves. Guarded by Server.mu.
type arrivals struct {
	next  int
	timer *timer
}

// consider plans the next caller when an agent is available and nobody waits.
func (r *arrivals) consider(s *Server) {
	callers := s.opt.Scenario.Callers
	if !s.set.Callers || len(callers) == 0 || r.timer != nil || !s.agentWaits() {
		return
	}
	gap := nextCaller
	if r.next == 0 {
		gap = firstCaller
	}
	r.timer = s.after(gap, func() {
		r.timer = nil
		if !s.agentWaits() {
			return // the next change of an agent asks again
		}
		c := callers[r.next%len(callers)]
		r.next++
		if _, err := s.arrive(c); err != nil {
			s.log.Warn("caller could not call", "err", err)
		}
	})
}

func (s *Server) agentWaits() bool {
	for _, a := range s.agents {
		if a.available() {
			return true
		}
	}
	return false
}
