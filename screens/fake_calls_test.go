package screens

import (
	"time"

	"offhook/app"
	"offhook/wti"
)

func (f *fakePhone) Consult(id wti.CallID, n string)       { f.say("consult %s %s", id, n) }
func (f *fakePhone) Swap(id wti.CallID)                    { f.say("swap %s", id) }
func (f *fakePhone) Transfer(id wti.CallID)                { f.say("transfer %s", id) }
func (f *fakePhone) Conference(id wti.CallID)              { f.say("conference %s", id) }
func (f *fakePhone) CancelConsult(id wti.CallID)           { f.say("cancel consult %s", id) }
func (f *fakePhone) BlindTransfer(id wti.CallID, n string) { f.say("blind %s %s", id, n) }
func (f *fakePhone) Deflect(id wti.CallID, n string)       { f.say("deflect %s %s", id, n) }
func (f *fakePhone) Join(id wti.CallID, n string)          { f.say("join %s %s", id, n) }
func (f *fakePhone) DropParty(id wti.CallID, n string)     { f.say("drop %s %s", id, n) }
func (f *fakePhone) ClearCall(id wti.CallID)               { f.say("clear %s", id) }
func (f *fakePhone) SetDoNotDisturb(on bool)               { f.say("dnd %v", on) }
func (f *fakePhone) SetForwarding(n string)                { f.say("forward %q", n) }
func (f *fakePhone) AwaitColleague(n string, on bool)      { f.say("await %s %v", n, on) }

// can makes a set of actions.
func can(actions ...app.Action) (s app.Actions) {
	for _, a := range actions {
		s |= 1 << a
	}
	return s
}

// alone is what the app offers for a single call in a state.
func alone(s app.CallState) app.Actions {
	switch s {
	case app.CallAlerting:
		return can(app.ActionAnswer, app.ActionDeflect, app.ActionHangUp)
	case app.CallConnected:
		return can(app.ActionHangUp, app.ActionHold, app.ActionConsult, app.ActionBlindTransfer, app.ActionJoin)
	case app.CallHeld:
		return can(app.ActionHangUp, app.ActionRetrieve, app.ActionBlindTransfer)
	}
	return can(app.ActionHangUp)
}

// consultation is the caller on hold, with data, and the consultation about him
// in a state.
func consultation(s app.CallState) (caller, consult app.CallView) {
	caller, consult = inState(app.CallHeld), outbound(s)
	consult.ConsultFor = caller.ID
	both := can(app.ActionHangUp, app.ActionCancel)
	if s != app.CallFailed {
		both |= can(app.ActionTransfer)
	}
	if s == app.CallConnected {
		both |= can(app.ActionSwap, app.ActionConference)
	}
	caller.Can |= both
	consult.Can = both
	if s == app.CallConnected {
		consult.Can |= can(app.ActionHold)
	}
	return caller, consult
}

// swapped is the consultation after a swap.
func swapped() (caller, consult app.CallView) {
	caller, consult = consultation(app.CallConnected)
	caller.State, consult.State = app.CallConnected, app.CallHeld
	both := can(app.ActionHangUp, app.ActionTransfer, app.ActionSwap, app.ActionConference)
	caller.Can, consult.Can = both|can(app.ActionHold, app.ActionBlindTransfer), both|can(app.ActionRetrieve, app.ActionBlindTransfer)
	return caller, consult
}

// threeWay is a conference with two others.
func threeWay() app.CallView {
	v := inState(app.CallConnected)
	v.Parties, v.With = 2, "+4930901820, 4753"
	v.Can |= can(app.ActionDrop, app.ActionClear)
	return v
}

// team are the colleagues of the tests.
func team() []app.ColleagueView {
	return []app.ColleagueView{
		{Extension: "4751", Name: "Sam Rivera", State: wti.PresenceIdle},
		{Extension: "4752", Name: "Lee Marsh", State: wti.PresenceOnCall},
		{Extension: "4753", Name: "Kim Novak", State: wti.PresenceRinging},
		{Extension: "4754", Name: "Zoë Albrecht", State: wti.PresenceUnavailable},
		{Extension: "4755", Name: "", State: wti.PresenceUnknown},
	}
}

// pairOf shows a caller and the consultation about him.
func (d *desk) pairOf(caller, consult app.CallView) {
	caller.Waited, caller.Via = 95*time.Second, "4752"
	d.signIn(agentIn(wti.AgentManualIn))
	_ = d.state.Colleagues.Set(team())
	_ = d.state.Media.Set(voice())
	d.setCalls(caller, consult)
}
