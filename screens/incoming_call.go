package screens

import (
	"cmp"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// incomingCall is one ringing call in the window of ringing calls.
type incomingCall struct {
	window *incoming
	view   app.CallView
	shown  time.Time // since when this call is in this row

	state                    *widgets.Pill
	timer, who, number       *widgets.Text
	disc                     *widgets.Disc
	service, collected, data *detail
	details                  *fyne.Container
	answer, decline          *widgets.Button
	open, dismiss            *widgets.Button
	content                  *fyne.Container
}

func newIncomingCall(w *incoming) *incomingCall {
	r := &incomingCall{
		window:    w,
		state:     widgets.NewPill(),
		timer:     widgets.NewStrong("", widgets.ColorMuted, widgets.SizeTitle),
		who:       widgets.NewStrong("", theme.ColorNameForeground, widgets.SizeNumber).Shrinking(),
		number:    widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking(),
		disc:      widgets.NewDisc("incoming", widgets.ColorReady, widgets.ColorSurface, widgets.SizeIcon, 40),
		service:   newDetail("service", lang.X("call.service", "Service")),
		collected: newDetail("digits", lang.X("call.collected", "Digits entered")),
		data:      newDetail("note", lang.X("call.userData", "Data")),
	}
	r.state.Small = true
	r.answer = r.button("answer", lang.X("call.answer", "Answer"), widgets.Answer, func() { w.phone.Answer(r.view.ID) })
	r.decline = r.button("hangup", lang.X("call.decline", "Decline"), widgets.HangUp, func() { w.phone.HangUp(r.view.ID) })
	r.open = r.button("expand", lang.X("incoming.open", "Open Offhook"), widgets.Ghost, w.open)
	r.open.Compact = true
	r.dismiss = widgets.NewIconButton("close", lang.X("incoming.dismiss", "Hide this window"), w.dismiss)
	r.dismiss.SetKeyAction(r.guarded(w.dismiss))
	r.details = widgets.Column(widgets.GapSmall,
		widgets.Grid(2, 120, widgets.GapSmall, r.service.content, r.collected.content), r.data.content)
	r.content = widgets.Column(widgets.Gap,
		widgets.RowGrow(widgets.GapSmall, 1, r.state, widgets.Column(0), r.timer, r.open, r.dismiss),
		widgets.RowGrow(widgets.Gap, 1, r.disc, widgets.Column(0, r.who, r.number)),
		r.details,
		widgets.Grid(2, 120, widgets.GapSmall, r.answer, r.decline))
	return r
}

// button is one that the keyboard presses only some time after the call came. The
// window never gets the keyboard by itself; where somebody brings it there all
// the same, what was being typed must not answer.
func (r *incomingCall) button(icon, label string, s widgets.Style, do func()) *widgets.Button {
	b := widgets.NewButton(icon, label, s, do)
	b.SetKeyAction(r.guarded(do))
	return b
}

func (r *incomingCall) guarded(do func()) func() {
	return func() {
		if r.window.now().Sub(r.shown) >= guard {
			do()
		}
	}
}

// update shows a call; with several, only what tells them apart.
func (r *incomingCall) update(v app.CallView, several bool) {
	if r.view.ID != v.ID {
		r.shown = r.window.now()
	}
	r.view = v
	l := callLook(v)
	r.state.Set(l.icon, l.word, l.ink, widgets.ColorSurface, false)
	r.who.SizeName = widgets.SizeNumber
	if several {
		r.who.SizeName = widgets.SizeTitle
	}
	number := remoteName(v)
	name := plain(cmp.Or(v.Name, r.window.names(v.Remote)))
	r.who.Text = cmp.Or(name, number)
	r.who.Refresh()
	kind := lang.X("call.incoming", "Incoming call")
	if several && v.Service != "" {
		kind = plain(v.Service)
	}
	if name != "" {
		kind = number + " · " + kind
	}
	r.number.SetText(kind)
	r.service.set(v.Service)
	r.collected.set(v.Collected)
	r.data.set(v.UserData)
	r.details.Hidden = several || v.Service == "" && v.Collected == "" && v.UserData == ""
	r.setButtons()
	r.tick(r.window.now())
}

// setButtons shows what can be asked now. Only the first row has what is about
// the window.
func (r *incomingCall) setButtons() {
	v, first := r.view, r == r.window.rows[0]
	r.answer.Hidden = !v.Can.Has(app.ActionAnswer)
	r.decline.Hidden = !v.Can.Has(app.ActionHangUp)
	r.answer.SetPending(v.Asked == app.ActionAnswer)
	r.decline.SetPending(v.Asked == app.ActionHangUp)
	r.answer.SetEnabled(r.window.linked && v.Asked != app.ActionHangUp)
	r.decline.SetEnabled(r.window.linked && v.Asked != app.ActionAnswer)
	r.open.Hidden, r.dismiss.Hidden = !first, !first
}

func (r *incomingCall) tick(now time.Time) { r.timer.SetText(elapsed(now, r.view.Since)) }

func (r *incomingCall) inspect(in *inspector, name string) {
	in.add(name+".who", r.who, r.who.Text)
	in.add(name+".number", r.number, r.number.Text)
	in.add(name+".timer", r.timer, r.timer.Text)
	in.add(name+".service", r.service.content, r.service.value.Text)
	in.add(name+".collected", r.collected.content, r.collected.value.Text)
	in.add(name+".userData", r.data.content, r.data.value.Text)
	in.add(name+".answer", r.answer, r.answer.Label)
	in.add(name+".decline", r.decline, r.decline.Label)
	in.add(name+".open", r.open, r.open.Label)
	in.add(name+".dismiss", r.dismiss, r.dismiss.Name)
}
