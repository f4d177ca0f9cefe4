package screens

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// trainer is the window in which a trainer lets things happen, beside the main
// one, so that what they do is seen.
type trainer struct {
	phone  Training
	window fyne.Window
	view   app.TrainerView

	outcome                    *widgets.Pill
	why                        *widgets.Paragraph
	caller, service, colleague *widgets.Choice
	damage, request            *widgets.Choice
	code                       *widgets.Entry
	acts                       map[app.Act]*widgets.Button
	rows                       map[app.Act]*fyne.Container
	page                       *widgets.Page
}

// refusable are the requests that can be made to be refused, by their names on the
// wire.
var refusable = []string{"HoldCall", "AnswerCall", "MakeCall", "SetAgentState"}

func newTrainer(phone Training, v app.TrainerView) *trainer {
	t := &trainer{phone: phone, acts: map[app.Act]*widgets.Button{}, rows: map[app.Act]*fyne.Container{},
		outcome: widgets.NewPill(), why: widgets.NewParagraph("", widgets.ColorMuted, theme.SizeNameCaptionText)}
	t.caller = choiceOf("user", lang.X("trainer.caller", "Who calls"), v.Choices.Callers)
	t.service = choiceOf("service", lang.X("trainer.service", "What is called"), append(v.Choices.Services, app.TrainerChoice{Name: lang.X("trainer.direct", "Directly")}))
	t.colleague = choiceOf("user", lang.X("trainer.colleague", "Which colleague"), v.Choices.Colleagues)
	t.damage = widgets.NewChoice(lang.X("trainer.damage", "What is wrong"), []string{"signal", "warning", "speaker", "mic-off"}, []string{
		lang.X("trainer.damage.some", "A little"), lang.X("trainer.damage.much", "Much"),
		lang.X("trainer.damage.deaf", "You hear nothing"), lang.X("trainer.damage.mute", "They hear nothing")}, nil)
	t.request = widgets.NewChoice(lang.X("trainer.request", "Which request"), slices.Repeat([]string{"error"}, len(refusable)), refusable, nil)
	t.code = widgets.NewEntry(lang.X("trainer.code", "Code"))
	t.code.SetText("operation.generic")
	choice := func(c *widgets.Choice) fyne.CanvasObject { return widgets.Grid(1, 120, 0, c) }
	t.page = widgets.NewPage(widgets.Inset(widgets.GapLarge, widgets.GapLarge, widgets.Column(widgets.Gap,
		sheetTitle(lang.X("trainer.title", "Trainer"), lang.X("trainer.intro", "Let things happen in the simulated telephone system and watch the other window.")),
		widgets.Row(0, t.outcome), t.why,
		t.group(lang.X("trainer.callers", "Callers"), []fyne.CanvasObject{choice(t.caller), choice(t.service)}, app.ActRing, app.ActAbandon, app.ActNoAnswer, app.ActForceAux),
		t.group(lang.X("trainer.colleagues", "A colleague"), []fyne.CanvasObject{choice(t.colleague)}, app.ActColleagueCall, app.ActColleagueAnswer, app.ActColleagueHangup, app.ActColleagueBusy, app.ActColleagueFree),
		t.group(lang.X("trainer.connection", "The connection"), nil, app.ActCutSocket, app.ActExpireToken, app.ActExpireSession, app.ActLinkDown, app.ActLinkUp, app.ActLicenceAway, app.ActLicenceBack),
		t.group(lang.X("trainer.network", "The voice's network"), []fyne.CanvasObject{choice(t.damage)}, app.ActImpair, app.ActHeal),
		t.group(lang.X("trainer.refusals", "Refusals"), []fyne.CanvasObject{choice(t.request), t.code}, app.ActRefuse),
	)))
	for _, b := range t.acts {
		t.page.RevealOnFocus(b)
	}
	t.page.RevealOnFocus(t.caller, t.service, t.colleague, t.damage, t.request, t.code)
	t.update(v)
	return t
}

func choiceOf(icon, name string, list []app.TrainerChoice) *widgets.Choice {
	labels := make([]string, len(list))
	for i, c := range list {
		if labels[i] = plain(c.Name); labels[i] == "" {
			labels[i] = plain(c.Number)
		}
	}
	return widgets.NewChoice(name, slices.Repeat([]string{icon}, len(list)), labels, nil)
}

// group is a card with choices and the acts that use them.
func (t *trainer) group(title string, choices []fyne.CanvasObject, acts ...app.Act) fyne.CanvasObject {
	rows := append([]fyne.CanvasObject{widgets.NewStrong(title, theme.ColorNameForeground, theme.SizeNameText)}, choices...)
	for _, a := range acts {
		label, hint := actWords(a)
		b := widgets.NewButton("", label, widgets.Neutral, func() { t.order(a) })
		b.Compact = true
		t.acts[a] = b
		t.rows[a] = widgets.FirstColumn(150, widgets.Gap, b, widgets.NewParagraph(hint, widgets.ColorMuted, theme.SizeNameCaptionText))
		rows = append(rows, t.rows[a])
	}
	c := widgets.NewCard(widgets.Column(widgets.GapSmall, rows...))
	c.Padding = widgets.Gap
	return c
}

