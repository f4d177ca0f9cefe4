package simulator

import "strings"

// generateDigits is GenerateDigits.
func (x *exchange) generateDigits() (object, error) {
	p, err := x.ownConnection("connectionToSendDigits")
	if err != nil {
		return nil, err
	}
	digits := str(x.p, "charactersToSend")
	switch {
	case p.state != stateConnected:
		return nil, wrongState("noActiveCall", "call %s is not active at %s", p.call.id, p.station.ext)
	case digits == "" || strings.Trim(digits, "0123456789*#ABCDabcd,") != "":
		return nil, operation("invalidParameterValue", "charactersToSend: want digits, * and #")
	}
	p.call.sendDigits(p, strings.ToUpper(strings.ReplaceAll(digits, ",", "")))
	return object{}, nil
}

// sendDigits brings digits to everybody else in the call.
func (c *call) sendDigits(from *party, digits string) {
	c.handle.digits += digits
	for _, p := range c.in(stateConnected) {
		switch {
		case p == from:
		case p.outside != nil:
			p.outside.received += digits
			c.server.gateway.mu.Lock()
			for _, d := range digits {
				p.outside.voice.digit(string(d))
			}
			c.server.gateway.mu.Unlock()
		default:
			for _, d := range digits {
				p.station.hear(string(d))
			}
		}
	}
}

// heardEvent is a digit that came in a terminal's RTP (RFC 4733).
func (s *Server) heardEvent(reg *registration, digit string) {
	s.mu.Lock()
	defer s.unlock()
	if p := reg.station.active(); p != nil && p.state == stateConnected && reg.ready {
		p.call.sendDigits(p, digit)
	}
}
