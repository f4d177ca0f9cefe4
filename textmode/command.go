package textmode

import (
	"slices"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/wti"
)

// command is something that a key does now. The keys are the same in every
// language.
type command struct {
	key, label string
	group      group
	run        func()
}

// group is where a command is listed.
type group int

const (
	aboutCalls group = iota
	aboutState
	aboutRest
)

// commands are those that work now, in the order in which they are listed.
func (d *desk) commands() []command {
	if d.view.signIn.Phase != app.PhaseSignedIn {
		return nil
	}
	list := append(d.callCommands(), d.stateCommands()...)
	return append(list, d.otherCommands()...)
}

// onCalls is what is asked of one call: a key, an action, and how it is called.
type onCalls struct {
	key    string
	action app.Action
	label  func(app.CallView) string
	run    func(app.CallView)
}

func word(s string) func(app.CallView) string { return func(app.CallView) string { return s } }

// callCommands are what can be asked of the calls. A key that is about several of
// them asks which one is meant; those about a pair of calls name the pair by
// either.
func (d *desk) callCommands() (list []command) {
	if d.linked() {
		for _, o := range d.callKeys() {
			if calls := d.those(o.action); len(calls) > 0 {
				list = append(list, command{o.key, o.label(calls[0]), aboutCalls, func() { d.which(o, calls) }})
			}
		}
	}
	if d.view.media.Active {
		label := lang.X("call.mute", "Mute")
		if d.view.media.Muted {
			label = lang.X("text.unmute", "Unmute")
		}
		list = append(list, command{"m", label, aboutCalls, func() { d.phone.SetMuted(!d.view.media.Muted) }})
	}
	return list
}

func (d *desk) callKeys() []onCalls {
	p := d.phone
	number := func(title string, do func(wti.CallID, string)) func(app.CallView) {
		return func(c app.CallView) {
			d.askNumber(c, title, func(number string) { do(c.ID, number) })
		}
	}
	pair := d.paired()
	keys := []onCalls{
		{"a", app.ActionAnswer, word(lang.X("call.answer", "Answer")), d.guard(func(c app.CallView) { p.Answer(c.ID) })},
		{"x", app.ActionHangUp, hangUpWord, d.guard(func(c app.CallView) { p.HangUp(c.ID) })},
	}
	if !pair { // in a pair, to hold is to leave both waiting
		keys = append(keys,
			onCalls{"h", app.ActionHold, word(lang.X("call.hold", "Hold")), func(c app.CallView) { p.Hold(c.ID) }},
			onCalls{"r", app.ActionRetrieve, word(lang.X("call.retrieve", "Retrieve")), func(c app.CallView) { p.Retrieve(c.ID) }})
	}
	keys = append(keys, onCalls{"s", app.ActionSwap, word(lang.X("help.swap", "Switch between the two calls")), func(c app.CallView) { p.Swap(c.ID) }})
	if !pair {
		keys = append(keys, onCalls{"c", app.ActionConsult, word(lang.X("picker.consult", "Consult")), number(lang.X("picker.consult", "Consult"), p.Consult)})
	}
	if len(d.those(app.ActionTransfer)) > 0 {
		keys = append(keys, onCalls{"t", app.ActionTransfer, word(lang.X("pair.complete", "Complete transfer")), func(c app.CallView) { p.Transfer(c.ID) }})
	} else {
		keys = append(keys, onCalls{"t", app.ActionBlindTransfer, word(lang.X("picker.blind", "Transfer now")), number(lang.X("picker.blind", "Transfer now"), p.BlindTransfer)})
	}
	keys = append(keys,
		onCalls{"f", app.ActionConference, word(lang.X("pair.conference", "Conference")), func(c app.CallView) { p.Conference(c.ID) }},
		onCalls{"b", app.ActionCancel, word(lang.X("pair.back", "Back to caller")), func(c app.CallView) { p.CancelConsult(c.ID) }})
	if !pair {
		keys = append(keys, onCalls{"j", app.ActionJoin, word(lang.X("picker.join", "Add to the call")), number(lang.X("picker.join", "Add to the call"), p.Join)})
	}
	return append(keys,
		onCalls{"g", app.ActionDeflect, word(lang.X("call.deflect", "Send on")), number(lang.X("picker.deflect.title", "Send the ringing call on"), p.Deflect)},
		onCalls{"p", app.ActionDrop, word(lang.X("conference.drop", "Drop")), d.askDrop},
		onCalls{"e", app.ActionClear, word(lang.X("call.clear", "End for all")), d.askClear})
}

// paired reports whether there are two calls that are about each other.
func (d *desk) paired() bool {
	return slices.ContainsFunc(d.view.calls, func(c app.CallView) bool {
		return c.Can.Has(app.ActionSwap) || c.Can.Has(app.ActionTransfer) || c.Can.Has(app.ActionCancel)
	})
}

