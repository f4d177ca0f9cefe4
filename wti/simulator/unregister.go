package simulator

import (
	"fmt"
	"slices"
	"time"
)

// unregisterTerminal is UnregisterTerminal.
func (x *exchange) unregisterTerminal() (object, error) {
	device := x.deviceMember("device")
	reg, err := x.registration()
	if err != nil {
		return nil, err
	}
	if reg.mode == "MAIN" && !reg.station.idle() && !flag(x.p, "forceLogout") {
		return object{
			"device": object{"deviceIdentifier": device}, "code": "1997", "reason": "reason=1997 text=user on a call",
		}, nil
	}
	x.s.leave(reg)
	x.s.log.Info("terminal unregistered", "station", reg.station.ext)
	return object{"device": object{"deviceIdentifier": device}, "code": "1", "reason": ""}, nil
}

// registration finds the session's own registration that a request names.
func (x *exchange) registration() (*registration, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	_, _, instance := splitDevice(x.deviceMember("device"))
	for _, reg := range st.registrations() {
		if _, _, i := splitDevice(reg.device); i == instance && reg.session == x.sess {
			return reg, nil
		}
	}
	return nil, wrongState("invalidObjectState", "%s is not registered by this session", st.ext)
}

// forget removes a registration without touching calls and agent.
func (s *Server) forget(reg *registration) {
	st := reg.station
	reg.ready = false
	reg.lampTick.stop()
	reg.linkTimer.stop()
	reg.port.close()
	if st.main == reg {
		st.main, st.media = nil, nil
	}
	st.others = slices.DeleteFunc(st.others, func(r *registration) bool { return r == reg })
}

// leave removes a registration. Without its main terminal a station is out of
// service: its calls end, its agent is logged out, its dependent terminals go.
func (s *Server) leave(reg *registration) {
	st := reg.station
	wasMain := st.main == reg
	if wasMain && !st.desk {
		if d := time.Duration(s.set.LinkLossDelay); d > 0 && reg.session.lost {
			st.linkLost = s.after(d, st.abandon)
		} else {
			st.abandon()
		}
	}
	s.forget(reg)
	if wasMain {
		for _, dep := range slices.Clone(st.others) {
			if dep.mode == "DEPENDENT" && !st.desk {
				s.unregister(dep, "NO_SIGNALING_CONNECTION", "main endpoint is gone")
			}
		}
	}
	s.endpointEvent(reg, "unregistered", "EndpointUnregisteredEvent", object{"code": "LOGOFF", "serviceState": "outOfService"})
}

// abandon ends the calls of a station without a terminal and logs its agent out.
func (st *station) abandon() {
	if st.agent != nil {
		st.agent.logOut(0)
	}
	for _, p := range st.parties {
		if p != nil {
			p.call.clear(p, "normalClearing")
		}
	}
}

// unregister removes a registration that its client did not give up.
func (s *Server) unregister(reg *registration, code, reason string) {
	s.leave(reg)
	if code == "FORCE_LOGIN" {
		reg.session.forced[reg.station] = true
	}
	s.emit(reg.station.ext, "terminalUnregisteredEvent.unregistered", "TerminalUnregisteredEvent", object{
		"device": object{"deviceIdentifier": reg.device}, "reason": reason, "code": code,
	})
}

// Unregister throws the terminals of a station out, with a code and a reason of
// protocol notes §5.4, for example "EXTENSION_REMOVED". It fails when there are
// none.
func (s *Server) Unregister(extension, code, reason string) error {
	s.mu.Lock()
	defer s.unlock()
	st := s.station(extension)
	if st == nil || len(st.registrations()) == 0 {
		return fmt.Errorf("simulator: no terminal is registered at %q: %w", extension, errNotNow)
	}
	for _, reg := range st.registrations() {
		s.unregister(reg, code, reason)
	}
	return nil
}

// registrationState is GetRegistrationState.
func (x *exchange) registrationState() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	state := "IDLE"
	_, _, instance := splitDevice(x.deviceMember("device"))
	registered := !x.sess.forced[st] && slices.ContainsFunc(st.registrations(), func(reg *registration) bool {
		_, _, i := splitDevice(reg.device)
		return i == instance // whichever session registered it: the terminal is the device's
	})
	switch {
	case registered:
		state = "REGISTERED"
	case st.coming != nil:
		state = "REGISTERING"
	}
	return object{"registrationState": state, "gatekeeperAddress": x.s.gateway.addr.String()}, nil
}

// endpointInfo is EndpointRegistrationInfo: who is registered.
func (x *exchange) endpointInfo() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	list := []object{}
	for _, reg := range st.registrations() {
		list = append(list, object{"eptDevice": reg.device, "dependencyMode": reg.mode, "mediaMode": reg.media})
	}
	state := "outOfService"
	if st.inService() {
		state = "inService"
	}
	return object{
		"device": object{"deviceIdentifier": st.id()}, "serviceState": state, "endpointRegistrationInfo": list,
	}, nil
}

// redirectMedia is RedirectMedia: the client receives RTP somewhere else.
func (x *exchange) redirectMedia() (object, error) {
	reg, err := x.registration()
	if err != nil {
		return nil, err
	}
	if reg.port == nil {
		return nil, wrongState("invalidObjectState", "the terminal has no media here")
	}
	if !flag(x.p, "usePreviousValues") {
		old := reg.port
		if err := x.s.openPort(reg, sub(x.p, "localMediaInfo")); err != nil {
			reg.port = old
			return nil, operation("invalidParameterValue", "localMediaInfo: %v", err)
		}
		old.close()
	}
	if st := reg.station; st.media != nil && st.main == reg {
		st.stopMedia()
		st.refreshMedia()
		st.media.call.remix()
	}
	return object{}, nil
}
