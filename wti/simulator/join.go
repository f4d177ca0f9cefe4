package simulator

import "fmt"

// singleStepConference is SingleStepConferenceCall: a device joins an answered
// call, as a supervisor or recorder does.
func (x *exchange) singleStepConference() (object, error) {
	p, err := x.connectionOf("activeCall")
	if err != nil {
		return nil, err
	}
	number, _, _ := splitDevice(x.deviceMember("deviceToJoin"))
	st := x.s.station(number)
	kind := str(x.p, "participationType")
	switch {
	case len(p.call.in(stateConnected)) < 2:
		return nil, wrongState("noActiveCall", "call %s is not answered", p.call.id)
	case st == nil:
		return nil, operation("invalidDestination", "%q is not a station", number)
	case !st.inService() || p.call.has(st):
		return nil, resource("resourceOutOfService", "%s cannot join", number)
	case st.active() != nil || st.free(true) < 0:
		return nil, resource("resourceBusy", "%s is in use", number)
	}
	x.readUserData(p.call)
	q := p.call.addStation(st, st.free(true), stateConnected)
	st.refresh()
	p.call.joined(q, kind != "active")
	return withPrivate(object{"conferencedCall": q.connection()}, "SingleStepConferenceCallResponsePrivateData",
		object{"resultingConnections": p.call.connections()}), nil
}

// Join lets a recorder, which only listens, or another outside party join the
// call, as a recording system does by itself. It fails unless the call is
// answered.
func (c *Call) Join(number string, silent bool) error {
	c.server.mu.Lock()
	defer c.server.unlock()
	live := c.call
	if c.state() != CallConnected {
		return fmt.Errorf("simulator: call %s is %s: nobody can join: %w", c.id, c.state(), errNotNow)
	}
	far := Silence()
	if !silent {
		far = Speech("desk")
	}
	live.joined(live.addOutside(&outside{number: number, voice: newVoice(far)}, stateConnected), silent)
	return nil
}

// joined reports somebody new in the call.
func (c *call) joined(q *party, silent bool) {
	q.silent = silent
	c.remix()
	cause := "singleStepConference"
	if silent {
		cause = "silentParticipation"
	}
	c.report("ConferencedEvent", "conferenced", c.withUserData(object{
		"primaryOldCall": q.connection(), "conferencingDevice": identified(q.device()), "addedParty": identified(q.device()),
		"conferenceConnections": c.connections(),
		"callLinkageDataList":   object{"newCallLinkageData": c.linkage(), "oldCallLinkageData": c.linkage()},
	}), cause)
	c.server.log.Info("somebody joins a call", "call", c.id, "silent", silent)
}

// connections lists the call's connections for a response or an event.
func (c *call) connections() []object {
	list := []object{}
	for _, p := range c.parties {
		list = append(list, object{
			"newConnection": p.connection(), "oldConnection": p.connection(),
			"endpoint": object{"deviceID": p.device()}, "associatedNID": object{"notKnown": object{}},
		})
	}
	return list
}
