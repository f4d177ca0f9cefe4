package simulator

import (
	"strings"
	"time"
)

// Times until the far end of an outgoing call answers.
const (
	ringOutside   = time.Second
	ringColleague = 1500 * time.Millisecond
	ringLimit     = 60 * time.Second // until nobody answered
)

// makeCall is MakeCall.
func (x *exchange) makeCall() (object, error) {
	st, err := x.stationAt("callingDevice")
	if err != nil {
		return nil, operation("invalidCallingDeviceID", "%v", refusalOf(err).text)
	}
	number := strings.TrimSpace(x.deviceMember("calledDirectoryNumber"))
	number, _, _ = splitDevice(number)
	if !dialable(number) {
		return nil, operation("invalidCalledDeviceID", "the number cannot be dialled")
	}
	kind, err := x.callKind(st, number)
	if err != nil {
		return nil, err
	}
	if err := st.mayOriginate(); err != nil {
		return nil, err
	}
	p := x.s.originate(st, st.free(true))
	p.call.kind = kind
	x.readUserData(p.call)
	p.call.dial(p, number)
	return withPrivate(object{"callingDevice": p.connection()}, "MakeCallResponsePrivateData",
		object{"callLinkageData": p.call.linkage()}), nil
}

// mayOriginate checks whether the station can start a call now.
func (st *station) mayOriginate() error {
	if !st.inService() {
		return resource("resourceOutOfService", "no telephone is registered at %s", st.ext)
	}
	if err := st.makeRoom(nil); err != nil {
		return err
	}
	if st.free(true) < 0 {
		return resource("resourceBusy", "all call appearances are in use")
	}
	return nil
}

// makeRoom makes sure that no other call is active at the station.
func (st *station) makeRoom(except *party) error {
	p := st.active()
	if p == nil || p == except {
		return nil
	}
	if st.server.dialect().AutoHold && p.state == stateConnected {
		p.call.hold(p)
		return nil
	}
	return wrongState("connectedCallExists", "another call is active; hold it first")
}

func dialable(number string) bool {
	if number == "" || len(number) > 30 {
		return false
	}
	return strings.Trim(number, "0123456789*#+") == ""
}

// originate takes a station off-hook: it has dial tone.
func (s *Server) originate(st *station, appearance int) *party {
	c := s.newCall()
	c.calling = st.id()
	c.caller = c.addStation(st, appearance, stateInitiated)
	st.dialed = ""
	st.refresh()
	c.remix()
	c.report("ServiceInitiatedEvent", "serviceInitiated", object{
		"initiatedConnection": c.caller.connection(), "initiatingDevice": identified(st.id()),
	}, "makeCall")
	return c.caller
}

// dial sends an initiated call to a number.
func (c *call) dial(p *party, number string) {
	p.state = stateConnected
	c.dialed = number
	c.called = c.server.address(number)
	o := object{
		"originatedConnection": p.connection(), "originatingDevice": identified(p.device()),
		"callingDevice": identified(c.calling), "calledDevice": identified(c.called),
	}
	if a := p.station.agent; a != nil {
		o = withPrivate(o, "OriginatedEventPrivateData", object{"logicalAgent": identified(c.server.here(a.id))})
	}
	c.report("OriginatedEvent", "originated", o, "newCall")
	c.server.log.Info("call made", "call", c.id, "station", p.station.ext)
	p.showCall()
	if c.blockEmergency(p, number) {
		return
	}
	c.lead(number)
}

// readUserData lets a call have the user data of a request about it, if there
// is some.
func (x *exchange) readUserData(c *call) {
	if data := str(sub(x.p, "userData"), "string"); data != "" {
		c.userData = x.s.dialect().Binary.read(data)
	}
}
