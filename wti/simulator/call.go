package simulator

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// connState is the state of a connection; its text is CSTA's localConnectionInfo.
type connState string

const (
	stateNull      connState = "null"
	stateInitiated connState = "initiated"
	stateAlerting  connState = "alerting"
	stateConnected connState = "connected"
	stateHeld      connState = "hold"
	stateQueued    connState = "queued"
	stateFailed    connState = "fail"
)

// call is a call of the switch. Guarded by Server.mu.
type call struct {
	server  *Server
	id      string
	ucid    string
	parties []*party // who is in it now
	caller  *party   // who made it
	calling string   // device id
	called  string   // device id
	dialed  string   // number as dialled last: lastRedirectionDevice

	lookAhead LookAhead // of the switch that sent it; zero for none

	vdn      *vdn   // last one
	skill    *skill // that queues or queued it
	queued   bool
	atVDN    bool     // in vector processing: no agent has it
	via      []string // VDNs and skills it passed, for monitors of type call
	entered  string   // digits the caller entered
	userData string
	trunk    int
	came     []object // deviceHistory: the stations that it was taken from
	kind     callKind
	direct   *agent // for whom alone it waits; nil for any agent of the skill
	original *call  // the first call's data after a consultation, nil otherwise
	cause    string // of the failure, with stateFailed

	patience, noAnswer *timer
	ringing            *timer // until a far end answers
	bridge             bridge
	tone               *toneLeg
	announced          *announcement // nil before the queue, or when its VDN has none

	monitors []*monitor // of the call itself
	handle   *Call
}

// party is one connection of a call: a station's or an outside party's.
type party struct {
	call       *call
	station    *station // nil for an outside party
	outside    *outside // nil for a station
	id         string   // deviceID of the connection
	state      connState
	appearance int
	trunk      int    // member of the trunk group; 0 for none
	said       *voice // of a colleague at the station; nil until there is a leg
	silent     bool   // only listens: the call does not go on for its sake
}

// outside is somebody beyond the switch's own stations.
type outside struct {
	number    string
	name      string
	voice     *voice
	received  string // digits it was sent
	colleague bool   // stands in for a station of the switch
	hangup    *timer
}

// newCall makes an empty call.
func (s *Server) newCall() *call {
	last := cmp.Or(s.dialect().LastCallID, 9999) // CM uses callIDs again
	for tries := 0; ; tries++ {
		s.nextCall = s.nextCall%last + 1
		if s.calls[strconv.Itoa(s.nextCall)] == nil {
			break
		}
		if tries == last { // all are in use
			last *= 2
		}
	}
	c := &call{server: s, id: strconv.Itoa(s.nextCall), ucid: s.newUCID()}
	s.calls[c.id] = c
	c.handle = &Call{server: s, call: c, id: c.id, ucid: c.ucid, began: time.Now()}
	s.remember(c.handle)
	return c
}

// addStation makes a connection of a station.
func (c *call) addStation(st *station, appearance int, state connState) *party {
	p := &party{call: c, station: st, id: st.id(), state: state, appearance: appearance}
	st.parties[appearance] = p
	c.parties = append(c.parties, p)
	return p
}

// addOutside makes a connection of an outside party on a trunk, or of a
// colleague who stands in for a station.
func (c *call) addOutside(o *outside, state connState) *party {
	s := c.server
	p := &party{call: c, outside: o, state: state}
	if o.colleague {
		p.id = deviceID(o.number, s.station(o.number).sw, "0")
	} else {
		p.id, p.trunk = s.newTrunk()
		c.trunk = p.trunk
	}
	c.parties = append(c.parties, p)
	if c.handle.far == nil {
		c.handle.far = o
	}
	return p
}

// device is the device id of a party as events name it.
func (p *party) device() string {
	if p.station != nil || p.outside.colleague {
		return p.id
	}
	return p.outside.number + ":::0"
}

func (p *party) connection() object { return object{"callID": p.call.id, "deviceID": p.id} }

// other is some party of the call that is not p; nil for none.
func (c *call) other(p *party) *party {
	for _, q := range c.parties {
		if q != p {
			return q
		}
	}
	return nil
}

// answeredBy is a party other than p who is in the call for good; nil for none.
func (c *call) answeredBy(p *party) *party {
	for _, q := range c.in(stateConnected, stateHeld) {
		if q != p {
			return q
		}
	}
	return nil
}

// in lists the parties in one of the states.
func (c *call) in(states ...connState) []*party {
	var list []*party
	for _, p := range c.parties {
		if slices.Contains(states, p.state) {
			list = append(list, p)
		}
	}
	return list
}

// remix connects the voices of everybody who is connected, with the tone that
// those hear who wait.
func (c *call) remix() {
	var legs []leg
	for _, p := range c.in(stateConnected, stateInitiated, stateFailed) {
		switch {
		case p.outside != nil:
			legs = append(legs, p.outside.voice)
		case p.station.port() != nil:
			legs = append(legs, p.station.port())
		case p.station.worked():
			legs = append(legs, p.leg())

		}
	}
	kind := c.toneKind()
	if c.tone == nil || c.tone.kind != kind {
		c.tone = &toneLeg{kind: kind}
	}
	switch {
	case kind == noTone || len(legs) == 0:
	case c.queued && c.announced != nil && len(c.in(stateHeld)) == 0:
		legs = append(legs, c.announced)
	default:
		legs = append(legs, c.tone)
	}

	c.server.gateway.connect(&c.bridge, legs)
}

// toneKind is what somebody who is alone in the call hears.
func (c *call) toneKind() toneKind {
	switch {
	case len(c.in(stateInitiated)) > 0:
		return dialTone
	case len(c.in(stateFailed)) > 0:
		if c.cause == "busy" {
			return busyTone
		}
		return reorderTone
	case len(c.in(stateConnected)) > 1:
		return noTone
	case c.queued, len(c.in(stateHeld)) > 0:
		return music
	case len(c.in(stateAlerting)) > 0:
		if c.skill != nil { // the caller had music in the queue; it goes on while an agent rings
			return music
		}
		return ringback
	}
	return noTone
}

// ended forgets a call in which nobody is left.
func (c *call) ended() {
	c.stopTimers()
	c.leaveQueue()
	c.remix()
	delete(c.server.calls, c.id)
	c.handle.ended = time.Now()
	c.report("CallClearedEvent", "callCleared", object{"clearedCall": object{"callID": c.id, "deviceID": ""}}, "normalClearing")
	c.unwatch()
}

func (c *call) stopTimers() {
	c.patience.stop()
	c.noAnswer.stop()
	c.ringing.stop()
}
