package simulator

// alternateCall is AlternateCall: the active call is held, the held one retrieved.
func (x *exchange) alternateCall() (object, error) {
	held, active, err := x.pair()
	if err != nil {
		return nil, err
	}
	active.call.hold(active)
	held.call.retrieve(held)
	return object{}, nil
}

// reconnectCall is ReconnectCall: the active call ends, the held one is retrieved.
func (x *exchange) reconnectCall() (object, error) {
	held, active, err := x.pair()
	if err != nil {
		return nil, err
	}
	active.call.clear(active, "normalClearing")
	held.call.retrieve(held)
	return object{}, nil
}

// pair finds the held and the other call of a request about two calls of one
// station.
func (x *exchange) pair() (held, active *party, err error) {
	if held, err = x.ownConnection("heldCall"); err != nil {
		return nil, nil, err
	}
	if active, err = x.ownConnection("activeCall"); err != nil {
		return nil, nil, err
	}
	switch {
	case held.station != active.station:
		return nil, nil, operation("requestIncompatibleWithConnection", "the calls are at different stations")
	case held == active:
		return nil, nil, operation("invalidConnectionID", "held and active call are the same")
	case held.state != stateHeld:
		return nil, nil, wrongState("noHeldCall", "call %s is not on hold", held.call.id)
	case active.state != stateConnected && active.state != stateFailed:
		return nil, nil, wrongState("noActiveCall", "call %s is not active", active.call.id)
	}
	return held, active, nil
}

// consultationCall is ConsultationCall: the existing call is held and another
// one made.
func (x *exchange) consultationCall() (object, error) {
	p, err := x.ownConnection("existingCall")
	if err != nil {
		return nil, err
	}
	number, _, _ := splitDevice(x.deviceMember("consultedDevice"))
	switch {
	case p.state != stateConnected:
		return nil, wrongState("noActiveCall", "call %s is not active", p.call.id)
	case !dialable(number):
		return nil, operation("invalidCalledDeviceID", "the number cannot be dialled")
	case p.station.free(true) < 0:
		return nil, resource("resourceBusy", "all call appearances are in use")
	}
	p.call.hold(p)
	q := x.s.originate(p.station, p.station.free(true))
	q.call.original = p.call
	q.call.userData = p.call.userData
	x.readUserData(q.call)
	q.call.dial(q, number)
	return withPrivate(object{"initiatedCall": q.connection()}, "ConsultationCallResponsePrivateData",
		object{"callLinkageData": q.call.linkage()}), nil
}
