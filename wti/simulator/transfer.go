package simulator

import (
	"slices"
	"strconv"
)

// merge joins the held and the active call of a station into one, which keeps
// the held call's callID unless the dialect says otherwise. The station stays in
// the result when keep is set.
func (s *Server) merge(held, active *party, keep bool) (result, lost *call, connections []object) {
	result, lost = held.call, active.call
	mine, gone := active, held
	if s.dialect().TransferKeepsActive {
		result, lost = lost, result
	}
	ids := map[*party]object{}
	for _, c := range []*call{held.call, active.call} {
		for _, p := range c.parties {
			ids[p] = p.connection()
		}
	}
	gone.leave()
	if !keep {
		mine.leave()
	}
	for _, p := range slices.Clone(lost.parties) {
		p.call = result
		result.parties = append(result.parties, p)
	}
	lost.parties = nil
	result.watchLike(lost)
	if keep && mine.state != stateConnected {
		mine.state = stateConnected
	}
	if lost.queued { // the customer waits now in the consulted queue
		s.requeueMerged(result, lost)
	}
	if result.skill == nil {
		result.skill, result.vdn = lost.skill, lost.vdn
	}
	for _, p := range result.parties {
		connections = append(connections, object{
			"newConnection": p.connection(), "oldConnection": ids[p],
			"endpoint": object{"deviceID": p.device()}, "associatedNID": object{"notKnown": object{}},
		})
	}
	return result, lost, connections
}

// requeueMerged moves the place in a queue from one call to the other.
func (s *Server) requeueMerged(to, from *call) {
	k := from.skill
	i := slices.Index(k.queue, from)
	from.queued, to.queued = false, true
	to.skill, to.vdn, to.direct = k, from.vdn, from.direct
	if i >= 0 {
		k.queue[i] = to
	}
}

// mergedInto ends the bookkeeping of a call that went up in another.
func (c *call) mergedInto(result *call) {
	if c.noAnswer != nil { // their actions ask for the party's call when they run
		result.noAnswer = c.noAnswer
	}
	if c.ringing != nil {
		result.ringing = c.ringing
	}
	c.patience.stop()
	c.remix()
	delete(c.server.calls, c.id)
	for _, h := range c.server.history {
		if h.call == c {
			h.call = result
		}
	}
}

// transferCall is TransferCall.
func (x *exchange) transferCall() (object, error) {
	held, active, err := x.pair()
	if err != nil {
		return nil, err
	}
	return x.s.transfer(held, active)
}

// transfer joins the held and the active call of a station, which leaves both.
func (s *Server) transfer(held, active *party) (object, error) {
	if active.state != stateConnected || active.call.other(active) == nil && !active.call.queued {
		return nil, wrongState("invalidConnectionState", "call %s leads to nobody", active.call.id)
	}
	st := held.station
	oldHeld, oldActive := held.connection(), active.connection()
	to := s.address(active.call.dialed)
	result, lost, connections := s.merge(held, active, false)
	st.refreshMedia()
	result.announceTransfer("transfer", st, oldHeld, oldActive, to, connections, held, active)
	s.finishTransfer(st, result, lost, held, active)
	return withPrivate(object{
		"transferredCall": object{"callID": result.id, "deviceID": to}, "connections": connections,
	}, "TransferCallResponsePrivateData", object{"callLinkageData": result.linkage()}), nil
}

// announceTransfer reports a transfer to those who stay and to the station that
// left.
func (c *call) announceTransfer(cause string, st *station, primary, secondary object, to string, connections []object, left ...*party) {
	o := object{
		"primaryOldCall": primary, "transferringDevice": identified(st.id()), "transferredToDevice": identified(to),
		"transferredConnections": connections,
		"callLinkageDataList":    object{"newCallLinkageData": c.linkage(), "oldCallLinkageData": c.linkage()},
	}
	if secondary != nil {
		o["secondaryOldCall"] = secondary
	}
	c.report("TransferedEvent", "transferred", withPrivate(o, "TransferredEventPrivateData", c.mergedDetails(3)), cause, left[len(left)-1])
}

// mergedDetails is the private data of a transfer or conference (protocol notes §7.2).
func (c *call) mergedDetails(reason int) object {
	o := object{"originalCallInfo": c.transferred(reason)}
	if c.vdn != nil {
		o["distributingVDN"] = identified(c.server.here(c.vdn.Extension))
		o["distributingDevice"] = o["distributingVDN"]
	}
	trunks := []object{}
	for _, p := range c.parties {
		if p.outside != nil && p.trunk > 0 {
			trunks = append(trunks, object{"connection": p.connection(), "trunkGroup": "12", "trunkMember": strconv.Itoa(p.trunk)})
		}
	}
	if len(trunks) > 0 {
		o["trunkList"] = trunks
	}
	return o
}

