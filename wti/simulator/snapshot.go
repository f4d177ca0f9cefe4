package simulator

// snapshotDevice is SnapshotDevice.
func (x *exchange) snapshotDevice() (object, error) {
	st, err := x.stationAt("snapshotObject")
	if err != nil {
		return nil, err
	}
	list := st.snapshot()
	status, service := "idle", "outOfService"
	if len(list) > 0 {
		status = "busy"
	}
	if st.inService() {
		service = "inService"
	}
	return withPrivate(object{"crossRefIDorSnapshotData": object{"snapshotData": list}},
		"SnapshotDeviceResponsePrivateData", object{"stationStatus": status, "serviceState": service}), nil
}

// snapshot lists the calls at a station with the states of all parties, the
// station's own first.
func (st *station) snapshot() []object {
	list := []object{}
	for _, p := range st.parties {
		if p == nil {
			continue
		}
		states := []string{string(p.state)}
		for _, q := range p.call.parties {
			if q != p {
				states = append(states, string(q.state))
			}
		}
		if p.call.queued {
			states = append(states, string(stateQueued))
		}
		endpoint := identified(st.id())
		list = append(list, object{
			"connectionIdentifier": p.connection(), "endpointDevice": endpoint,
			"localCallState": object{"compoundCallState": states},
		})
	}
	return list
}

// snapshotCall is SnapshotCall.
func (x *exchange) snapshotCall() (object, error) {
	o := sub(x.p, "snapshotObject")
	id := str(o, "callID", "callId")
	if id == "" {
		id = str(sub(o, "callIdentifier"), "callID", "callId")
	}
	c := x.s.calls[id]
	if c == nil {
		return nil, operation("invalidCallID", "there is no call %q", id)
	}
	list := []object{}
	for _, p := range c.parties {
		list = append(list, object{
			"deviceOnCall": identified(p.device()), "callIdentifier": p.connection(), "localConnectionInfo": string(p.state),
		})
	}
	return object{
		"crossRefIDorSnapshotData": object{"snapshotData": list},
		"callingDevice":            identified(c.calling), "calledDevice": identified(c.called),
		"callLinkageData": c.linkage(),
	}, nil
}

// callLinkageData is GetCallLinkageData: the UCID.
func (x *exchange) callLinkageData() (object, error) {
	p, err := x.connectionOf("call")
	if err != nil {
		return nil, err
	}
	return object{"callLinkageData": p.call.linkage()}, nil
}
