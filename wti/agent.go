package wti

// AgentMode is a work mode of Call Center Elite (protocol notes §8.1). An agent
// on a call stays in the mode in which the call arrived; OnCall tells that
// apart.
type AgentMode int

// The work modes (protocol notes §8.1).
const (
	AgentUnknown AgentMode = iota
	AgentLoggedOut
	AgentAux       // not ready, with a reason code
	AgentAutoIn    // available again at once after each call
	AgentManualIn  // after-call work follows each ACD call
	AgentAfterCall // after-call work (ACW)
)

// Agent is the agent's state as the server last reported it (protocol notes
// §8.1). Comparable.
type Agent struct {
	ID     string
	Mode   AgentMode
	Reason int  // AUX or logout reason code, 0 = none
	OnCall bool // on an ACD call, as the agent state tells
	// Pending is the mode that follows when the present call ends;
	// AgentUnknown when nothing is pending.
	Pending       AgentMode
	PendingReason int
}
