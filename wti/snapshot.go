package wti

// readSnapshot reads a SnapshotDevice answer (protocol notes §7.1). ok is false
// when the answer has no snapshot at all: a server that does not know the
// service may answer with an empty payload.
func (d *decoder) readSnapshot(p value) (list []CallSnapshot, ok bool) {
	data := snapshotData(p)
	if !data.present() && !p.has("crossRefIDorSnapshotData", "snapshotData") {
		return nil, false
	}
	for item := range data.items("connectionIdentifier", "localCallState", "endpointDevice") {
		c := item.get("connectionIdentifier", "connection").connection()
		if c.Call == "" || c.Call == "0" {
			continue
		}
		s := CallSnapshot{Connection: c}
		s.State, s.RemoteState = callState(item)
		s.Others = othersIn(item)
		s.Inbound = s.State == StateAlerting
		if s.State == StateNull {
			continue
		}
		if end := item.get("endpointDevice").party(); !d.isOwn(end) && end.Device != "" {
			s.Remote = end
		}
		if !sameDevice(c.Device, d.own) {
			s.Connection.Device = d.own
		}
		list = append(list, s)
	}
	return list, true
}

// othersIn counts the other parties that a compound state lists.
func othersIn(item value) (n int) {
	for s := range compoundOf(item).items() {
		if state, _ := stateOf(s); state != StateQueued && state != StateNull {
			n++
		}
	}
	return max(n-1, 0)
}

// compoundOf is the list of states in a compound call state.
func compoundOf(item value) value {
	v := item.get("localCallState").inner()
	if v.kind() == kindArray {
		return v
	}
	return v.get("compoundCallState", "compound")
}

// callState reads our own connection's state and the other end's. A compound
// state lists the local one first; a simple state stands for a pair.
func callState(item value) (near, far ConnectionState) {
	if s, known := stateOf(item.member("localConnectionInfo")); known {
		return s, ""
	}
	v := item.get("localCallState").inner()
	var states []ConnectionState
	for s := range compoundOf(item).items() {
		if s.kind() == kindObject {
			s = s.get("localConnectionState", "state", "value", "#text")
		}
		state, _ := stateOf(s)
		states = append(states, state)
	}
	switch {
	case len(states) > 1 && states[0] != "":
		return states[0], states[1]
	case len(states) == 1 && states[0] != "":
		return states[0], ""
	}
	simple := v.get("simpleCallState", "simple").text()
	if simple == "" {
		simple = v.text()
	}
	return simpleState(simple)
}

// simpleStates are the pairs behind the simple call states: in the names ending
// in Held our end holds, in OnHold the other end does.
var simpleStates = map[string][2]ConnectionState{
	"callnull":              {StateNull, ""},
	"callpending":           {StateInitiated, StateNull},
	"calloriginated":        {StateConnected, StateNull},
	"calldelivered":         {StateConnected, StateAlerting},
	"calldeliveredheld":     {StateHeld, StateAlerting},
	"callreceived":          {StateAlerting, StateConnected},
	"callreceivedonhold":    {StateAlerting, StateHeld},
	"callestablished":       {StateConnected, StateConnected},
	"callestablishedheld":   {StateHeld, StateConnected},
	"callestablishedonhold": {StateConnected, StateHeld},
	"callqueued":            {StateConnected, StateQueued},
	"callqueuedheld":        {StateHeld, StateQueued},
	"callfailed":            {StateConnected, StateFailed},
	"callfailedheld":        {StateHeld, StateFailed},
	"callblocked":           {StateFailed, ""},
}

// simpleState reads a simple call state, or a connection state in its place.
func simpleState(s string) (near, far ConnectionState) {
	pair, ok := simpleStates[squash(s)]
	if !ok {
		pair, ok = simpleStates["call"+squash(s)]
	}
	if ok {
		return pair[0], pair[1]
	}
	return StateConnected, ""
}
