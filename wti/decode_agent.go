package wti

import "strings"

// agentNotice is what an agent event or a GetAgentState answer says, before it
// is merged into what is known. It is never delivered to the receiver.
type agentNotice struct {
	id            string
	device        string
	mode          AgentMode // AgentUnknown: not said
	ready         bool      // available, though not said whether auto-in or manual-in
	busy          bool
	idle          bool // said to be idle, not merely silent about it
	reason        int
	pending       AgentMode
	pendingReason int
	polled        bool
	loggedOn      bool // an event said so, without a mode
	lamps         bool // read off the lamps of the work-mode buttons
	by            By
}

func (agentNotice) event() {}

// agentEvent reads the agent events that name a mode. AgentReady does not say
// which ready mode; the tracker knows (protocol notes §8.3).
func agentEvent(mode AgentMode) decodeEvent {
	return func(_ *decoder, p value) (Event, error) {
		n := readNotice(p)
		n.mode, n.idle = mode, true // a mode takes effect when the call is over
		switch mode {
		case AgentUnknown:
			n.loggedOn, n.idle = true, false
		case AgentAutoIn:
			n.ready = true
			if m := workMode(n.priv(p).get("workMode").text()); m == AgentAutoIn || m == AgentManualIn {
				n.mode, n.ready = m, false
			}
		}
		return n, nil
	}
}

func agentBusy(_ *decoder, p value) (Event, error) {
	n := readNotice(p)
	n.busy = true
	return n, nil
}

func readNotice(p value) agentNotice {
	var n agentNotice
	n.id, _ = p.get("agentID").device()
	n.device, _ = p.get("agentDevice", "device").device()
	priv := n.priv(p)
	n.reason, _ = priv.get("reasonCode").number()
	n.pending = pendingMode(priv.get("pendingWorkMode").text())
	if n.pending == AgentUnknown {
		n.pending = pendingMode(p.get("pendingAgentState").text())
	}
	n.pendingReason, _ = priv.get("pendingReasonCode").number()
	n.by = causeOf(p.get("cause").text())
	return n
}

// priv finds the private data whose name depends on the event's.
func (agentNotice) priv(p value) value {
	for _, name := range []string{
		"AgentNotReadyEventPrivateData", "AgentReadyEventPrivateData",
		"AgentWorkingAfterCallEventPrivateData", "AgentLoggedOffEventPrivateData",
		"AgentBusyEventPrivateData", "AgentLoggedOnEventPrivateData",
	} {
		if m := p.private(name); m.has("reasonCode", "pendingWorkMode", "pendingReasonCode", "workMode") {
			return m
		}
	}
	return p
}

// workMode reads CM's work mode.
func workMode(s string) AgentMode {
	switch squash(s) {
	case "autoin":
		return AgentAutoIn
	case "manualin":
		return AgentManualIn
	case "aftercallwork", "aftercall", "acw":
		return AgentAfterCall
	case "auxwork", "aux":
		return AgentAux
	}
	return AgentUnknown
}

// pendingMode reads a work mode or a CSTA agent state that is to follow.
func pendingMode(s string) AgentMode {
	if m := workMode(s); m != AgentUnknown {
		return m
	}
	switch squash(s) {
	case "agentnotready", "notready":
		return AgentAux
	case "agentworkingaftercall", "workingaftercall":
		return AgentAfterCall
	case "agentready", "ready":
		return AgentAutoIn
	}
	return AgentUnknown // agentNull and null mean that nothing is pending
}

// readAgentState reads a GetAgentState answer (protocol notes §8.1). ok is false
// when it tells no state at all: a server may answer with an empty payload.
func readAgentState(p value, agentID string) (n agentNotice, ok bool) {
	list := p.get("agentStateList", "agentStates")
	if !list.present() && p.has("loggedOnState", "agentInfo", "agentState") {
		list = p
	}
	var entry value
	for e := range list.items("agentID", "loggedOnState", "agentInfo", "agentState") {
		id, _ := e.get("agentID").device()
		if entry.i == 0 || numberOf(id) == agentID {
			entry = e
		}
	}
	priv := p.private("GetAgentStateResponsePrivateData")
	work := workMode(priv.get("workMode").text())
	n = agentNotice{polled: true}
	if entry.i == 0 && work == AgentUnknown {
		if list.kind() == kindArray && list.node().first == 0 {
			n.mode, n.idle = AgentLoggedOut, true // nobody logged in here
			return n, true
		}
		return n, false
	}
	n.id, _ = entry.get("agentID").device()
	n.id = numberOf(n.id)
	n.readInfo(entry, work)
	if talk := squash(priv.get("talkState").text()); talk == "oncall" {
		n.busy = true
	} else if talk == "idle" {
		n.idle = !n.busy
	}
	n.reason, _ = priv.get("reasonCode").number()
	n.pendingReason, _ = priv.get("pendingReasonCode").number()
	if m := pendingMode(priv.get("pendingWorkMode").text()); m != AgentUnknown {
		n.pending = m
	}
	return n, true
}

// readInfo combines CSTA's agent state with CM's work mode.
func (n *agentNotice) readInfo(entry value, work AgentMode) {
	state, known := "", false
	for item := range entry.get("agentInfo").items("agentState", "acdGroup") {
		state, known = squash(item.get("agentState").text()), true
		n.pending = pendingMode(item.get("pendingAgentState").text())
		break
	}
	if !known {
		state = squash(entry.get("agentState").text())
	}
	state = strings.TrimPrefix(state, "agent")
	on, said := entry.get("loggedOnState", "loggedOn").flag()
	n.idle = state != ""
	n.mode = work
	switch {
	case said && !on, state == "null" && (work == AgentUnknown || !on):
		n.mode = AgentLoggedOut
	case state == "workingaftercall":
		n.mode = AgentAfterCall
	case state == "notready":
		if work != AgentAfterCall {
			n.mode = AgentAux
		}
	case state == "busy":
		n.busy, n.idle = true, false
	case state == "ready" && work == AgentUnknown:
		n.mode, n.ready = AgentAutoIn, true
	}
}
