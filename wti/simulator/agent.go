package simulator

import (
	"maps"
	"slices"
	"time"
)

// WorkMode is what an agent does for the ACD.
type WorkMode string

// The modes (protocol notes §8.1).
const (
	modeOut      WorkMode = "loggedOut"
	modeAUX      WorkMode = "auxWork"
	modeAutoIn   WorkMode = "autoIn"
	modeManualIn WorkMode = "manualIn"
	modeACW      WorkMode = "afterCallWork"
)

// agent is an agent login. Guarded by Server.mu.
type agent struct {
	server   *Server
	id       string
	password string
	name     string
	skills   []string

	station *station // nil while logged out
	mode    WorkMode
	inMode  WorkMode // autoIn or manualIn: what is in force between two ACD calls
	reason  int      // AUX reason code
	cause   string   // of the change under way, when the agent did not ask for it
	forced  bool     // the mode in force was not the agent's choice

	pending *pendingMode

	acd       *party    // the ACD call that rings at or occupies the agent
	since     time.Time // in this mode
	idleSince time.Time // for the longest idle agent
	timedACW  *timer
	codes     *Call // the last ACD call that was answered: work codes are for that
}

// pendingMode takes effect when the ACD call ends.
type pendingMode struct {
	mode   WorkMode
	reason int
	forced bool // not by the agent

}

// available reports whether an ACD call can be delivered now.
func (a *agent) available() bool {
	return a.station != nil && (a.mode == modeAutoIn || a.mode == modeManualIn) &&
		a.acd == nil && a.station.inService() && a.station.idle()
}

// onACDCall reports whether the agent is busy with an ACD call, ringing or not.
func (a *agent) onACDCall() bool { return a.acd != nil && a.acd.state != stateNull }

// talking reports whether the agent has answered the ACD call.
func (a *agent) talking() bool { return a.onACDCall() && a.acd.state != stateAlerting }

// enter changes the mode and tells everybody.
func (a *agent) enter(mode WorkMode, reason int) {
	s := a.server
	now := time.Now()
	a.timedACW.stop()
	a.forced = a.cause != ""
	a.mode, a.reason, a.since = mode, reason, now

	switch mode {
	case modeAutoIn, modeManualIn:
		a.inMode, a.idleSince = mode, now
		a.event("agentReady", "AgentReadyEvent")
	case modeAUX:
		a.event("agentNotReady", "AgentNotReadyEvent")
	case modeACW:
		a.event("agentWorkingAfterCall", "AgentWorkingAfterCallEvent")
		a.limitACW()
	}
	s.log.Info("agent changes mode", "agent", a.id, "mode", mode, "reason", reason)
	if a.station != nil {
		a.station.refreshLamps()
		a.station.checkCode()
	}
	s.distribute()
}

// limitACW ends after call work by itself when the skill says so.
func (a *agent) limitACW() {
	for _, ext := range a.skills {
		if d := time.Duration(a.server.skills[ext].TimedACW); d > 0 {
			a.timedACW = a.server.after(d, func() {
				if a.mode == modeACW {
					a.enter(a.inMode, 0)
				}
			})
			return
		}
	}
}

// onCall is the talk state of an agent who is logged in.
func (a *agent) onCall() bool { return a.station.active() != nil || a.talking() }

// answered runs when the agent took an ACD call.
func (a *agent) answered() {
	a.codes = a.acd.call.handle
	a.event("agentBusy", "AgentBusyEvent")
}

// callEnded runs when the ACD call left the agent.
func (a *agent) callEnded() {
	a.acd = nil
	switch p := a.pending; {
	case p != nil:
		a.pending = nil
		if p.forced {
			a.force(p.mode, p.reason, causeForced)
			return
		}
		a.enter(p.mode, p.reason)

	case a.mode == modeManualIn:
		a.enter(modeACW, 0)
	case a.mode == modeAutoIn:
		a.enter(modeAutoIn, 0)
	}
}

// idleAgain runs when the last call of the agent's station ended.
func (a *agent) idleAgain() {
	a.idleSince = time.Now()
	a.server.distribute()
}

// logIn logs the agent in at a station.
func (a *agent) logIn(st *station, mode WorkMode, reason int) {
	a.station, st.agent = st, a
	a.pending, a.acd, a.codes = nil, nil, nil
	a.skillEvent("agentLoggedOn", "AgentLoggedOnEvent")
	a.server.log.Info("agent logged in", "agent", a.id, "station", st.ext)
	a.enter(mode, reason)
}

// logOut logs the agent out; a ringing ACD call goes back to the queue.
func (a *agent) logOut(reason int) {
	st := a.station
	if a.onACDCall() && a.acd.state == stateAlerting {
		p := a.acd
		a.acd, a.mode = nil, modeOut
		p.call.requeue(p)
	}
	a.timedACW.stop()
	a.mode, a.reason, a.pending, a.acd, a.since = modeOut, reason, nil, nil, time.Now()
	a.skillEvent("agentLoggedOff", "AgentLoggedOffEvent")
	a.station, st.agent = nil, nil
	for _, button := range slices.Sorted(maps.Values(modeButtons())) {
		st.setLamp(button, lampOff)
	}
	a.server.log.Info("agent logged out", "agent", a.id, "station", st.ext)
	a.letGo()
}

// modeButtons maps modes to their buttons.
func modeButtons() map[WorkMode]int {
	return map[WorkMode]int{modeAUX: buttonAUX, modeAutoIn: buttonAutoIn, modeManualIn: buttonManualIn, modeACW: buttonACW}
}

// lamps are the lamps of the work-mode buttons: steady for the mode in force,
// flash for a pending one.
func (a *agent) lamps() map[int]int {
	if a == nil {
		return nil
	}
	lamps := map[int]int{}
	for mode, button := range modeButtons() {
		switch {
		case mode == a.mode:
			lamps[button] = lampSteady
		case a.pending != nil && mode == a.pending.mode:
			lamps[button] = lampFlash
		default:
			lamps[button] = lampOff
		}
	}
	return lamps
}

// event tells the monitors of the agent's station, if agent events are on.
func (a *agent) event(bit, name string) {
	if a.server.set.NoAgentEvents || a.station == nil {
		return
	}
	details := object{"reasonCode": a.reason}
	o := object{
		"agentDevice": identified(a.station.id()), "agentID": a.id,
	}
	if len(a.skills) > 0 {
		o["acdGroup"] = a.server.here(a.skills[0])
	}
	if a.cause != "" {
		o["cause"] = a.cause
	}

	if a.pending != nil {
		o["pendingAgentState"] = a.pending.csta()
		details["pendingWorkMode"], details["pendingReasonCode"] = string(a.pending.mode), a.pending.reason
	}
	a.server.emit(a.station.ext, "logicalDeviceFeature."+bit, name, withPrivate(o, name+"PrivateData", details))
}

// skillEvent tells the monitors of each skill; stations are not told (protocol
// notes §8.3).
func (a *agent) skillEvent(bit, name string) {
	for _, ext := range a.skills {
		o := object{"agentDevice": identified(a.station.id()), "agentID": a.id, "acdGroup": a.server.here(ext)}
		if a.cause != "" {
			o["cause"] = a.cause
		}
		a.server.emit(ext, "logicalDeviceFeature."+bit, name, withPrivate(o, name+"PrivateData", object{"reasonCode": a.reason}))
	}

}

func (p *pendingMode) csta() string {
	switch p.mode {
	case modeACW:
		return "workingAfterCall"
	case modeOut:
		return "null"
	case modeAutoIn, modeManualIn:
		return "ready"
	}
	return "notReady"
}
