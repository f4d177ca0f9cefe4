package wti

import "context"

// ClearCall ends a call for everybody (ClearCall, protocol notes §7.1). Clear
// leaves it.
func (c *Client) ClearCall(ctx context.Context, call Connection) error {
	if _, ok := c.byButtons(); ok {
		return errNoRecipe(opClearCall, "ending a call for everybody")
	}
	return c.control(ctx, opClearCall, clearCall{c.ours(call)})
}

// SnapshotCall lists the parties of a call, ourselves included (SnapshotCall,
// protocol notes §7.1).
func (c *Client) SnapshotCall(ctx context.Context, call Connection) ([]CallParty, error) {
	if _, ok := c.byButtons(); ok {
		return nil, errNoRecipe(opSnapshotCall, "asking who is in a call")
	}
	s, err := c.session()
	if err != nil {
		return nil, wrapRequest(opSnapshotCall, err)
	}
	var parties []CallParty
	d := decoder{own: s.ownDevice(), dialect: c.opt.Dialect}
	err = s.do(ctx, opSnapshotCall, snapshotCall{c.named(call)}, func(p value) error {
		parties, _ = d.readParties(p)
		return nil
	})
	return parties, err
}

// readParties reads a SnapshotCall answer (protocol notes §7.1). remote is the
// first other party that the server names as a device; a connection's device may
// be no more than a trunk.
func (d *decoder) readParties(p value) (parties []CallParty, remote Party) {
	for item := range snapshotData(p).items("deviceOnCall", "callIdentifier", "localConnectionInfo") {
		c := CallParty{Party: item.get("deviceOnCall", "endpointDevice").party()}
		c.Connection = item.get("callIdentifier", "connectionIdentifier", "connection").connection()
		if remote == (Party{}) && c.Party.Device != "" && !d.isOwn(c.Party) {
			remote = c.Party
		}
		if c.Party == (Party{}) {
			c.Party = Party{Number: numberOf(c.Connection.Device), Device: c.Connection.Device}
		}
		c.State, _ = stateOf(item.member("localConnectionInfo"))
		c.Own = d.isOwn(c.Party) || sameDevice(c.Connection.Device, d.own)
		parties = append(parties, c)
	}
	return parties, remote
}

// snapshotData is the list in an answer of either snapshot service, at either
// level.
func snapshotData(p value) value {
	data := p.get("crossRefIDorSnapshotData").inner()
	if data.kind() == kindObject && data.has("snapshotData") {
		return data.member("snapshotData")
	}
	if !data.present() {
		return p.get("snapshotData")
	}
	return data
}

// SnapshotDevice lists the calls at a device of the switch (SnapshotDevice);
// empty means our own (protocol notes §7.1). Of another's number the server is
// asked for the device id, once a session.
func (c *Client) SnapshotDevice(ctx context.Context, device string) ([]CallSnapshot, error) {
	s, err := c.session()
	if err != nil {
		return nil, wrapRequest(opSnapshotDevice, err)
	}
	own := s.ownDevice()
	if device == "" || sameDevice(device, own) {
		device = own
		if _, ok := c.byButtons(); ok {
			var list []CallSnapshot
			c.station.with(func() { list = c.station.calls.lines() })
			return list, nil
		}
	}
	if device == numberOf(device) {
		device = s.otherDevice(ctx, device)
	}
	var list []CallSnapshot
	d := decoder{own: device, dialect: c.opt.Dialect}
	err = s.do(ctx, opSnapshotDevice, snapshotDevice{device}, func(p value) error {
		list, _ = d.readSnapshot(p)
		return nil
	})
	return list, err
}

// CallLinkageData reads a call's UCID (GetCallLinkageData), 20 digits; empty
// when the server knows none (protocol notes §7.1).
func (c *Client) CallLinkageData(ctx context.Context, call Connection) (ucidOf string, err error) {
	if _, ok := c.byButtons(); ok {
		return "", errNoRecipe(opCallLinkageData, "asking for a call's lasting id")
	}
	s, err := c.session()
	if err != nil {
		return "", wrapRequest(opCallLinkageData, err)
	}
	err = s.do(ctx, opCallLinkageData, callLinkage{c.ours(call)}, func(p value) error {
		ucidOf = ucid(p)
		return nil
	})
	return ucidOf, err
}
