package simulator

// holdCall is HoldCall.
func (x *exchange) holdCall() (object, error) {
	p, err := x.ownConnection("callToBeHeld")
	if err != nil {
		return nil, err
	}
	if p.state != stateConnected {
		return nil, wrongState("noActiveCall", "call %s is not active at %s", p.call.id, p.station.ext)
	}
	p.call.hold(p)
	return object{}, nil
}

func (c *call) hold(p *party) {
	p.state = stateHeld
	p.station.refreshMedia()
	c.remix()
	c.report("HeldEvent", "held", object{
		"heldConnection": p.connection(), "holdingDevice": identified(p.device()),
	}, "keyOperation")
	p.station.refresh()
}

// retrieveCall is RetrieveCall.
func (x *exchange) retrieveCall() (object, error) {
	p, err := x.ownConnection("callToBeRetrieved")
	if err != nil {
		return nil, err
	}
	if p.state != stateHeld {
		return nil, wrongState("noHeldCall", "call %s is not on hold at %s", p.call.id, p.station.ext)
	}
	if err := p.station.makeRoom(p); err != nil {
		return nil, err
	}
	p.call.retrieve(p)
	return object{}, nil
}

func (c *call) retrieve(p *party) {
	p.state = stateConnected
	p.station.refresh()
	c.remix()
	c.report("RetrievedEvent", "retrieved", object{
		"retrievedConnection": p.connection(), "retrievingDevice": identified(p.device()),
	}, "keyOperation")
	p.showCall()
}
