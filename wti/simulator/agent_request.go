package simulator

import "strings"

// setAgentState is SetAgentState (protocol notes §8.2).
func (x *exchange) setAgentState() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	w := x.wantedState()
	if w.state == "loggedOn" {
		if group := x.deviceMember("group"); group != "" {
			return nil, operation("invalidAgentGroup", "skills come from the agent's profile; leave group out")
		}
		if err := x.s.logIn(st, login{str(x.p, "agentID"), str(x.p, "password"), w.mode}); err != nil {
			return nil, err
		}
		return agentAnswer(nil), nil
	}
	a := st.agent
	switch {
	case a == nil:
		return nil, wrongState("invalidObjectState", "no agent is logged in at %s", st.ext)
	case str(x.p, "agentID") != "" && str(x.p, "agentID") != a.id:
		return nil, operation("invalidAgentIdentifier", "another agent is logged in at %s", st.ext)
	}
	if err := a.change(w); err != nil {
		return nil, err
	}
	return agentAnswer(a.pending), nil
}

// wanted is what a SetAgentState asks for.
type wanted struct {
	state     string
	mode      string // private workMode
	reason    int
	hasReason bool
	pending   bool // enablePending
}

func (x *exchange) wantedState() wanted {
	details := private(x.p, "SetAgentStatePrivateData")
	w := wanted{state: str(x.p, "requestedAgentState"), mode: str(details, "workMode"), pending: flag(details, "enablePending")}
	w.reason, w.hasReason = number(details, "reasonCode")
	return w
}

// agentAnswer is the positive answer; pending is what waits for the call's end.
func agentAnswer(pending *pendingMode) object {
	o := object{}
	if pending != nil {
		o["pendingAgentState"] = pending.csta()
	}
	return withPrivate(o, "SetAgentStateResponsePrivateData", object{"isPending": pending != nil})
}

// login is what an agent gives to log in; mode is the first work mode, AUX when
// empty.
type login struct{ id, password, mode string }

// logIn checks a login and carries it out.
func (s *Server) logIn(st *station, l login) error {
	a := s.agents[l.id]
	mode, ok := map[string]WorkMode{
		"": modeAUX, "auxWork": modeAUX, "autoIn": modeAutoIn, "manualIn": modeManualIn, "afterCallWork": modeACW,
	}[l.mode]
	switch {
	case a == nil:
		return operation("invalidAgentIdentifier", "there is no agent %q", l.id)
	case !a.knows(l.password):
		return operation("invalidAgentPassword", "wrong password for agent %s", a.id)
	case !st.inService():
		return resource("resourceOutOfService", "no telephone is registered at %s", st.ext)
	case a.station == st:
		return wrongState("invalidObjectState", "agent %s is logged in here already", a.id)
	case a.station != nil:
		return resource("resourceBusy", "agent %s is logged in at another station", a.id)
	case st.agent != nil:
		return wrongState("invalidObjectState", "another agent is logged in at %s", st.ext)
	case !ok:
		return operation("invalidParameterValue", "workMode %q", l.mode)
	}
	a.inMode = modeAutoIn
	a.logIn(st, mode, 0)
	return nil
}

// knows compares the password in the dialect's form; with hex also as text, since
// digits are legal hex of something else (protocol notes §8.2).
func (a *agent) knows(given string) bool {
	form := a.server.dialect().Binary
	return form == BinaryHex && same(given, a.password) || same(form.read(given), a.password)
}

// change carries out a request other than a login.
func (a *agent) change(w wanted) error {
	switch w.state {
	case "notReady":
		return a.goAUX(w)
	case "loggedOff":
		return a.leave(w)
	case "ready", "workingAfterCall":
		if w.hasReason && w.reason != 0 {
			return operation("requestIncompatibleWithObject", "a reason code goes with notReady and loggedOff only")
		}
		if w.state == "ready" {
			return a.goReady(w)
		}
		return a.goPending(pendingMode{mode: modeACW}, w)
	}
	return operation("invalidAgentState", "requestedAgentState %q", w.state)
}

