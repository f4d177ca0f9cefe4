package simulator

import (
	"cmp"

	"fmt"
	"net/netip"
	"strings"
	"time"
)

// lampRefresh is how often CM repeats lamps although nothing changed.
const lampRefresh = 30 * time.Second

// registration is a terminal (protocol notes §5.1).
type registration struct {
	session  *session
	station  *station
	device   string // the client's device id
	mode     string // MAIN, DEPENDENT, INDEPENDENT
	media    string // CLIENT, SERVER, TELECOMMUTER, NONE
	port     *port  // with CLIENT media
	ready    bool   // false while the registration is under way
	lampTick *timer

	e911               string // "block": no emergency calls
	linkWanted, linkUp bool   // voice path of a telecommuter
	linkTimer          *timer
}

// registerTerminal is RegisterTerminal. Its failures are formally positive
// answers with another code than 1 (protocol notes §5.3).
func (x *exchange) registerTerminal() (object, error) {
	device := x.deviceMember("device")
	st, err := x.ownStation(device)
	if err != nil {
		return nil, err
	}
	delay := time.Duration(x.s.set.RegisterDelay)
	sess := x.sess
	st.coming = sess
	return x.later(delay, func() (object, error) {
		if st.coming == sess {
			st.coming = nil
		}
		if x.s.sessions[sess.id] != sess {
			return nil, sessionRefusal("invalidSessionID", "the session ended")
		}
		code, reason := x.s.register(sess, st, device, x.p)
		x.s.log.Info("terminal registration", "station", st.ext, "code", code, "reason", reason)
		if code == "1" {
			code = cmp.Or(x.s.dialect().RegisterCode, code)
		}
		return object{
			"device": object{"deviceIdentifier": device}, "signalingEncryption": "none", "code": code, "reason": reason,
		}, nil
	})
}

// ownStation finds the station of a device id that this session was given.
func (x *exchange) ownStation(id string) (*station, error) {
	for held, g := range x.sess.devices {
		if strings.EqualFold(held, id) && !g.third {
			return x.stationAt("device")
		}
	}
	return nil, operation("invalidDeviceID", "%q was not given to this session by GetDeviceId", id)
}

// register checks and carries out a registration; code "1" is success.
func (s *Server) register(sess *session, st *station, device string, p object) (code, reason string) {
	login := sub(p, "loginInfo")
	reg := &registration{
		session: sess, station: st, device: device, ready: true,
		mode:  strings.ToUpper(str(login, "dependencyMode")),
		media: strings.ToUpper(str(login, "mediaMode")),
		e911:  strings.ToLower(str(login, "e911")),
	}
	local := sub(p, "localMediaInfo")
	if reg.mode == "" {
		reg.mode = "MAIN"
	}
	if reg.media == "" {
		reg.media = "SERVER"
	}
	switch {
	case !same(str(login, "password"), st.code):
		return "63773", "securityDenial: Access Code invalid"
	case reg.mode == "DEPENDENT" && !st.inService():
		return "20", "no main endpoint is registered"
	case reg.media == "TELECOMMUTER" && str(login, "telecommuterExtension") == "":
		return "21", "telecommuter extension is missing"
	}
	if reg.media == "CLIENT" {
		if err := s.openPort(reg, local); err != nil {
			return "22", "media: " + err.Error()
		}
	}
	if code, reason := s.takeOver(reg, flag(login, "forceLogin")); code != "1" {
		reg.port.close()
		return code, reason
	}
	delete(sess.forced, st)
	if st.worked() && st.agent != nil && reg.mode == "MAIN" { // the colleague makes room
		st.agent.logOut(0)
	}

	if reg.mode == "MAIN" {
		st.main = reg
		st.linkLost.stop()

	} else {
		st.others = append(st.others, reg)
	}
	s.after(0, func() { s.initialEvents(reg) })
	reg.lampTick = s.after(lampRefresh, func() { s.repeatLamps(reg) })
	s.endpointEvent(reg, "registered", "EndpointRegisteredEvent", object{"serviceState": "inService"})
	return "1", "NORMAL_REGISTER"
}

// takeOver makes room for a registration: the same session replaces its own
// one, another's only with forceLogin.
func (s *Server) takeOver(reg *registration, force bool) (code, reason string) {
	for _, old := range reg.station.registrations() {
		clash := strings.EqualFold(old.device, reg.device) || old.mode == "MAIN" && reg.mode == "MAIN"
		switch {
		case !clash:
		case old.session == reg.session:
			s.forget(old)
		case !force:
			return "1940", "Extension in use"
		default:
			s.log.Info("registration taken over", "station", reg.station.ext)
			s.unregister(old, "FORCE_LOGIN", "reason=2009 text=2009-Forced unregistration by another login")
		}
	}
	return "1", ""
}

// openPort opens the RTP stream of a CLIENT terminal.
func (s *Server) openPort(reg *registration, local object) error {
	remote, err := addrPort(sub(local, "rtpAddress"))
	if err != nil {
		return fmt.Errorf("rtpAddress: %w", err)
	}
	control, err := addrPort(sub(local, "rtcpAddress"))
	if err != nil {
		control = netip.AddrPortFrom(remote.Addr(), remote.Port()+1)
	}
	codecs := []string{}
	list, _ := local["codecs"].([]any)
	for _, c := range list {
		if name, ok := c.(string); ok {
			codecs = append(codecs, name)
		}
	}
	reg.port, err = s.gateway.open(remote, control, codecs, func(digit string) { s.heardEvent(reg, digit) })
	if err == nil {
		offered, _ := local["encryptionList"].([]any)
		reg.port.srtp = s.gateway.chooseSRTP(offered)
	}
	return err

}

func addrPort(o object) (netip.AddrPort, error) {
	addr, err := netip.ParseAddr(str(o, "address"))
	if err != nil {
		return netip.AddrPort{}, err
	}
	port, ok := number(o, "port")
	if !ok || port < 1 || port > 65535 {
		return netip.AddrPort{}, fmt.Errorf("port %q", str(o, "port"))
	}
	return netip.AddrPortFrom(addr.Unmap(), uint16(port)), nil
}

// initialEvents tells a new terminal what its telephone looks like.
func (s *Server) initialEvents(reg *registration) {
	st := reg.station
	if !reg.ready {
		return
	}
	st.repeatLamps()

	st.show(st.name, time.Now().Format("3:04 pm Mon Jan 2"))
	if st.messages {
		st.messages = false
		st.setMessages(true)
	}
	st.refresh()
	if st.media != nil { // a re-registration in a call
		st.media.call.remix()
	}
}

// repeatLamps sends lamps again although nothing changed, as CM does.
func (s *Server) repeatLamps(reg *registration) {
	reg.station.repeatLamps()
	reg.lampTick = s.after(lampRefresh, func() { s.repeatLamps(reg) })
}

// repeatLamps tells the state of every lamp.
func (st *station) repeatLamps() {
	for _, b := range st.buttons() {
		mode := st.lamps[b.id]
		if mode == 0 {
			mode = lampOff
		}
		st.physical("lampMode", "LampModeEvent", lampObject(b.id, mode))
	}
}

func (s *Server) endpointEvent(reg *registration, member, event string, more object) {
	more["device"] = object{"deviceIdentifier": reg.device}
	more["eptDevice"] = reg.device
	more["dependencyMode"], more["mediaMode"] = reg.mode, reg.media
	more["signallingProtocolType"], more["setType"] = "H323", "9641"
	s.emit(reg.station.ext, "endpointRegistrationStateEvents."+member, event, more)
}
