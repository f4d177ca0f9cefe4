package simulator

import (
	"strings"
	"time"
)

// address is the device id of a dialled number.
func (s *Server) address(number string) string {
	if st := s.station(number); st != nil {
		return st.id()
	}
	if s.known(number, s.switches[0]) {
		return s.here(number)
	}
	return s.outsideNumber(number) + ":::0"
}

// outsideNumber strips a plus sign, or the access digit 9 and the toll digit 1.
func (s *Server) outsideNumber(number string) string {
	number = strings.TrimPrefix(number, "+")
	rest, ok := strings.CutPrefix(number, "9")
	if _, exact := s.numbers[number]; !ok || exact || len(rest) < 7 {
		return number
	}
	if national, ok := strings.CutPrefix(rest, "1"); ok && (len(rest) == 11 || len(rest) == 8) {
		return national
	}
	return rest
}

// complete reports whether keyed digits are a whole number.
func (s *Server) complete(digits string) bool {
	if s.known(digits, s.switches[0]) || s.station(digits) != nil {
		return true
	}
	_, special := s.numbers[s.outsideNumber(digits)]
	return special || len(digits) >= 11
}

// route brings a call to where a number leads.
func (c *call) route(number string) {
	s := c.server
	switch {
	case s.vdns[number] != nil:
		c.enterVDN(s.vdns[number])
	case s.skills[number] != nil:
		c.enterSkill(s.skills[number])
	case s.agents[number] != nil:
		if st := s.agents[number].station; st != nil {
			c.ringStation(st)
		} else {
			c.fail("destNotObtainable")
		}
	case s.station(number) != nil:
		c.ringStation(s.station(number))
	default:
		c.routeOutside(s.outsideNumber(number))
	}
	c.remix()
}

// routeOutside calls an outside number.
func (c *call) routeOutside(number string) {
	n, special := c.server.numbers[number]
	switch {
	case !special && len(number) < 5:
		c.fail("numberUnallocated")
		return
	case n.Outcome == OutcomeBusy:
		c.fail("busy")
		return
	case n.Outcome == OutcomeUnobtainable:
		c.fail("destNotObtainable")
		return
	case n.Outcome == OutcomeTrunksBusy:
		c.fail("trunksBusy")
		return
	}
	o := &outside{number: number, name: n.Name, voice: newVoice(n.FarEnd.orSpeech("answer"))}
	ring := n.Ring.or(ringOutside)
	if n.Outcome == OutcomeNoAnswer {
		ring = 0
	}
	c.ringOutside(o, ring, time.Duration(n.Hangup))
}
