package simulator

// deflectCall is DeflectCall: a ringing call goes elsewhere.
func (x *exchange) deflectCall() (object, error) {
	p, err := x.ownConnection("callToBeDiverted")
	if err != nil {
		return nil, err
	}
	if p.state != stateAlerting {
		return nil, wrongState("invalidConnectionState", "call %s does not ring at %s", p.call.id, p.station.ext)
	}
	to, _, _ := splitDevice(x.deviceMember("newDestination"))
	if !dialable(to) || to == p.station.ext {
		return nil, operation("invalidDestination", "the call cannot be sent there")
	}
	c := p.call
	c.noAnswer.stop()
	p.leave()
	c.reportDiverted(p, x.s.address(to), "redirected")
	p.after()
	c.route(to)
	return object{}, nil
}