func (a *agent) goReady(w wanted) error {
	mode := modeAutoIn
	switch w.mode {
	case "", "autoIn":
	case "manualIn":
		mode = modeManualIn
	default:
		return operation("invalidParameterValue", "workMode %q with ready", w.mode)
	}
	if a.onACDCall() { // also takes back what was pending
		a.pending = nil
		a.mode, a.inMode, a.forced = mode, mode, false
		a.station.refreshLamps()
		return nil
	}
	a.enter(mode, 0)
	return nil
}

func (a *agent) goAUX(w wanted) error {
	if err := a.server.set.AUX.check(w, "AUX"); err != nil {
		return err
	}
	return a.goPending(pendingMode{mode: modeAUX, reason: w.reason}, w)
}

// goPending changes now, or when the ACD call ends.
func (a *agent) goPending(to pendingMode, w wanted) error {
	if !a.onACDCall() {
		a.enter(to.mode, to.reason)
		return nil
	}
	if !w.pending {
		return wrongState("invalidObjectState", "agent %s is on an ACD call; enable pending", a.id)
	}
	a.pending = &to
	a.station.refreshLamps()
	a.server.log.Info("agent's mode will change after the call", "agent", a.id, "mode", to.mode)
	return nil
}

func (a *agent) leave(w wanted) error {
	if a.talking() {
		return wrongState("invalidObjectState", "agent %s is on an ACD call", a.id)
	}
	if err := a.server.set.Logout.check(w, "logout"); err != nil {
		return err
	}
	a.logOut(w.reason)
	return nil
}

// check applies the policy to a reason code.
func (p ReasonPolicy) check(w wanted, what string) error {
	switch {
	case p.Forced && w.reason == 0:
		return operation("invalidParameterValue", "a reason code is required for %s", what)
	case w.reason < 0 || w.reason > p.max():
		return operation("valueOutOfRange", "%s reason code %d: want 0 to %d", what, w.reason, p.max())
	}
	return nil
}

// getAgentState is GetAgentState.
func (x *exchange) getAgentState() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	a := st.agent
	if a == nil {
		return object{"agentStateList": []object{{
			"agentID": "", "loggedOnState": false, "agentInfo": []object{{"agentState": "agentNull"}},
		}}}, nil
	}
	details := object{"workMode": string(a.mode), "talkState": "idle", "reasonCode": a.reason}
	if a.onCall() {
		details["talkState"] = "onCall"
	}
	infos := []object{}
	for _, ext := range append([]string{}, a.skills...) {
		info := object{"acdGroup": x.s.here(ext), "agentState": a.csta()}
		if a.forced {
			info["agentStateCondition"] = "forcedPause"
		}
		if a.pending != nil {
			info["pendingAgentState"] = a.pending.csta()
			details["pendingReasonCode"] = a.pending.reason
		}
		infos = append(infos, info)
	}
	return withPrivate(object{"agentStateList": []object{{"agentID": a.id, "loggedOnState": true, "agentInfo": infos}}},
		"GetAgentStateResponsePrivateData", details), nil
}

// csta is the agent's state as GetAgentState names it.
func (a *agent) csta() string {
	switch {
	case a.talking():
		return "agentBusy"
	case a.mode == modeAUX:
		return "agentNotReady"
	case a.mode == modeACW:
		return "agentWorkingAfterCall"
	}
	return "agentReady"
}

// pressMode is a press on a work-mode button.
func (a *agent) pressMode(id int) {
	var err error
	switch id {
	case buttonAUX:
		err = a.goPending(pendingMode{mode: modeAUX}, wanted{pending: true})
	case buttonACW:
		err = a.goPending(pendingMode{mode: modeACW}, wanted{pending: true})
	case buttonAutoIn:
		err = a.goReady(wanted{mode: "autoIn"})
	case buttonManualIn:
		err = a.goReady(wanted{mode: "manualIn"})
	}
	if err != nil {
		a.server.log.Info("button without effect", "agent", a.id, "err", strings.TrimSpace(err.Error()))
	}
}
