package screens

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// pair is two calls drawn together: one sentence on who is where, the steps that
// lead on, and below them the two cards, which keep their places whichever of
// the two is on hold.
type pair struct {
	phone  Phone
	name   func(string) string
	cards  [2]*callCard // the caller, and the consultation about him
	linked bool

	icon                 *widgets.Icon
	sentence             *widgets.Paragraph
	complete, join, back *widgets.Button
	steps                *fyne.Container
	panel                *widgets.Card
}

func newPair(phone Phone, tools cardTools, caller, consult *callCard) *pair {
	p := &pair{phone: phone, name: tools.name, cards: [2]*callCard{caller, consult}, linked: true}
	p.icon = widgets.NewIcon("conference", widgets.ColorAccentText, widgets.SizeIcon)
	p.sentence = widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText)
	p.sentence.Bold = true
	step := func(icon, label, hint string, s widgets.Style, f func(wti.CallID)) *widgets.Button {
		b := widgets.NewButton(icon, label, s, func() { f(p.cards[0].view.ID) })
		b.Hint, b.Vertical = hint, true
		followKey(phone, b)
		tools.reveal(b)
		return b
	}
	p.complete = step("transfer", lang.X("pair.complete", "Complete transfer"), "F11", widgets.Primary, phone.Transfer)
	p.join = step("conference", lang.X("pair.conference", "Conference"), "Ctrl+J", widgets.Neutral, phone.Conference)
	p.back = step("back", lang.X("pair.back", "Back to caller"), "Ctrl+B", widgets.Neutral, phone.CancelConsult)
	p.steps = widgets.Steps(widgets.GapSmall, p.complete, p.join, p.back)
	p.panel = widgets.NewCard(widgets.Column(widgets.Gap,
		widgets.TopRow(widgets.GapSmall, 1, p.icon, p.sentence), p.steps,
		widgets.Grid(2, 240, widgets.GapSmall, caller.card, consult.card)))
	p.panel.Padding = widgets.Gap
	return p
}

// is reports whether the panel shows these two cards.
func (p *pair) is(caller, consult *callCard) bool {
	return p != nil && p.cards[0] == caller && p.cards[1] == consult
}

// update shows the two calls' state. Their cards are up to date already.
func (p *pair) update(linked bool) {
	a, b := p.cards[0].view, p.cards[1].view
	can := func(x app.Action) bool { return a.Can.Has(x) && b.Can.Has(x) }
	for _, s := range []struct {
		b *widgets.Button
		a app.Action
	}{{p.complete, app.ActionTransfer}, {p.join, app.ActionConference}, {p.back, app.ActionCancel}} {
		s.b.Hidden = !can(s.a)
		s.b.SetPending(a.Asked == s.a || b.Asked == s.a)
		s.b.SetEnabled(linked && (a.Asked == app.ActionNone && b.Asked == app.ActionNone || s.b.Pending))
	}
	p.steps.Hidden = p.complete.Hidden && p.join.Hidden && p.back.Hidden
	p.sentence.SetText(p.says(a, b))
	p.panel.Name = p.sentence.Text
	p.panel.Refresh()
}

// says tells in one sentence whom the agent talks to and who waits.
func (p *pair) says(a, b app.CallView) string {
	if a.State == app.CallHeld && b.State == app.CallHeld {
		return lang.X("pair.bothHeld", "Both calls are on hold. Choose whom to talk to.")
	}
	active, held := a, b
	if a.State == app.CallHeld {
		active, held = b, a
	}
	data := map[string]any{"Active": p.who(active), "Held": p.who(held)}
	switch {
	case held.State != app.CallHeld:
		return lang.X("pair.both", "You have two calls: {{.Active}} and {{.Held}}.", data)
	case active.State == app.CallDialing:
		return lang.X("pair.calling", "Calling {{.Active}}. {{.Held}} is on hold.", data)
	case active.State == app.CallFailed:
		return lang.X("pair.failed", "{{.Active}} is not on the line. {{.Held}} is on hold.", data)
	}
	return lang.X("pair.talking", "You talk to {{.Active}}. {{.Held}} is on hold.", data)
}

// who is the other side's name where it is known, else the number.
func (p *pair) who(v app.CallView) string {
	if v.Parties > 1 {
		return lang.X("pair.conferenceName", "The conference")
	}
	if name := plain(cmp.Or(v.Name, p.name(v.Remote))); name != "" {
		return name
	}
	return remoteName(v)
}

func (p *pair) inspect(in *inspector) {
	in.add("pair", p.panel, p.panel.Name)
	in.add("pair.says", p.sentence, p.sentence.Text)
	in.add("pair.complete", p.complete, p.complete.Label)
	in.add("pair.conference", p.join, p.join.Label)
	in.add("pair.back", p.back, p.back.Label)
}

// twoOf finds the calls that belong together: a consultation and the call that it
// is about, or the two that can be joined. was are those that belonged together
// a moment ago: while both are on hold, or change places, they still do.
func twoOf(views []app.CallView, was [2]wti.CallID) (caller, consult wti.CallID, ok bool) {
	find := func(id wti.CallID) (app.CallView, bool) {
		for _, v := range views {
			if v.ID == id {
				return v, true
			}
		}
		return app.CallView{}, false
	}
	var joinable []wti.CallID
	for _, v := range views {
		if o, about := find(v.ConsultFor); about && v.ConsultFor != "" && v.State != app.CallAlerting {
			return o.ID, v.ID, true
		}
		if v.Can.Has(app.ActionTransfer) {
			joinable = append(joinable, v.ID)
		}
	}
	if len(joinable) == 2 {
		return joinable[0], joinable[1], true
	}
	a, oka := find(was[0])
	b, okb := find(was[1])
	return a.ID, b.ID, oka && okb && a.State != app.CallAlerting && b.State != app.CallAlerting
}

// goesOn reports whether the agent talks on a call, or has another way back from
// it than through the call that waits.
func goesOn(v app.CallView) bool {
	return v.State == app.CallConnected || v.State == app.CallDialing || v.Can.Has(app.ActionCancel) && v.State != app.CallHeld
}
