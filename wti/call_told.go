package wti

import "maps"

// whom fills in the other end of a call in a snapshot by what SnapshotCall has
// told of it (protocol notes §7.1).
func (t *callTracker) whom(s CallSnapshot) CallSnapshot {
	if s.Remote == (Party{}) {
		s.Remote = t.told[s.Connection.Call].Calling
	}
	return s
}

// named takes over who is at the other end of a tracked call, as a snapshot has
// it; nil when that is no news.
func (t *callTracker) named(call *trackedCall, s CallSnapshot) []Event {
	if call.remote != (Party{}) || s.Remote == (Party{}) {
		return nil
	}
	call.remote = s.Remote
	told := t.told[s.Connection.Call]
	told.Calling = s.Remote
	return []Event{CallInformation{Connection: s.Connection, CallInfo: told}}
}

// forget drops what was told of calls that are neither here nor listed: their ids
// are used again (protocol notes §12.3).
func (t *callTracker) forget(list []CallSnapshot) {
	maps.DeleteFunc(t.told, func(id CallID, _ CallInfo) bool { return t.calls[id] == nil && !isListed(list, id) })
}
