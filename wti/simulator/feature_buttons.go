package simulator

import "time"

// featureGap is the least time between a feature or appearance button and the
// first digit after it (protocol notes §6.6).
const featureGap = 500 * time.Millisecond

// dialPause is after how long keyed digits are dialled although no known number
// is complete.
const dialPause = 4 * time.Second

// lampFlutter: a transfer or conference is being set up (protocol notes §6.4).
const lampFlutter = 1

// joining is a transfer or conference that was begun by its button and waits for
// the second press.
type joining struct {
	button int    // buttonTransfer or buttonConference
	held   *party // the call it is about
}

// pressJoin is the Transfer or Conference button: the first press holds the call
// and gives dial tone, the second joins both calls (protocol notes §6.5).
func (st *station) pressJoin(button int) {
	active := st.active()
	if j := st.joining; j != nil && j.held.state == stateHeld && active != nil {
		st.joining = nil
		if err := st.join(j, button, active); err != nil {
			st.joining = j
			st.server.log.Info("button without effect", "station", st.ext, "err", err)
		}
		st.refreshLamps()
		return
	}
	i := st.free(true)
	if active == nil || active.state != stateConnected || i < 0 {
		return
	}
	st.joining = &joining{button: button, held: active}
	active.call.hold(active)
	q := st.server.originate(st, i)
	q.call.original, q.call.userData = active.call, active.call.userData
}

func (st *station) join(j *joining, button int, active *party) error {
	if button != j.button {
		return wrongState("invalidObjectState", "another feature was begun")
	}
	var err error
	if button == buttonTransfer {
		_, err = st.server.transfer(j.held, active)
	} else {
		_, err = st.server.conference(j.held, active)
	}
	return err
}

// pressDrop takes the party added last out of a conference; else it ends the
// active call.
func (st *station) pressDrop() {
	active := st.active()
	if active == nil {
		return
	}
	parties := active.call.parties
	if len(parties) > 2 && active.state == stateConnected {
		last := parties[len(parties)-1]
		if last == active {
			last = parties[len(parties)-2]
		}
		active.call.clear(last, "normalClearing")
		return
	}
	active.call.clear(active, "normalClearing")
}

// checkJoining forgets a transfer or conference whose call is not held any more.
func (st *station) checkJoining() {
	if j := st.joining; j != nil && j.held.state != stateHeld {
		st.joining = nil
	}
}

// gap is the least time between the last press and this one.
func (st *station) gap(id int) time.Duration {
	switch {
	case id >= 16:
		return pressGap
	case st.lastButton >= 16:
		return featureGap
	}
	return digitGap
}

// showCall puts the other end of a call on the display.
func (p *party) showCall() {
	if p.station == nil {
		return
	}
	text := ""
	switch other := p.call.other(p); {
	case len(p.call.parties) > 2:
		text = "CONFERENCE"
	case other != nil && other.station != nil:
		text = other.station.name + " " + other.station.ext
	case other != nil && other.outside.name != "":
		text = other.outside.name
	case other != nil:
		text = other.outside.number
	default:
		text = p.call.dialed
	}
	p.station.show(string(rune('a'+p.appearance)) + "=" + text)
}
