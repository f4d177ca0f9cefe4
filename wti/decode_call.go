package wti

// local fills in our own connection's state where the server leaves it out.
func local(i *CallInfo, own bool, state ConnectionState) {
	if i.Local == "" && own {
		i.Local = state
	}
}

func serviceInitiated(d *decoder, p value) (Event, error) {
	c, _, own, err := d.subject(p, "initiatedConnection", "initiatingDevice")
	e := ServiceInitiated{Connection: c, CallInfo: d.info(p, "ServiceInitiatedEventPrivateData")}
	local(&e.CallInfo, own, StateInitiated)
	return e, err
}

func originated(d *decoder, p value) (Event, error) {
	c, _, own, err := d.subject(p, "originatedConnection", "originatingDevice")
	e := Originated{Connection: c, CallInfo: d.info(p, "OriginatedEventPrivateData")}
	local(&e.CallInfo, own, StateConnected)
	return e, err
}

func networkReached(d *decoder, p value) (Event, error) {
	c, _, _, err := d.subject(p, "outboundConnection", "networkInterfaceUsed")
	return NetworkReached{Connection: c, CallInfo: d.info(p, "NetworkReachedEventPrivateData")}, err
}

func delivered(d *decoder, p value) (Event, error) {
	c, who, own, err := d.subject(p, "connection", "alertingDevice")
	e := Delivered{Connection: c, Alerting: who, Own: own, CallInfo: d.info(p, "DeliveredEventPrivateData")}
	local(&e.CallInfo, own, StateAlerting)
	d.returned(&e.CallInfo, own)
	return e, err
}

func established(d *decoder, p value) (Event, error) {
	c, who, own, err := d.subject(p, "establishedConnection", "answeringDevice")
	e := Established{Connection: c, Answering: who, Own: own, CallInfo: d.info(p, "EstablishedEventPrivateData")}
	local(&e.CallInfo, own, StateConnected)
	d.returned(&e.CallInfo, own)
	return e, err
}

// returned corrects who calls when a call comes to our phone that our phone once
// made, as one does that was transferred into a queue: the caller is somebody
// else by now, and a snapshot tells who.
func (d *decoder) returned(i *CallInfo, here bool) {
	if here && d.isOwn(i.Calling) {
		i.Calling = Party{}
	}
}

func held(d *decoder, p value) (Event, error) {
	c, _, own, err := d.subject(p, "heldConnection", "holdingDevice")
	e := Held{Connection: c, Own: own, CallInfo: d.info(p, "HeldEventPrivateData")}
	local(&e.CallInfo, own, StateHeld)
	return e, err
}

func retrieved(d *decoder, p value) (Event, error) {
	c, _, own, err := d.subject(p, "retrievedConnection", "retrievingDevice")
	e := Retrieved{Connection: c, Own: own, CallInfo: d.info(p, "RetrievedEventPrivateData")}
	local(&e.CallInfo, own, StateConnected)
	return e, err
}

func queued(d *decoder, p value) (Event, error) {
	c, _, own, err := d.subject(p, "queuedConnection", "queue")
	e := Queued{Connection: c, CallInfo: d.info(p, "QueuedEventPrivateData")}
	e.InFront, _ = p.get("callsInFront", "numberQueued").number()
	local(&e.CallInfo, own, StateQueued)
	return e, err
}

func diverted(d *decoder, p value) (Event, error) {
	c, _, own, err := d.subject(p, "connection", "divertingDevice")
	e := Diverted{
		Connection: c, Destination: p.get("newDestination").party(), Own: own,
		CallInfo: d.info(p, "DivertedEventPrivateData"),
	}
	local(&e.CallInfo, own, StateNull)
	return e, err
}

func failed(d *decoder, p value) (Event, error) {
	c, who, own, err := d.subject(p, "failedConnection", "failingDevice")
	e := Failed{Connection: c, Failing: who, CallInfo: d.info(p, "FailedEventPrivateData")}
	local(&e.CallInfo, own, StateFailed)
	return e, err
}

// connectionCleared decides whether the call is over for us: our connection was
// dropped, or our state is null. A missing state counts as null unless others
// remain on the call (protocol notes §7.3).
func connectionCleared(d *decoder, p value) (Event, error) {
	c, _, own, err := d.subject(p, "droppedConnection", "droppedDevice")
	e := ConnectionCleared{
		Connection: c, Releasing: p.get("releasingDevice").party(),
		CallInfo: d.info(p, "ConnectionClearedEventPrivateData"),
	}
	missing := e.Local == "" && (d.conference == nil || !d.conference(c.Call))
	e.Own = own || e.Local == StateNull || missing
	if e.Own {
		e.Local = StateNull
	}
	return e, err
}

func callCleared(d *decoder, p value) (Event, error) {
	c := p.get("clearedCall", "connection").connection()
	if c.Call == "" {
		c.Call = CallID(p.get("callID").text())
	}
	if c.Call == "" {
		if c.Call = CallID(p.get("clearedCall").text()); c.Call == "" {
			return nil, errMissing("clearedCall")
		}
	}
	return CallCleared{Call: c.Call, CallInfo: d.info(p, "CallClearedEventPrivateData")}, nil
}

// merged is what a transfer and a conference have in common.
type merged struct {
	primary, secondary, call CallID
	parties                  []Party
	connections              []Connection
}

// merge reads the old calls and, from the connection list only, the new call and
// its parties (protocol notes §7.3).
func (d *decoder) merge(p value, list string) (m merged, err error) {
	m.primary = p.get("primaryOldCall").connection().Call
	m.secondary = p.get("secondaryOldCall").connection().Call
	for item := range p.get(list, "connections", "newConnections").items("newConnection", "endpoint") {
		c := item.get("newConnection").connection()
		if c.Call != "" {
			m.call = c.Call
		}
		who := item.get("endpoint").party()
		if who.Device == "" && !who.Restricted {
			who = Party{Number: numberOf(c.Device), Device: c.Device}
		}
		if !d.isOwn(who) && !sameDevice(c.Device, d.own) {
			m.parties, m.connections = append(m.parties, who), append(m.connections, c)
		}
	}
	if m.primary == "" && m.secondary == "" && m.call == "" {
		return m, errMissing("primaryOldCall")
	}
	if m.call == "" {
		m.call = m.primary
	}
	return m, nil
}

func transferred(d *decoder, p value) (Event, error) {
	m, err := d.merge(p, "transferredConnections")
	e := Transferred{
		Primary: m.primary, Secondary: m.secondary, NewCall: m.call, Parties: m.parties, Connections: m.connections,
		CallInfo: d.info(p, "TransferredEventPrivateData"),
	}
	e.Own = d.isOwn(p.get("transferringDevice").party()) || e.Local == StateNull
	local(&e.CallInfo, e.Own, StateNull)
	return e, err
}

func conferenced(d *decoder, p value) (Event, error) {
	m, err := d.merge(p, "conferenceConnections")
	e := Conferenced{
		Primary: m.primary, Secondary: m.secondary, NewCall: m.call, Parties: m.parties, Connections: m.connections,
		Own:      d.isOwn(p.get("conferencingDevice").party()),
		CallInfo: d.info(p, "ConferencedEventPrivateData"),
	}
	return e, err
}
