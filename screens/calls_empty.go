package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// emptyCalls teaches how a call gets here.
type emptyCalls struct {
	phone   Phone
	view    app.AgentView
	disc    *widgets.Disc
	title   *widgets.Paragraph
	text    *widgets.Paragraph
	ready   *widgets.Button
	button  *fyne.Container
	content *fyne.Container
}

func newEmptyCalls(phone Phone) *emptyCalls {
	e := &emptyCalls{
		phone: phone,
		disc:  widgets.NewDisc("headset", widgets.ColorIdle, widgets.ColorIdleSoft, widgets.SizeIconHuge, 88),
		title: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameSubHeadingText),
		text:  widgets.NewParagraph("", widgets.ColorMuted, theme.SizeNameText),
	}
	e.title.Bold = true
	e.title.Align, e.text.Align = fyne.TextAlignCenter, fyne.TextAlignCenter
	e.ready = widgets.NewButton("ready", lang.X("calls.ready", "Go Auto-in"), widgets.Primary, func() { phone.SetAgent(wti.AgentAutoIn, 0) })
	e.ready.Hint = "F6"
	followKey(phone, e.ready)
	e.button = widgets.Inset(widgets.GapSmall, 0, widgets.Narrow(190, e.ready))
	e.content = widgets.Inset(widgets.GapHuge, 0, widgets.Narrow(330, widgets.Column(widgets.GapSmall, e.disc, widgets.Inset(2, 0, e.title), e.text, e.button)))
	e.update(app.AgentView{})
	return e
}

func (e *emptyCalls) update(v app.AgentView) {
	e.view = v
	l := modeLook(v.Mode)
	e.disc.Set(l.icon, l.ink, l.soft)
	available := v.Mode == wti.AgentAutoIn || v.Mode == wti.AgentManualIn
	e.button.Hidden = available || v.Mode == wti.AgentUnknown || v.Mode == wti.AgentLoggedOut
	e.ready.SetPending(v.Asked == wti.AgentAutoIn)
	switch {
	case available:
		e.title.SetText(lang.X("calls.empty.available", "Ready for the next call"))
		e.text.SetText(e.availableText())
	case v.Missed:
		e.title.SetText(lang.X("calls.empty.missed", "A call was not answered"))
		e.text.SetText(lang.X("calls.empty.missed.text", "It rang here too long, so the switch gave it to somebody else and keeps calls away from you. Go Auto-in to be offered calls again."))
	case v.ChangedBy == app.BySupervisor && v.Mode == wti.AgentAux:
		e.title.SetText(lang.X("calls.empty.supervisor", "A supervisor put you into AUX"))
		e.text.SetText(lang.X("calls.empty.aux.text", "Go Auto-in to be offered calls again. You can dial out at any time: just type the number."))
	case v.Mode == wti.AgentAux:
		e.title.SetText(lang.X("calls.empty.aux", "No calls while you are in AUX"))
		e.text.SetText(lang.X("calls.empty.aux.text", "Go Auto-in to be offered calls again. You can dial out at any time: just type the number."))
	case v.Mode == wti.AgentAfterCall:
		e.title.SetText(lang.X("calls.empty.acw", "Finish your notes"))
		e.text.SetText(lang.X("calls.empty.acw.text", "After-call work keeps calls away. Go Auto-in when you are done."))
	default:
		e.title.SetText(lang.X("calls.empty", "No calls"))
		e.text.SetText(lang.X("calls.empty.text", "Calls show here. To dial out, just type the number."))
	}
	e.content.Refresh()
}

// availableText says what will happen, and the key for it.
func (e *emptyCalls) availableText() string {
	if key := keyOf(e.phone, app.KeyAnswer); key != "" {
		return lang.X("calls.empty.available.text", "A call for you rings here and shows who calls and why. Answer it with {{.Key}}.", map[string]any{"Key": key})
	}
	return lang.X("calls.empty.available.noKey", "A call for you rings here and shows who calls and why.")
}