// transferred is the first call's data with the reason of protocol notes §7.2.
func (c *call) transferred(reason int) object {
	o := c.asOriginal()
	o["reason"] = reason
	return o
}

// finishTransfer brings station, calls and agent in order after a transfer.
func (s *Server) finishTransfer(st *station, result, lost *call, left ...*party) {
	if lost != nil {
		lost.mergedInto(result)
	}
	result.remix()
	for _, p := range left {
		p.after()
	}
	if result.queued {
		s.distribute()
	}
	if !result.settled() {
		for _, p := range slices.Clone(result.parties) {
			result.clear(p, "normalClearing")
		}
	}
	s.log.Info("call transferred", "call", result.id, "by", st.ext)
}

// singleStepTransfer is SingleStepTransferCall: a blind transfer.
func (x *exchange) singleStepTransfer() (object, error) {
	p, err := x.ownConnection("activeCall")
	if err != nil {
		return nil, err
	}
	number, _, _ := splitDevice(x.deviceMember("transferredTo"))
	if p.state != stateConnected && p.state != stateHeld {
		return nil, wrongState("noActiveCall", "call %s is not active", p.call.id)
	}
	c := p.call
	before := c.userData
	x.readUserData(c)
	connections, err := p.sendOn(number)
	if err != nil {
		c.userData = before
		return nil, err
	}
	return object{"transferredCall": object{"callID": c.id, "deviceID": x.s.address(number)}, "connections": connections}, nil
}

// sendOn transfers the rest of the call to a number; the station leaves.
func (p *party) sendOn(number string) (connections []object, err error) {
	s := p.call.server
	switch {
	case p.state != stateConnected && p.state != stateHeld:
		return nil, wrongState("noActiveCall", "call %s is not active", p.call.id)
	case !dialable(number) || number == p.station.ext:
		return nil, operation("invalidDestination", "the call cannot be sent there")
	case p.call.answeredBy(p) == nil:
		return nil, wrongState("invalidConnectionState", "nobody has answered who could be transferred")
	}
	c, st := p.call, p.station
	old, to := p.connection(), s.address(number)
	p.leave()
	st.refreshMedia()
	connections = c.connections()
	c.announceTransfer("singleStepTransfer", st, old, nil, to, connections, p)
	c.dialed = number
	c.caller = c.answeredBy(p)
	c.route(number)
	s.finishTransfer(st, c, nil, p)
	return connections, nil
}

// conferenceCall is ConferenceCall.
func (x *exchange) conferenceCall() (object, error) {
	held, active, err := x.pair()
	if err != nil {
		return nil, err
	}
	return x.s.conference(held, active)
}

// conference joins the held and the active call of a station, which stays.
func (s *Server) conference(held, active *party) (object, error) {
	n := len(held.call.parties) + len(active.call.parties) - 1
	switch {
	case active.state != stateConnected || len(active.call.in(stateConnected)) < 2:
		return nil, wrongState("invalidConnectionState", "call %s is not answered", active.call.id)
	case n > 6:
		return nil, resource("conferenceMemberLimitExceeded", "%d parties; 6 are the most", n)
	}
	st := held.station
	oldHeld, oldActive := held.connection(), active.connection()
	added := active.call.other(active).device()
	if st.agent != nil && st.agent.acd == held {
		st.agent.acd = active // the one connection that stays carries the ACD call
	}
	result, lost, connections := s.merge(held, active, true)
	st.refresh()
	result.report("ConferencedEvent", "conferenced", withPrivate(object{
		"primaryOldCall": oldHeld, "secondaryOldCall": oldActive, "conferencingDevice": identified(st.id()),
		"addedParty": identified(added), "conferenceConnections": connections,
		"callLinkageDataList": object{"newCallLinkageData": result.linkage(), "oldCallLinkageData": lost.linkage()},
	}, "ConferencedEventPrivateData", result.mergedDetails(2)), "conference")
	lost.mergedInto(result)
	result.remix()
	s.log.Info("calls joined in a conference", "call", result.id, "parties", len(result.parties))
	return withPrivate(object{
		"conferenceCall": object{"callID": result.id, "deviceID": st.id()}, "connections": connections,
	}, "ConferenceCallResponsePrivateData", object{"callLinkageData": result.linkage()}), nil
}
