package simulator

import "time"

// directedPickup is DirectedPickupCall: a station takes the call that rings at
// another device.
func (x *exchange) directedPickup() (object, error) {
	p, err := x.connectionOf("callToBePickedUp")
	if err != nil {
		return nil, err
	}
	st, err := x.phoneOf("requestingDevice")
	if err != nil {
		return nil, err
	}
	return x.s.pickUp(p, st)
}

// groupPickup is GroupPickupCall: a station takes the call that rings in its
// pickup group.
func (x *exchange) groupPickup() (object, error) {
	st, err := x.phoneOf("newDestination")
	if err != nil {
		return nil, err
	}
	group := str(x.p, "pickGroup")
	if group == "" {
		group = st.group
	}
	for _, other := range x.s.stations {
		if group == "" || other.group != group || other == st {
			continue
		}
		for _, p := range other.parties {
			if p != nil && p.state == stateAlerting {
				return x.s.pickUp(p, st)
			}
		}
	}
	return nil, wrongState("noCallToAnswer", "nothing rings in pickup group %q", group)
}

func (s *Server) pickUp(p *party, st *station) (object, error) {
	switch {
	case p.state != stateAlerting:
		return nil, wrongState("noCallToAnswer", "call %s does not ring there", p.call.id)
	case p.station == st || p.call.has(st):
		return nil, operation("requestIncompatibleWithConnection", "%s is in the call already", st.ext)
	case p.station == nil && !p.outside.colleague:
		return nil, operation("requestIncompatibleWithConnection", "%s is not a station of the switch", p.id)
	case p.station != nil && p.station.agent != nil && p.station.agent.acd == p:
		return nil, operation("requestIncompatibleWithConnection", "a call of the ACD cannot be picked up")
	}
	if err := st.makeRoom(nil); err != nil {
		return nil, err
	}
	i := st.free(true)
	if i < 0 {
		return nil, resource("resourceBusy", "all call appearances are in use")
	}
	c := p.call
	c.noAnswer.stop()
	c.ringing.stop()
	c.remove(p)
	c.reportDiverted(p, st.id(), "callPickup")
	p.after()
	q := c.addStation(st, i, stateConnected)
	st.refresh()
	c.handle.answered = time.Now()
	c.remix()
	c.reportEstablished(q, "callPickup")
	q.showCall()
	s.log.Info("call picked up", "call", c.id, "station", st.ext)
	return object{"pickedCall": q.connection()}, nil
}
