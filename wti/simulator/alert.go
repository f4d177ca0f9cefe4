package simulator

import "time"

// ringStation alerts a station, or where its calls are forwarded; CM forwards
// once only.
func (c *call) ringStation(st *station) {
	if st.forward == "" || st.forward == st.ext {
		c.ringHere(st)
		return
	}
	c.server.log.Info("call forwarded", "call", c.id, "from", st.ext)
	if next := c.server.station(st.forward); next != nil {
		c.ringHere(next)
		return
	}
	c.route(st.forward)
}

// ringHere alerts a station itself. One that nobody is registered at is answered
// by a simulated colleague.
func (c *call) ringHere(st *station) {
	switch {
	case st.dnd:
		c.fail("doNotDisturb")
	case st.worked() && st.work.Busy:
		c.fail("busy")
	case !st.inService(), !st.worked() && st.main == nil && len(c.server.watching[st.ext]) == 0: // nobody could answer
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
	if p.state != stateAlerting {
		return // answered by itself
	}

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
	st.react(p)
	st.autoAnswer(p)
	return p
}

// others counts who else is in the call and not just listening.
func (c *call) others(p *party) (n int) {
	for _, q := range c.parties {
		if q != p && !q.silent {
			n++
		}
	}
	return n
}

// unanswered ends the ringing of a direct call.
func (c *call) unanswered(p *party) {
	if p.state != stateAlerting {
		return
	}
	if c.others(p) > 1 { // those who talk meanwhile go on
		c.clear(p, "callNotAnswered")
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
	c.handle.answered = time.Now()
	c.remix()
	c.reportEstablished(p, "newCall")
	c.pressLater(p)
	if hangup > 0 {
		p.outside.hangup = c.server.after(hangup, func() {
			if p.state != stateNull {
				p.call.clear(p, "normalClearing")
			}
		})
	}
}

// fail gives the caller a failure tone. An outside caller just loses the call, and
// so does a station that has it on hold: nobody listens there.
func (c *call) fail(cause string) {
	c.cause = cause
	c.handle.failed = cause
	p := c.caller
	if p == nil || p.state == stateNull || p.station == nil || p.state == stateHeld {
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
