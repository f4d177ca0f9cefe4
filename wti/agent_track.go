package wti

import "time"

const ownWindow = 15 * time.Second // an immediate change later than this is not ours

// agentTracker merges what agent events and polls say. Not safe for concurrent
// use; the station guards it.
type agentTracker struct {
	id    string // the agent id we log in with
	now   Agent
	known bool

	ready AgentMode // the last ready mode seen or asked for
	asked AgentMode // what our last accepted request asked for
	by    time.Time // until when an immediate change counts as ours
	// events says that agent events arrive, so that polling may slow down.
	events bool
	missed time.Time // when a call was last taken from us unanswered
}

// ask notes that we are asking for mode; AgentUnknown takes that back.
func (a *agentTracker) ask(mode AgentMode) {
	a.asked, a.by = mode, time.Now().Add(ownWindow)
}

// apply merges n and returns the event to deliver, if anything changed.
func (a *agentTracker) apply(n agentNotice) (AgentChanged, bool) {
	if !n.polled && (n.mode != AgentUnknown || n.busy) {
		a.events = true
	}
	next := a.merge(n)
	if next == a.now && a.known {
		return AgentChanged{}, false
	}
	e := AgentChanged{Agent: next, Own: a.own(next)}
	e.By = a.changedBy(a.now, next, e.Own, n)
	a.now, a.known = next, true
	return e, true
}

func (a *agentTracker) merge(n agentNotice) Agent {
	next := a.now
	next.ID = a.id
	if n.lamps && a.known && (n.mode == next.Mode) && n.mode == AgentAux && n.reason == 0 {
		n.reason = next.Reason // a plain AUX button does not tell the reason
	}
	mode := n.mode
	switch {
	case n.ready:
		mode = a.readyMode()
	case mode == AgentUnknown && n.busy && next.Mode == AgentUnknown:
		mode = a.readyMode()
	case mode == AgentUnknown && n.loggedOn && (next.Mode == AgentLoggedOut || next.Mode == AgentUnknown):
		mode = AgentAux
	case mode == AgentUnknown:
		mode = next.Mode
	}
	if mode == AgentAutoIn || mode == AgentManualIn {
		a.ready = mode
	}
	switch {
	case n.busy:
		next.OnCall = true
	case n.idle:
		next.OnCall = false
	}
	next.Reason = 0
	if mode == AgentAux || mode == AgentLoggedOut {
		next.Reason = n.reason
	}
	next.Mode = mode
	next.Pending, next.PendingReason = n.pending, 0
	if next.Pending == AgentAutoIn && a.asked == AgentManualIn {
		next.Pending = AgentManualIn // CSTA's ready does not tell the two apart
	}
	if next.Pending == next.Mode {
		next.Pending = AgentUnknown
	}
	if next.Pending == AgentAux {
		next.PendingReason = n.pendingReason
	}
	return next
}

// readyMode is which of the two ready modes an event means that does not say.
func (a *agentTracker) readyMode() AgentMode {
	if a.asked == AgentAutoIn || a.asked == AgentManualIn {
		return a.asked
	}
	if a.ready != AgentUnknown {
		return a.ready
	}
	return AgentAutoIn
}

// own says whether the change to next is what our own request asked for. A
// pending request stays ours until it takes effect.
func (a *agentTracker) own(next Agent) bool {
	if a.asked == AgentUnknown {
		return false
	}
	if next.Pending == a.asked {
		a.by = time.Time{}
		return true
	}
	inTime := a.by.IsZero() || time.Now().Before(a.by)
	if next.Mode != a.asked || a.now.Mode == a.asked && a.known {
		if !inTime {
			a.asked = AgentUnknown
		}
		return false
	}
	a.asked = AgentUnknown
	return inTime
}
