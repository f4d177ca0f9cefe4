package wti

import "time"

// By is who changed the agent's state, as far as that can be known (protocol
// notes §8.3): no event names a person.
type By int

// Who changed it.
const (
	// ByUnknown: somebody at the phone's buttons, at a feature code or in a
	// supervisor's program; the server does not tell these apart.
	ByUnknown By = iota
	ByUs
	// BySystem: the switch did so by itself, as after a call, after one that was
	// not answered, or because an event says so.
	BySystem
	// BySupervisor: an event says that the change was forced from outside.
	BySupervisor
)

// missedWindow is how long after an unanswered call a change to AUX counts as its
// consequence.
const missedWindow = 5 * time.Second

// changedBy says who changed the state from was to next.
func (a *agentTracker) changedBy(was, next Agent, own bool, n agentNotice) By {
	switch {
	case own:
		return ByUs
	case n.by != ByUnknown:
		return n.by
	case !a.known:
		return ByUnknown
	case next.Mode == was.Mode && next.Reason == was.Reason && next.Pending == was.Pending:
		return BySystem // a call came or went
	case next.Mode == AgentAfterCall && was.Mode == AgentManualIn && was.OnCall,
		next.Mode == was.Pending && was.Pending != AgentUnknown:
		return BySystem
	case next.Mode == AgentAux && time.Since(a.missed) < missedWindow:
		return BySystem
	}
	return ByUnknown
}

// causeOf reads who is behind an agent event from its cause (protocol notes §7.4).
func causeOf(cause string) By {
	switch squash(cause) {
	case "forcedpause", "callnotanswered", "autowork":
		return BySystem
	case "forcedtransition", "override", "intrude":
		return BySupervisor
	}
	return ByUnknown
}
