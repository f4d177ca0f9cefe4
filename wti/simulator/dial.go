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
	if err := st.mayOriginate(); err != nil {
		return nil, err
	}
	p := x.s.originate(st, st.free(true))
	if data := str(sub(x.p, "userData"), "string"); data != "" {
		p.call.userData = unhex(data)
	}
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
	if st.server.opt.Dialect.AutoHold && p.state == stateConnected {
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
	c.report("OriginatedEvent", "originated", object{
		"originatedConnection": p.connection(), "originatingDevice": identified(p.device()),
		"callingDevice": identified(c.calling), "calledDevice": identified(c.called),
	}, "newCall")
	c.server.log.Info("call made", "call", c.id, "station", p.station.ext)
	c.route(number, p)
}

// address is the device id of a dialled number.
func (s *Server) address(number string) string {
	if st := s.station(number); st != nil {
		return st.id()
	}
	if s.known(number, s.switches[0]) {
		return s.here(number)
	}
	return s.outsideNumber(number) + ":::0"
}

// outsideNumber strips a plus sign, or the access digit 9 and the toll digit 1.
func (s *Server) outsideNumber(number string) string {
	number = strings.TrimPrefix(number, "+")
	rest, ok := strings.CutPrefix(number, "9")
	if _, exact := s.numbers[number]; !ok || exact || len(rest) < 7 {
		return number
	}
	if national, ok := strings.CutPrefix(rest, "1"); ok && (len(rest) == 11 || len(rest) == 8) {
		return national
	}
	return rest
}

// complete reports whether keyed digits are a whole number.
func (s *Server) complete(digits string) bool {
	if s.known(digits, s.switches[0]) || s.station(digits) != nil {
		return true
	}
	_, special := s.numbers[s.outsideNumber(digits)]
	return special || len(digits) >= 11
}

// route brings a call to where a number leads; from is who waits for it.
func (c *call) route(number string, from *party) {
	s := c.server
	switch {
	case s.vdns[number] != nil:
		c.enterVDN(s.vdns[number])
	case s.skills[number] != nil:
		c.enterSkill(s.skills[number])
	case s.agents[number] != nil:
		if st := s.agents[number].station; st != nil {
			c.ringStation(st, from)
		} else {
			c.fail("destNotObtainable")
		}
	case s.station(number) != nil:
		c.ringStation(s.station(number), from)
	default:
		c.routeOutside(s.outsideNumber(number))
	}
	c.remix()
}

// ringStation alerts a station. An unregistered one is answered by a simulated
// colleague.
func (c *call) ringStation(st *station, from *party) {
	switch {
	case st.forward != "" && st.forward != st.ext:
		c.server.log.Info("call forwarded", "call", c.id, "from", st.ext)
		to := st.forward
		if next := c.server.station(to); next != nil && next.forward != "" { // CM forwards once
			c.alert(next)
			return
		}
		c.route(to, from)
	case st.dnd:
		c.fail("doNotDisturb")
	case !st.inService(), st.main == nil && len(c.server.watching[st.ext]) == 0: // nobody could answer
		o := &outside{number: st.ext, name: st.name, colleague: true, voice: newVoice(Speech("desk"))}
		c.ringOutside(o, ringColleague, 0)
	default:
		c.alert(st)
	}
}

// alert rings a station that is in service.
func (c *call) alert(st *station) {
	i := st.free(false)
	if i < 0 || c.has(st) {
		c.fail("busy")
		return
	}
	p := c.deliver(st, i, "newCall")
	c.noAnswer = c.server.after(ringLimit, func() { p.call.unanswered(p) })
}

// has reports whether the station is in the call already.
func (c *call) has(st *station) bool {
	for _, p := range c.parties {
		if p.station == st {
			return true
		}
	}
	return false
}

// deliver makes a call ring at a station's appearance.
func (c *call) deliver(st *station, appearance int, cause string) *party {
	p := c.addStation(st, appearance, stateAlerting)
	c.reportDelivered(p, cause)
	st.refresh()
	st.show(c.displayText(appearance))
	c.remix()
	return p
}

// unanswered ends the ringing of a direct call.
func (c *call) unanswered(p *party) {
	if p.state != stateAlerting {
		return
	}
	c.remove(p)
	if p.station != nil {
		c.reportDiverted(p, "", "callForwardNoAnswer")
		p.after()
	}
	c.fail("callNotAnswered")
	c.remix()
}

// routeOutside calls an outside number.
func (c *call) routeOutside(number string) {
	n, special := c.server.numbers[number]
	switch {
	case !special && len(number) < 5:
		c.fail("numberUnallocated")
		return
	case n.Outcome == OutcomeBusy:
		c.fail("busy")
		return
	case n.Outcome == OutcomeUnobtainable:
		c.fail("destNotObtainable")
		return
	case n.Outcome == OutcomeTrunksBusy:
		c.fail("trunksBusy")
		return
	}
	o := &outside{number: number, name: n.Name, voice: newVoice(n.FarEnd.orSpeech("answer"))}
	ring := n.Ring.or(ringOutside)
	if n.Outcome == OutcomeNoAnswer {
		ring = 0
	}
	c.ringOutside(o, ring, time.Duration(n.Hangup))
}

// ringOutside alerts a far end that answers after ring; zero: never.
func (c *call) ringOutside(o *outside, ring, hangup time.Duration) {
	p := c.addOutside(o, stateAlerting)
	if !o.colleague {
		c.report("NetworkReachedEvent", "networkReached", withPrivate(c.who(object{
			"outboundConnection": p.connection(), "networkInterfaceUsed": identified(p.id),
		}), "NetworkReachedEventPrivateData", object{"progressLocation": "publicLocal", "progressDescription": "inBand"}), "newCall")
	}
	c.reportDelivered(p, "newCall")
	if ring == 0 {
		c.ringing = c.server.after(ringLimit, func() { p.call.unanswered(p) })
		return
	}
	c.ringing = c.server.after(ring, func() { p.call.farAnswers(p, hangup) })
}

// farAnswers connects an outside party.
func (c *call) farAnswers(p *party, hangup time.Duration) {
	if p.state != stateAlerting {
		return
	}
	p.state = stateConnected
	c.remix()
	c.reportEstablished(p, "newCall")
	if hangup > 0 {
		p.outside.hangup = c.server.after(hangup, func() {
			if p.state != stateNull {
				p.call.clear(p, "normalClearing")
			}
		})
	}
}

// fail gives the caller a failure tone. An outside caller just loses the call.
func (c *call) fail(cause string) {
	c.cause = cause
	c.handle.failed = cause
	p := c.caller
	if p == nil || p.state == stateNull || p.station == nil {
		if p != nil && p.state != stateNull {
			c.clear(p, cause)
		}
		return
	}
	p.state = stateFailed
	c.report("FailedEvent", "failed", c.who(object{
		"failedConnection": p.connection(), "failingDevice": identified(c.called),
	}), cause)
	p.station.refresh()
	c.remix()
}

// displayText is what the telephone shows of an incoming call.
func (c *call) displayText(appearance int) string {
	name := ""
	if c.caller != nil {
		switch {
		case c.caller.station != nil:
			name = c.caller.station.name
		case c.caller.outside.name != "":
			name = c.caller.outside.name
		default:
			name = c.caller.outside.number
		}
	}
	text := string(rune('a'+appearance)) + "=" + name
	if c.vdn != nil {
		text += " to " + c.vdn.Name
	}
	return text
}
