package wti

import (
	"maps"
	"slices"
)

// trackedCall is what the client knows about one call at our station.
type trackedCall struct {
	own     Connection // our own connection
	state   ConnectionState
	remote  Party
	inbound bool
	parties int // how many others, when a conference told
	// answered says that both ends have been on it.
	answered bool
	changes  int  // counts events, so that a stale snapshot is noticed
	away     bool // since the last event: the switch does not know it here
}

// callTracker follows our station's calls by the events delivered, so that
// snapshots can tell what events were missed. Not safe for concurrent use; the
// station guards it.
type callTracker struct {
	calls map[CallID]*trackedCall
	// events says that call events arrive on the present monitor.
	events bool
	// snapshots says that a snapshot has listed a call that was known, so that
	// absence from one can be believed.
	snapshots bool
	// doubts are the differences seen by the last snapshot, waiting for the
	// next one to confirm them.
	doubts map[CallID]doubt
	// told is what SnapshotCall said: Calling is the other end.
	told map[CallID]CallInfo
	// news counts what changed in any call, so that a snapshot from before is
	// noticed.
	news int
}

func newCallTracker() callTracker {
	return callTracker{
		calls: make(map[CallID]*trackedCall), doubts: make(map[CallID]doubt), told: make(map[CallID]CallInfo),
	}
}

// touch returns the call, creating it when needed.
func (t *callTracker) touch(call CallID, own string) *trackedCall {
	c := t.calls[call]
	if c == nil {
		c = &trackedCall{own: Connection{call, own}}
		t.calls[call] = c
	}
	c.changes++
	t.news++
	c.away = false
	return c
}

// apply follows one call event. own is our device id.
func (t *callTracker) apply(e Event, own string) {
	switch e := e.(type) {
	case ServiceInitiated:
		t.set(e.Connection, true, own, StateInitiated)
	case Originated:
		t.set(e.Connection, sameDevice(e.Connection.Device, own), own, StateConnected).remote = e.Called
	case NetworkReached:
		t.set(e.Connection, false, own, e.Local)
	case Delivered:
		t.delivered(e, own)
	case Established:
		t.established(e, own)
	case Held:
		t.set(e.Connection, e.Own, own, e.Local)
	case Retrieved:
		t.set(e.Connection, e.Own, own, e.Local)
	case Failed:
		t.set(e.Connection, false, own, e.Local)
	case Queued:
		if t.calls[e.Connection.Call] != nil {
			t.set(e.Connection, false, own, e.Local)
		}
	case Diverted:
		if e.Own {
			t.drop(e.Connection.Call)
		}
	case ConnectionCleared:
		t.cleared(e)
	case CallCleared:
		t.drop(e.Call)
	case Transferred:
		t.merged(e.Primary, e.Secondary, e.NewCall, e.Parties, own, e.Own, e.Local)
	case Conferenced:
		t.merged(e.Primary, e.Secondary, e.NewCall, e.Parties, own, false, e.Local)
	}
}

// set notes a state. c is our own connection when isOwn.
func (t *callTracker) set(c Connection, isOwn bool, own string, state ConnectionState) *trackedCall {
	call := t.touch(c.Call, own)
	if isOwn && c.Device != "" {
		call.own = c
	}
	if state != "" && state != StateNull {
		call.state = state
	}
	return call
}

func (t *callTracker) delivered(e Delivered, own string) {
	call := t.set(e.Connection, e.Own, own, e.Local)
	if e.Own {
		call.remote, call.inbound = e.Caller(), true
		return
	}
	call.remote = e.Alerting
	if call.state == "" {
		call.state = StateConnected
	}
}

func (t *callTracker) established(e Established, own string) {
	call := t.set(e.Connection, e.Own, own, e.Local)
	call.answered = true
	if call.state == "" {
		call.state = StateConnected
	}
	switch {
	case !e.Own:
		call.remote = e.Answering
	case call.remote == Party{}:
		call.remote = e.Caller()
	}
}

func (t *callTracker) cleared(e ConnectionCleared) {
	call := t.calls[e.Connection.Call]
	if call == nil {
		return
	}
	call.changes++
	if e.Own {
		t.drop(e.Connection.Call)
	} else if call.parties > 0 {
		call.parties--
	}
}

func (t *callTracker) merged(primary, secondary, call CallID, parties []Party, own string, gone bool, local ConnectionState) {
	state := StateConnected
	for _, old := range []CallID{call, primary, secondary} {
		if c := t.calls[old]; c != nil && c.state == StateAlerting {
			state = StateAlerting
		}
		t.drop(old)
	}
	if gone || call == "" {
		return
	}
	if local != "" && local != StateNull { // somebody else joined, which changes nothing for us
		state = local
	}
	c := t.touch(call, own)
	c.state, c.parties, c.answered = state, len(parties), true
	if len(parties) > 0 {
		c.remote = parties[0]
	}
}

func (t *callTracker) drop(call CallID) {
	delete(t.calls, call)
	delete(t.doubts, call)
	delete(t.told, call)
	t.news++
}

// conference says whether the call has more than two parties.
func (t *callTracker) conference(call CallID) bool {
	c := t.calls[call]
	return c != nil && c.parties > 1
}

// ownConnection is our connection in the call.
func (t *callTracker) ownConnection(call CallID, own string) Connection {
	if c := t.calls[call]; c != nil && c.own.Device != "" {
		return c.own
	}
	return Connection{call, own}
}

// snapshot lists what is tracked.
func (t *callTracker) snapshot() []CallSnapshot {
	list := make([]CallSnapshot, 0, len(t.calls))
	for _, id := range slices.Sorted(maps.Keys(t.calls)) {
		c := t.calls[id]
		s := CallSnapshot{Connection: c.own, State: c.state, Remote: c.remote, Inbound: c.inbound && c.state == StateAlerting}
		if c.answered {
			s.RemoteState = StateConnected
		}
		list = append(list, s)
	}
	return list
}
