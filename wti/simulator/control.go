package simulator

import (
	"encoding/hex"
	"slices"
	"strings"
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
	c.server.log.Info("call answered", "call", c.id, "station", p.station.ext)
	if c.caller != nil && c.caller.outside != nil && c.handle.talk > 0 && c.caller.outside.hangup == nil {
		caller := c.caller
		caller.outside.hangup = c.server.after(c.handle.talk, func() {
			if caller.state != stateNull {
				caller.call.clear(caller, "normalClearing")
			}
		})
	}
}

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
}

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
	c.route(to, c.caller)
	return object{}, nil
}

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
				c.server.emit(p.station.ext, "toneDetection.toneDetected", "ToneDetectedEvent",
					object{"device": identified(p.station.id()), "toneDetected": string(d)})
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

// unhex reads user data: hex when it is, else text.
func unhex(text string) string {
	if b, err := hex.DecodeString(text); err == nil {
		return string(b)
	}
	return text
}
