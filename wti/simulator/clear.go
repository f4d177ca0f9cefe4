package simulator

import "slices"

// clearConnection is ClearConnection: one party leaves.
func (x *exchange) clearConnection() (object, error) {
	p, err := x.connectionOf("connectionToBeCleared")
	if err != nil {
		return nil, err
	}
	if p.state == stateAlerting && p.station != nil {
		return nil, wrongState("invalidConnectionState", "a ringing call cannot be cleared; deflect it")
	}
	p.call.clear(p, "normalClearing")
	return object{}, nil
}

// clearCall is ClearCall: everybody leaves.
func (x *exchange) clearCall() (object, error) {
	p, err := x.connectionOf("callToBeCleared")
	if err != nil {
		return nil, err
	}
	c := p.call
	for len(c.parties) > 0 {
		c.clear(c.parties[0], "normalClearing")
	}
	return object{}, nil
}

// clear takes a party out. When less than two are left, they leave too.
func (c *call) clear(p *party, cause string) {
	if p.call != c || p.state == stateNull {
		return
	}
	c.remove(p)
	c.reportCleared(p, cause)
	p.after()
	if c.settled() {
		c.remix()
		return
	}
	for _, rest := range slices.Clone(c.parties) {
		c.remove(rest)
		c.reportCleared(rest, cause)
		rest.after()
	}
	c.ended()
}

// settled reports whether the call can go on with those who are left.
func (c *call) settled() bool {
	if c.queued {
		return len(c.parties) > 0
	}
	there, parties := 0, 0
	for _, p := range c.parties {
		if p.silent {
			continue
		}
		parties++
		if p.state != stateAlerting {
			there++
		}
	}
	return there > 0 && parties > 1
}

// remove takes a party out without telling anybody.
func (c *call) remove(p *party) {
	p.leave()
	if p == c.caller && c.queued {
		c.leaveQueue()
	}
	if p.outside != nil {
		p.outside.hangup.stop()
	}
}

// leave takes the connection off its call and its appearance.
func (p *party) leave() {
	p.state = stateNull
	p.call.parties = slices.DeleteFunc(p.call.parties, func(q *party) bool { return q == p })
	if p.station != nil && p.station.parties[p.appearance] == p {
		p.station.parties[p.appearance] = nil
	}
}

// after brings a station that left a call in order.
func (p *party) after() {
	st := p.station
	if st == nil {
		return
	}
	p.call.remix() // before the port goes, so that its bridge lets go of it
	st.refresh()
	st.show()
	if a := st.agent; a != nil {
		if a.acd == p {
			a.callEnded()
		} else if st.idle() {
			a.idleAgain()
		}
	}
}
