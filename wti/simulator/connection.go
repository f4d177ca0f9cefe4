package simulator

import (
	"time"
)

// connectionOf finds the connection that a request member names: a station's by
// extension, an outside party's by its text.
func (x *exchange) connectionOf(name string) (*party, error) {
	o := sub(x.p, name)
	id := str(o, "callID", "callId")
	device := str(o, "deviceID", "deviceId")
	if device == "" {
		device = str(sub(o, "deviceID"), "deviceIdentifier")
	}
	if id == "" || device == "" {
		return nil, operation("invalidConnectionID", "%s: callID or deviceID is missing", name)
	}
	c := x.s.calls[id]
	if c == nil {
		return nil, operation("invalidCallID", "there is no call %s", id)
	}
	ext, _, _ := splitDevice(device)
	for _, p := range c.parties {
		if p.id == device || p.station != nil && p.station.ext == ext {
			return p, nil
		}
	}
	return nil, operation("invalidConnectionID", "%s is not in call %s", device, id)
}

// ownConnection is a connection of a station that has a telephone in service.
func (x *exchange) ownConnection(name string) (*party, error) {
	p, err := x.connectionOf(name)
	switch {
	case err != nil:
		return nil, err
	case p.station == nil:
		return nil, operation("requestIncompatibleWithConnection", "%s is not a station's connection", p.id)
	case !p.station.inService():
		return nil, resource("resourceOutOfService", "no telephone is registered at %s", p.station.ext)
	}
	return p, nil
}

// answerCall is AnswerCall.
func (x *exchange) answerCall() (object, error) {
	p, err := x.ownConnection("callToBeAnswered")
	if err != nil {
		return nil, err
	}
	if p.state != stateAlerting {
		return nil, wrongState("noCallToAnswer", "call %s does not ring at %s", p.call.id, p.station.ext)
	}
	if err := p.station.makeRoom(p); err != nil {
		return nil, err
	}
	p.call.answer(p)
	return object{}, nil
}

// answer connects an alerting station.
func (c *call) answer(p *party) {
	c.noAnswer.stop()
	c.patience.stop()
	p.state = stateConnected
	p.station.refresh()
	c.handle.answered = time.Now()
	c.remix()
	c.reportEstablished(p, "newCall")
	if a := p.station.agent; a != nil && a.acd == p {
		a.answered()
	}
	p.station.settle(p)
	c.server.log.Info("call answered", "call", c.id, "station", p.station.ext)
	c.pressLater(c.caller)
	if c.caller != nil && c.caller.outside != nil && c.handle.talk > 0 && c.caller.outside.hangup == nil {
		caller := c.caller
		caller.outside.hangup = c.server.after(c.handle.talk, func() {
			if caller.state != stateNull {
				caller.call.clear(caller, "normalClearing")
			}
		})
	}
}