// hangUpWord is what leaving a call is called.
func hangUpWord(c app.CallView) string {
	switch c.State {
	case app.CallAlerting:
		return lang.X("call.decline", "Decline")
	case app.CallFailed:
		return lang.X("call.close", "Close")
	}
	return lang.X("call.hangUp", "Hang up")
}

// those are the calls of which something can be asked now: not while something is
// asked of them already, except to hang up. The one that the agent talks on is
// first.
func (d *desk) those(a app.Action) (list []app.CallView) {
	for _, talking := range []bool{true, false} {
		for _, c := range d.view.calls {
			free := c.Asked == app.ActionNone || a == app.ActionHangUp && c.Asked != a
			if c.Can.Has(a) && free && (c.State == app.CallConnected) == talking {
				list = append(list, c)
			}
		}
	}
	return list
}

// which does something to one of some calls, and asks to which where that is not
// clear.
func (d *desk) which(o onCalls, calls []app.CallView) {
	pair := o.action == app.ActionSwap || o.action == app.ActionTransfer || o.action == app.ActionConference || o.action == app.ActionCancel
	if len(calls) == 1 || pair {
		o.run(calls[0])
		return
	}
	d.askWhich(o, calls)
}

// guard keeps a key that was meant for something else from a call that has only
// just come.
func (d *desk) guard(do func(app.CallView)) func(app.CallView) {
	return func(c app.CallView) {
		if d.guarded && c.State == app.CallAlerting && d.now().Sub(d.since[c.ID]) < guard {
			d.said = lang.X("text.guard", "The call has only just come: press again.")
			return
		}
		do(c)
	}
}

// stateCommands change the agent's state.
func (d *desk) stateCommands() (list []command) {
	if !d.linked() {
		return nil
	}
	v := d.view.agent
	mode := func(key string, m wti.AgentMode, run func()) {
		if v.Mode != m && v.Asked != m && v.Pending != m {
			list = append(list, command{key, app.ModeWord(m), aboutState, run})
		}
	}
	set := func(m wti.AgentMode) func() { return func() { d.phone.SetAgent(m, 0) } }
	mode("i", wti.AgentAutoIn, set(wti.AgentAutoIn))
	mode("n", wti.AgentManualIn, set(wti.AgentManualIn))
	if reasons := d.phone.AuxReasons(); len(reasons) > 0 { // another reason is another break
		list = append(list, command{"u", app.ModeWord(wti.AgentAux), aboutState, func() { d.askAux(reasons) }})
	} else {
		mode("u", wti.AgentAux, set(wti.AgentAux))
	}
	mode("w", wti.AgentAfterCall, set(wti.AgentAfterCall))
	if v.Pending != wti.AgentUnknown && v.Pending != v.Mode {
		state := app.WithReason(app.ModeWord(v.Pending), v.PendingReasonName)
		list = append(list, command{"v", lang.X("tray.stay", "Take back: {{.State}}", map[string]any{"State": state}), aboutState, d.phone.CancelPending})
	}
	if n, ok := d.wayOut(); ok {
		name := lang.X("notice.again.name", "Ready again: {{.Mode}}", map[string]any{"Mode": app.ModeWord(n.Again)})
		list = append(list, command{"l", name, aboutState, set(n.Again)})
	}
	return list
}

// wayOut is the newest notice that offers a mode.
func (d *desk) wayOut() (app.Notice, bool) {
	for i := len(d.view.notices) - 1; i >= 0; i-- {
		if n := d.view.notices[i]; n.Again != wti.AgentUnknown {
			return n, true
		}
	}
	return app.Notice{}, false
}

// otherCommands are about no call and no state.
func (d *desk) otherCommands() (list []command) {
	add := func(key, label string, run func()) { list = append(list, command{key, label, aboutRest, run}) }
	if d.linked() {
		add("d", lang.X("dialpad.call", "Call"), func() { d.askDial("") })
		if d.view.code.Offered {
			add("k", lang.X("workcode.entry", "Call work code"), d.askCode)
		}
		add("z", lang.X("features.dnd", "Do not disturb"), func() { d.phone.SetDoNotDisturb(!d.view.phone.DoNotDisturb) })
		add("o", lang.X("features.forward", "Forwarding"), d.askForward)
	}
	add("y", lang.X("tab.history", "History"), d.showHistory)
	if n := len(d.view.notices); n > 0 {
		id := d.view.notices[n-1].ID
		add("-", lang.X("notice.dismiss", "Dismiss"), func() { d.phone.DismissNotice(id) })
	}
	add("q", lang.X("agent.signOut", "Sign out"), d.askSignOut)
	add("?", lang.X("help.title", "Keys"), func() { d.turn(pageHelp) })
	return list
}

func (d *desk) showHistory() {
	if d.page != pageHistory {
		d.phone.ShowHistory(app.HistoryQuery{})
		d.phone.SeenMissed()
	}
	d.turn(pageHistory)
}

// turn shows a page, or the notices where it is shown already.
func (d *desk) turn(p page) {
	if d.page == p {
		p = pageNotices
	}
	d.page = p
}
