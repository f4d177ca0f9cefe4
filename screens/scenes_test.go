package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// scenes are the pictures of the gallery and of the golden images.
var scenes = []struct {
	name string
	show func(*desk)
}{
	{"login-empty", func(d *desk) {
		_ = d.state.SignIn.Set(app.SignInView{Keychain: app.Problem{Title: "The keychain is locked", Meaning: "Passwords are kept in memory only until Offhook ends.", Advice: "Unlock the keychain to keep them."}})
	}},
	{"login-ready", func(d *desk) { _ = d.state.Form.Set(completeForm()) }},
	{"login-phone", func(d *desk) {
		f := completeForm()
		f.Mode, f.OtherNumber, f.AgentPassword = wti.OtherPhone, "004930123456", "1234"
		_ = d.state.Form.Set(f)
	}},
	{"login-progress", func(d *desk) {
		_ = d.state.Form.Set(completeForm())
		_ = d.state.SignIn.Set(app.SignInView{Phase: app.PhaseSigningIn, Steps: steps(3, wti.StepRunning)})
	}},
	{"login-problem", func(d *desk) {
		_ = d.state.Form.Set(completeForm())
		_ = d.state.SignIn.Set(app.SignInView{Steps: steps(4, wti.StepFailed), Problem: app.Problem{
			Title: "Extension 4750 is in use", Meaning: "Another telephone or program is registered for it.",
			Advice: "Sign out there, or take the extension over: the other telephone then loses it.", Details: "RegisterTerminal: 409", OfferTakeOver: true}})
	}},
	{"empty-aux", func(d *desk) {
		a := agentIn(wti.AgentAux)
		a.Reason, a.ReasonName = 2, "Lunch"
		d.signIn(a)
	}},
	{"empty-ready", func(d *desk) { d.signIn(agentIn(wti.AgentAutoIn)) }},
	{"asked", func(d *desk) {
		a := agentIn(wti.AgentAux)
		a.Asked = wti.AgentAutoIn
		d.signIn(a)
	}},
	{"ringing", func(d *desk) { d.signIn(agentIn(wti.AgentAutoIn)); d.setCalls(ringing()) }},
	{"connected", func(d *desk) {
		a := agentIn(wti.AgentManualIn)
		a.OnCall = true
		d.signIn(a)
		_ = d.state.Media.Set(voice())
		_ = d.state.Levels.Set(app.LevelsView{Microphone: 0.55, Speaker: 0.8})
		v := inState(app.CallConnected)
		v.Digits = "12"
		d.setCalls(v)
	}},
	{"muted-pending", func(d *desk) {
		a := agentIn(wti.AgentAutoIn)
		a.Pending, a.PendingReason, a.PendingReasonName = wti.AgentAux, 2, "Lunch"
		d.signIn(a)
		m := voice()
		m.Muted, m.OneWay, m.MOS = true, true, 2.4
		_ = d.state.Media.Set(m)
		v := inState(app.CallConnected)
		v.Asked = app.ActionHold
		d.setCalls(v)
	}},
	{"held-dialing", func(d *desk) {
		d.signIn(agentIn(wti.AgentAutoIn))
		d.setCalls(inState(app.CallHeld), outbound(app.CallDialing))
	}},
	{"failed-reconnecting", func(d *desk) {
		d.signIn(agentIn(wti.AgentAfterCall))
		_ = d.state.Link.Set(app.LinkView{Link: wti.LinkReconnecting, Server: "aes1"})
		f := outbound(app.CallFailed)
		f.Failure = "Busy: the other party is on another call. Try again later."
		d.setCalls(f, inState(app.CallConnected))
	}},
	{"dialpad", func(d *desk) { d.signIn(agentIn(wti.AgentAux)); d.shell.show(tabDialpad); d.text("0049301") }},
	{"dialpad-tones", func(d *desk) {
		d.signIn(agentIn(wti.AgentAutoIn))
		_ = d.state.Media.Set(voice())
		v := inState(app.CallConnected)
		v.Digits = "1#42"
		d.setCalls(v, func() app.CallView {
			r := outbound(app.CallAlerting)
			r.Direction = app.Inbound
			r.Withheld = true
			return r
		}())
		d.shell.show(tabDialpad)
	}},
	{"state", func(d *desk) {
		a := agentIn(wti.AgentAutoIn)
		a.Pending = wti.AgentAfterCall
		d.signIn(a)
		d.shell.show(tabState)
	}},
	{"reasons", func(d *desk) { d.signIn(agentIn(wti.AgentAutoIn)); d.key(fyne.KeyF8); d.text("2") }},
	{"signout", func(d *desk) {
		d.signIn(agentIn(wti.AgentAux))
		d.phone.logout = []app.Reason{{Code: 1, Name: "End of shift"}, {Code: 2, Name: "Technical trouble"}}
		d.setCalls(inState(app.CallHeld))
		d.key(fyne.KeyF10)
	}},
	{"help", func(d *desk) { d.signIn(agentIn(wti.AgentAux)); d.key(fyne.KeyF1) }},
	{"notices", func(d *desk) {
		d.signIn(agentIn(wti.AgentAux))
		_ = d.state.Link.Set(app.LinkView{Link: wti.LinkConnected, Insecure: true})
		_ = d.state.Notices.Set([]app.Notice{
			{ID: 1, Title: "Older"},
			{ID: 2, Severity: app.Info, Title: "The switch put you into AUX", Text: "A call was offered and not answered in time, so it went to another agent. Press F6 to be offered calls again."},
			{ID: 3, Severity: app.Failure, Title: "The call could not be placed", Text: "The number is not complete or not allowed for your extension.", Details: "MakeCall: invalidCalledDevice"},
		})
	}},
	{"state-features", func(d *desk) {
		a := agentIn(wti.AgentAux)
		a.Missed, a.ChangedBy = true, app.BySystem
		d.signIn(a)
		_ = d.state.Phone.Set(app.PhoneView{DoNotDisturb: true, ForwardAsked: true, Messages: true})
		_ = d.state.Skills.Set([]app.SkillView{
			{Skill: "500", Name: "Billing", Known: true, Queued: 3, Available: 0, LoggedIn: 12},
			{Skill: "501", Name: "Orders", Known: true, Available: 2, LoggedIn: 5}, {Skill: "502"}})
		d.shell.show(tabState)
	}},
	{"forward", func(d *desk) {
		d.signIn(agentIn(wti.AgentAux))
		d.shell.show(tabState)
		d.settle()
		d.askForward()
		d.text("home")
		d.key(fyne.KeyReturn)
	}},
	{"conference", func(d *desk) {
		d.signIn(agentIn(wti.AgentManualIn))
		_ = d.state.Colleagues.Set(team())
		_ = d.state.Media.Set(voice())
		d.setCalls(threeWay())
	}},
	{"consult-dialing", func(d *desk) { d.pairOf(consultation(app.CallDialing)) }},
	{"consult", func(d *desk) { d.pairOf(consultation(app.CallConnected)) }},
	{"consult-swapped", func(d *desk) { d.pairOf(swapped()) }},
	{"consult-failed", func(d *desk) {
		caller, consult := consultation(app.CallFailed)
		consult.Failure = "Busy: the other party is on another call."
		d.pairOf(caller, consult)
	}},
	{"picker", func(d *desk) {
		d.signIn(agentIn(wti.AgentAutoIn))
		_ = d.state.Colleagues.Set(team())
		d.setCalls(inState(app.CallConnected))
		d.key(fyne.KeyF11)
		d.key(fyne.KeyDown)
		d.key(fyne.KeyDown)
	}},
	{"picker-refused", func(d *desk) {
		d.signIn(agentIn(wti.AgentAutoIn))
		_ = d.state.Colleagues.Set(team())
		d.setCalls(inState(app.CallConnected))
		d.key(fyne.KeyF11)
		d.text("kim")
		d.key(fyne.KeyReturn)
		_ = d.state.Notices.Set([]app.Notice{{ID: 9, Severity: app.Failure, Title: "The consultation was not made", Text: "The extension is not in service."}})
	}},
	{"picker-deflect", func(d *desk) {
		d.signIn(agentIn(wti.AgentAutoIn))
		_ = d.state.Colleagues.Set(team())
		d.setCalls(ringing())
		d.key(fyne.KeyF11)
		d.text("+49 (0)30 123")
	}},
	{"hostile", func(d *desk) {
		d.signIn(agentIn(wti.AgentAutoIn))
		v := ringing()
		v.Remote = "+49 30 901820 \u202e1234567890123456789012345678901234567890"
		v.Service = "A very long service name that nobody should have chosen but somebody did"
		v.UserData = "line one\nline two <b>bold</b> {{.Boom}} ☎ 電話"
		d.setCalls(v)
	}},
}

func steps(n int, last wti.StepState) (s [wti.StepCount]wti.StepState) {
	for i := range n {
		s[i] = wti.StepDone
	}
	s[n] = last
	return s
}

var windowSizes = []struct{ w, h float32 }{{380, 640}, {1100, 700}}
