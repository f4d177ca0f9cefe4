package simulator

import (
	"fmt"
	"time"
)

// callInformation is GetCallInformation: what the switch knows about an
// extension and its active call (protocol notes §9.3).
func (x *exchange) callInformation() (object, error) {
	if ext := str(x.p, "extension"); ext != "" {
		x.p["device"] = ext
	}
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	o := object{"stationName": st.name, "agentStationExtension": st.ext, "stateOfCall": "idle"}
	if a := st.agent; a != nil {
		o["agentName"], o["agentLoginID"] = a.name, a.id
	}
	p := st.active()
	for _, q := range st.parties {
		if p == nil && q != nil {
			p = q
		}
	}
	if p == nil {
		return o, nil
	}
	o["callId"], o["universalCallIdStr"] = p.call.id, p.call.ucid
	o["incoming"], o["stateOfCall"] = p.call.caller != p, string(p.state)
	if v := p.call.vdn; v != nil {
		o["vdnName"], o["vdnExtension"] = v.Name, v.Extension
	}
	return o, nil
}

// validateCode is ValidateDeviceSecurityCode; "0" is right.
func (x *exchange) validateCode() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	if !same(str(x.p, "securityCode"), st.code) {
		return object{"response": "1", "reason": "the security code is wrong"}, nil
	}
	return object{"response": "0", "reason": ""}, nil
}

// changeCode is ChangeDeviceSecurityCode.
func (x *exchange) changeCode() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	next := str(x.p, "newSecurityCode")
	switch {
	case !same(str(x.p, "securityCode", "currentSecurityCode", "oldSecurityCode"), st.code):
		return object{"response": "1", "reason": "the security code is wrong"}, nil
	case len(next) < 3 || len(next) > 8 || !dialable(next):
		return object{"response": "2", "reason": "the new security code must have three to eight digits"}, nil
	}
	st.code = next
	return object{"response": "0", "reason": ""}, nil
}

// voiceUnit refuses the services of AES's own players and recorders, which have
// no place where the client has the media, and which this AES does not have
// (protocol notes §9.5).
func (x *exchange) voiceUnit() (object, error) {
	for _, member := range []string{"overConnection", "callToBeRecorded", "connection"} {
		o := sub(x.p, member)
		if ext, _, _ := splitDevice(str(o, "deviceID", "deviceId")); x.s.station(ext) != nil {
			if reg := x.s.station(ext).main; reg != nil && reg.media == "CLIENT" {
				return nil, operation("requestIncompatibleWithConnection", "the voice unit needs server media; the terminal has client media")
			}
		}
	}
	return nil, resource("resourceLimitExceeded", "AES has no voice unit resources")
}

// selectiveListening is SelectiveListeningHold and SelectiveListeningRetrieve:
// the subject does not hear the others, or does again.
func (x *exchange) selectiveListening(deaf bool) (object, error) {
	x.p = sub(x.p, "selectiveListening")
	p, err := x.ownConnection("subjectConnection")
	if err != nil {
		return nil, err
	}
	switch {
	case p.state != stateConnected:
		return nil, wrongState("noActiveCall", "call %s is not active at %s", p.call.id, p.station.ext)
	case !flag(x.p, "allParties") && len(p.call.parties) > 2:
		return nil, operation("parameterNotSupported", "selectedParty: only all parties of a conference")
	}
	p.station.setDeaf(deaf)
	return object{}, nil
}

func (st *station) setDeaf(deaf bool) {
	port := st.port()
	if port == nil {
		return
	}
	port.gateway.mu.Lock()
	defer port.gateway.mu.Unlock()
	port.deaf = deaf
}

// serviceLinkDelay is how long the switch takes to call a telecommuter.
const serviceLinkDelay = 500 * time.Millisecond

// refreshServiceLink keeps a telecommuter's voice path up while the station has
// an active call: the switch calls the number, and lets it go afterwards
// (protocol notes §5.4).
func (st *station) refreshServiceLink() {
	reg := st.main
	if reg == nil || reg.media != "TELECOMMUTER" {
		return
	}
	want := st.active() != nil
	if want == reg.linkWanted {
		return
	}
	reg.linkWanted = want
	reg.linkTimer.stop()
	if !want {
		reg.setServiceLink(false)
		return
	}
	reg.linkTimer = st.server.after(serviceLinkDelay, func() { reg.setServiceLink(true) })
}

func (reg *registration) setServiceLink(up bool) {
	if reg.linkUp == up || !reg.ready {
		return
	}
	reg.linkUp = up
	reg.station.server.emit(reg.station.ext, "physicalDeviceFeaturesPrivateEvents.serviceLinkStatusChanged", "ServiceLinkStatusEvent",
		object{"device": identified(reg.device), "serviceLinkUp": up})
}

// SetServiceLink drops a telecommuter's voice path or brings it up again. It
// fails at a station without a telecommuter, and when that is how the path is.
func (s *Server) SetServiceLink(extension string, up bool) error {
	s.mu.Lock()
	defer s.unlock()
	st := s.station(extension)
	switch {
	case st == nil || st.main == nil || st.main.media != "TELECOMMUTER" || !st.main.ready:
		return fmt.Errorf("simulator: no telecommuter is registered at %q: %w", extension, errNotNow)
	case st.main.linkUp == up:
		return fmt.Errorf("simulator: the service link of %s is so already: %w", extension, errNotNow)
	}
	st.main.setServiceLink(up)
	return nil
}

// emergency reports whether a number is an emergency call's.
func (s *Server) emergency(number string) bool {
	for _, n := range s.opt.Scenario.Emergency {
		if number == n {
			return true
		}
	}
	return false
}

// blockEmergency refuses an emergency call of a terminal that was registered with
// e911 block, as it may be far from the address that the switch would give.
func (c *call) blockEmergency(p *party, number string) bool {
	reg := p.station.main
	if reg == nil || reg.e911 != "block" || !c.server.emergency(number) {
		return false
	}
	c.server.emit(p.station.ext, "physicalDeviceFeaturesPrivateEvents.e911CallBlocked", "E911CallBlockedEvent",
		object{"device": identified(reg.device)})
	c.fail("blocked")
	return true
}
