package wti

import (
	"maps"
	"slices"
)

// doubt is a difference between a snapshot and what events told.
type doubt struct {
	gone  bool
	state ConnectionState
	// answered is for calls that we made: the other end is on it.
	answered bool
	changes  int // of the tracked call when the difference was seen
}

// reconcile compares a snapshot with what is tracked. A difference becomes events
// when two snapshots in a row show it and no event came in between, because
// events and answers come from different parts of AES (protocol notes §5.5).
// again asks for that second snapshot.
func (t *callTracker) reconcile(list []CallSnapshot, own string) (events []Event, again bool) {
	doubts := make(map[CallID]doubt)
	for i, s := range list {
		s = t.whom(s)
		list[i] = s
		call := t.calls[s.Connection.Call]
		d := doubt{state: s.State, answered: s.State == StateConnected && s.RemoteState == StateConnected}
		if call != nil {
			d.changes, t.snapshots = call.changes, true
			events = append(events, t.named(call, s)...)
			if agree(call.state, s.State) && (call.answered || !d.answered) {
				continue
			}
		}
		doubts[s.Connection.Call] = d
	}
	for id, call := range t.calls {
		if (t.snapshots || call.away) && !isListed(list, id) {
			doubts[id] = doubt{gone: true, changes: call.changes}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(doubts)) {
		d := doubts[id]
		if t.doubts[id] != d {
			again = true
			continue
		}
		delete(doubts, id)
		i := slices.IndexFunc(list, func(s CallSnapshot) bool { return s.Connection.Call == id })
		if i < 0 {
			events = append(events, t.ended(id, own)...)
		} else {
			events = append(events, t.missed(list[i], d.answered, own)...)
		}
	}
	t.doubts = doubts
	t.forget(list)
	return events, again
}

// agree compares our state by events with a snapshot's. Going off-hook, dialling
// and talking may look alike in a snapshot.
func agree(tracked, snap ConnectionState) bool {
	if tracked == snap || tracked == "" {
		return true
	}
	early := func(s ConnectionState) bool { return s == StateInitiated || s == StateConnected || s == StateQueued }
	return tracked == StateFailed || early(tracked) && early(snap)
}

// ended makes the events for a call whose end was not told.
func (t *callTracker) ended(id CallID, own string) []Event {
	info := CallInfo{Local: StateNull}
	return []Event{
		ConnectionCleared{Connection: t.ownConnection(id, own), Own: true, CallInfo: info},
		CallCleared{Call: id, CallInfo: info},
	}
}

// missed makes the events that lead to what a snapshot shows.
func (t *callTracker) missed(s CallSnapshot, answered bool, own string) []Event {
	call := t.calls[s.Connection.Call]
	us := Party{Number: numberOf(own), Device: own}
	told := t.told[s.Connection.Call]
	info := CallInfo{Local: s.State, UCID: told.UCID}
	switch s.State {
	case StateAlerting:
		info.Calling, info.Called = s.Remote, us
		if told.Called != (Party{}) {
			info.Called = told.Called
		}
		return []Event{Delivered{Connection: s.Connection, Alerting: us, Own: true, CallInfo: info}}
	case StateHeld:
		return []Event{Held{Connection: s.Connection, Own: true, CallInfo: info}}
	case StateInitiated:
		return []Event{ServiceInitiated{Connection: s.Connection, CallInfo: info}}
	case StateFailed:
		return []Event{Failed{Connection: s.Connection, CallInfo: info}}
	}
	switch {
	case call != nil && call.state == StateHeld:
		return []Event{Retrieved{Connection: s.Connection, Own: true, CallInfo: info}}
	case call != nil && call.inbound:
		info.Calling, info.Called = call.remote, us
		return []Event{Established{Connection: s.Connection, Answering: us, Own: true, CallInfo: info}}
	}
	var events []Event
	info.Calling, info.Called = us, s.Remote
	if call == nil {
		events = append(events, Originated{Connection: s.Connection, CallInfo: info})
	} else {
		info.Called = call.remote
	}
	if answered {
		events = append(events, Established{Connection: s.Connection, Answering: info.Called, CallInfo: info})
	}
	return events
}

// replace makes a snapshot the truth, keeping what it does not tell.
func (t *callTracker) replace(list []CallSnapshot) []CallSnapshot {
	old := t.calls
	t.calls, t.doubts = make(map[CallID]*trackedCall, len(list)), make(map[CallID]doubt)
	calls := make([]CallSnapshot, 0, len(list))
	for _, s := range list {
		s = t.whom(s)
		c := old[s.Connection.Call]
		if c == nil {
			c = &trackedCall{inbound: s.Inbound, answered: s.State == StateHeld || s.RemoteState == StateConnected && !s.Inbound}
		} else {
			t.snapshots = true
		}
		c.own, c.state = s.Connection, s.State
		c.changes++
		if c.remote == (Party{}) {
			c.remote = s.Remote
		}
		s.Remote = c.remote
		t.calls[s.Connection.Call] = c
		calls = append(calls, s)
	}
	t.forget(list)
	return calls
}

// strangers are the calls of a snapshot whose other end is not known, or into or
// out of which somebody went without a word.
func (t *callTracker) strangers(list []CallSnapshot) []Connection {
	var unknown []Connection
	for _, s := range list {
		c := t.calls[s.Connection.Call]
		nameless := s.Remote == (Party{}) && (c == nil || c.remote == (Party{})) && t.told[s.Connection.Call].Calling == (Party{})
		grown := c != nil && s.Others > 0 && s.Others != max(c.parties, 1) && (s.State == StateConnected || s.State == StateHeld)
		if nameless || grown {
			unknown = append(unknown, s.Connection)
		}
	}
	return unknown
}