// order gives an act with what was chosen for it.
func (t *trainer) order(a app.Act) {
	o := app.TrainerOrder{Act: a, Colleague: numberOf(t.view.Choices.Colleagues, t.colleague.Selected)}
	switch a {
	case app.ActRing:
		o.Caller, o.Service = numberOf(t.view.Choices.Callers, t.caller.Selected), numberOf(t.view.Choices.Services, t.service.Selected)
	case app.ActForceAux:
		o.Reason = 1
	case app.ActImpair:
		o.LossPercent, o.JitterMs = []float64{3, 15, 0, 0}[t.damage.Selected], []int{30, 80, 0, 0}[t.damage.Selected]
		o.Deaf, o.Mute = t.damage.Selected == 2, t.damage.Selected == 3
	case app.ActRefuse:
		o.Request, o.Code = refusable[t.request.Selected], t.code.Text
	}
	t.phone.Train(o)
}

// numberOf is the number that was chosen, empty when it is none of the list.
func numberOf(list []app.TrainerChoice, i int) string {
	if i < len(list) {
		return list[i].Number
	}
	return ""
}

// update shows what came of the last order, and which acts make sense.
func (t *trainer) update(v app.TrainerView) {
	t.view = v
	t.why.Hidden = true
	switch {
	case v.Busy:
		t.outcome.Set("dots", lang.X("trainer.busyNow", "Under way…"), widgets.ColorIdle, "", true)
	case len(v.Outcomes) == 0:
		t.outcome.Set("trainer", lang.X("trainer.idle", "Nothing done yet"), widgets.ColorIdle, widgets.ColorIdleSoft, false)
	default:
		t.tell(v.Outcomes[0])
	}
	for _, b := range t.acts {
		b.SetEnabled(!v.Busy)
	}
	swap := func(off, on app.Act, is bool) {
		for a, hidden := range map[app.Act]bool{off: is, on: !is} {
			t.rows[a].Hidden = hidden
		}
	}
	swap(app.ActLinkDown, app.ActLinkUp, v.LinkDown)
	swap(app.ActLicenceAway, app.ActLicenceBack, v.LicenceAway)
	swap(app.ActColleagueBusy, app.ActColleagueFree, v.ColleagueBusy)
	t.acts[app.ActHeal].SetEnabled(v.Impaired && !v.Busy)
	t.page.Relayout()
}

// tell says what came of an order.
func (t *trainer) tell(o app.TrainerOutcome) {
	label, _ := actWords(o.Order.Act)
	values := map[string]any{"Act": label, "Time": lang.Clock(o.At.Local())}
	if o.Err == "" {
		t.outcome.Set("check", lang.X("trainer.done", "{{.Act}}: done at {{.Time}}", values), widgets.ColorReady, widgets.ColorReadySoft, false)
		return
	}
	t.outcome.Set("warning", lang.X("trainer.failed", "{{.Act}}: not possible now", values), widgets.ColorAux, widgets.ColorAuxSoft, false)
	t.why.SetText(plain(o.Err))
	t.why.Hidden = false
}

// toggleTrainer opens the trainer's window, or closes it; without a simulated
// system there is none.
func (m *Main) toggleTrainer() {
	if m.trainer != nil {
		m.trainer.window.Close()
		return
	}
	v, err := m.state.Trainer.Get()
	if err != nil || !v.Available {
		return
	}
	t := newTrainer(m.phone, v)
	t.window = fyne.CurrentApp().NewWindow(trainerTitle())
	t.window.SetPadded(false)
	t.window.SetContent(t.page)
	t.window.Resize(fyne.NewSize(460, 760))
	t.window.SetOnClosed(func() { m.trainer = nil })
	c := t.window.Canvas()
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyEscape {
			t.window.Close()
		}
	})
	for _, b := range m.keys.bindings { // the same key closes it
		if s := shortcutOf(b.Chord); s != nil && b.Action == app.KeyTrainer {
			c.AddShortcut(&desktop.CustomShortcut{KeyName: s.KeyName, Modifier: s.Modifier}, func(fyne.Shortcut) { t.window.Close() })
		}
	}
	m.trainer = t
	t.window.Show()
}

func trainerTitle() string {
	return lang.X("trainer.title", "Trainer") + " · " + lang.X("app.name", "Offhook")
}

// remakeTrainer makes the trainer's window anew in the language in use. What was
// chosen and typed stays.
func (m *Main) remakeTrainer() {
	was := m.trainer
	if was == nil {
		return
	}
	t := newTrainer(m.phone, was.view)
	for to, from := range map[*widgets.Choice]*widgets.Choice{t.caller: was.caller, t.service: was.service,
		t.colleague: was.colleague, t.damage: was.damage, t.request: was.request} {
		to.Select(from.Selected)
	}
	t.code.SetText(was.code.Text)
	t.window, m.trainer = was.window, t
	t.window.Canvas().Unfocus()
	t.window.SetTitle(trainerTitle())
	t.window.SetContent(t.page)
}

// setTrainer shows the way to the trainer's window where there is something to
// train on, and keeps the window up to date.
func (m *Main) setTrainer(v app.TrainerView) {
	setHidden(m.shell.header.train, !v.Available)
	widgets.Relayout(m.shell.header.row)
	if m.trainer != nil {
		m.trainer.update(v)
	}
}

func (t *trainer) inspect() []Element {
	in := &inspector{window: t.window.Title(), canvas: t.window.Canvas()}
	in.within(t.page)
	in.add("trainer.outcome", t.outcome, t.outcome.Text)
	in.add("trainer.why", t.why, t.why.Text)
	names := [app.ActCount]string{"ring", "abandon", "noAnswer", "forceAux", "answer", "call", "busy", "free", "hangup",
		"cut", "token", "session", "linkDown", "linkUp", "noLicence", "licence", "impair", "heal", "refuse"}
	for a, name := range names {
		in.add("trainer."+name, t.acts[app.Act(a)], t.acts[app.Act(a)].Label)
	}
	return in.elements
}
