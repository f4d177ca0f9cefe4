package screens

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/screens/widgets"
)

// guard is how long Space and Enter on a button of a ringing call do nothing:
// who is typing when a call comes must not take or lose it by accident.
const guard = 700 * time.Millisecond

// callCard is one call: who, for what, since when, and what can be done now.
type callCard struct {
	phone  Phone
	now    func() time.Time
	shown  time.Time // when the card came up
	view   app.CallView
	linked bool // control works

	state                     *widgets.Pill
	timer                     *widgets.Text
	disc                      *widgets.Disc
	remote, subtitle          *widgets.Text
	service, collected        *detail
	data, sent                *detail
	note                      *widgets.Paragraph
	noteRow                   *fyne.Container
	noteIcon                  *widgets.Icon
	answer, hangUp, hold      *widgets.Button
	retrieve, mute, keypad    *widgets.Button
	details, buttons, content *fyne.Container
	card                      *widgets.Card
}

func newCallCard(phone Phone, now func() time.Time, keypad, mute func()) *callCard {
	c := &callCard{
		phone: phone, now: now, shown: now(), linked: true,
		state:     widgets.NewPill(),
		timer:     widgets.NewStrong("", widgets.ColorMuted, widgets.SizeTitle),
		disc:      widgets.NewDisc("incoming", widgets.ColorMuted, widgets.ColorSunken, widgets.SizeIcon, 40),
		remote:    widgets.NewStrong("", theme.ColorNameForeground, widgets.SizeNumber).Shrinking(),
		subtitle:  widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking(),
		service:   newDetail("service", lang.X("call.service", "Service")),
		collected: newDetail("digits", lang.X("call.collected", "Digits entered")),
		data:      newDetail("note", lang.X("call.userData", "Data")),
		sent:      newDetail("keypad", lang.X("call.sent", "Tones sent")),
		note:      widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText),
		noteIcon:  widgets.NewIcon("info", widgets.ColorMuted, widgets.SizeIcon),
	}
	c.state.Small = true
	c.makeButtons(keypad, mute)
	c.noteRow = widgets.TopRow(widgets.GapSmall, 1, c.noteIcon, c.note)
	c.details = widgets.Column(widgets.GapSmall,
		widgets.Grid(2, 140, widgets.GapSmall, c.service.content, c.collected.content, c.sent.content), c.data.content)
	c.buttons = widgets.Grid(4, 64, widgets.GapSmall, c.answer, c.retrieve, c.mute, c.hold, c.keypad, c.hangUp)
	c.content = widgets.Column(widgets.Gap,
		widgets.RowGrow(widgets.GapSmall, 1, c.state, widgets.Column(0), c.timer),
		widgets.RowGrow(widgets.Gap, 1, c.disc, widgets.Column(0, c.remote, c.subtitle)),
		c.details, c.noteRow, c.buttons)
	c.card = widgets.NewCard(c.content)
	return c
}

func (c *callCard) makeButtons(keypad, mute func()) {
	button := func(icon, label, hint string, s widgets.Style, f func()) *widgets.Button {
		b := widgets.NewButton(icon, label, s, f)
		b.Hint = hint
		b.SetKeyAction(func() {
			if c.view.State == app.CallAlerting && c.now().Sub(c.shown) < guard {
				return
			}
			f()
		})
		return b
	}
	c.answer = button("answer", lang.X("call.answer", "Answer"), "F2", widgets.Answer, func() { c.phone.Answer(c.view.ID) })
	c.hangUp = button("hangup", lang.X("call.hangUp", "Hang up"), "F3", widgets.HangUp, func() { c.phone.HangUp(c.view.ID) })
	c.hold = button("hold", lang.X("call.hold", "Hold"), "F4", widgets.Neutral, func() { c.phone.Hold(c.view.ID) })
	c.retrieve = button("play", lang.X("call.retrieve", "Retrieve"), "F4", widgets.Primary, func() { c.phone.Retrieve(c.view.ID) })
	c.mute = button("mic", lang.X("call.mute", "Mute"), "F5", widgets.Neutral, mute)
	c.keypad = button("keypad", lang.X("call.keypad", "Keypad"), "0–9", widgets.Neutral, keypad)
}

// update shows a new state of the call.
func (c *callCard) update(v app.CallView) {
	c.view = v
	l := callLook(v)
	c.state.Set(l.icon, l.word, l.ink, l.soft, false)
	c.card.Stripe, c.card.Fill, c.card.Border, c.card.Strong = l.ink, "", "", false
	if v.State == app.CallAlerting {
		c.card.Stripe, c.card.Fill, c.card.Border, c.card.Strong = "", l.soft, l.ink, true
	}
	direction, icon := lang.X("call.incoming", "Incoming call"), "incoming"
	if v.Direction == app.Outbound {
		direction, icon = lang.X("call.outgoing", "Outgoing call"), "outgoing"
	}
	soft := l.soft
	if v.State == app.CallAlerting {
		soft = widgets.ColorSurface
	}
	c.disc.Set(icon, l.ink, soft)
	c.remote.SetText(remoteName(v))
	c.subtitle.SetText(direction)
	c.service.set(v.Service)
	c.collected.set(v.Collected)
	c.data.set(v.UserData)
	c.sent.set(v.Digits)
	c.details.Hidden = v.Service == "" && v.Collected == "" && v.UserData == "" && v.Digits == ""
	c.card.Name = fmt.Sprintf("%s, %s, %s", direction, remoteName(v), l.word)
	c.setNote()
	c.setButtons()
	c.tick(c.now())
	c.card.Refresh()
}

// setNote explains what is special.
func (c *callCard) setNote() {
	icon, ink, text := "info", widgets.ColorMuted, ""
	switch {
	case c.view.State == app.CallFailed:
		icon, ink, text = "error", widgets.ColorAlert, plain(c.view.Failure)
	case !c.linked:
		icon, ink, text = "reconnect", widgets.ColorAux, lang.X("call.note.reconnecting", "Control is reconnecting. The call itself goes on.")
	case c.view.FarHold:
		icon, ink, text = "hold", widgets.ColorAux, lang.X("call.note.farHold", "The other party has put you on hold.")
	}
	c.noteIcon.Set(icon, ink)
	c.note.SetText(text)
	c.noteRow.Hidden = text == ""
}

// setButtons shows just the actions that work in this state.
func (c *callCard) setButtons() {
	s := c.view.State
	c.answer.Hidden = s != app.CallAlerting
	c.retrieve.Hidden = s != app.CallHeld
	c.hold.Hidden = s != app.CallConnected
	c.mute.Hidden = s != app.CallConnected
	c.keypad.Hidden = s != app.CallConnected
	switch s {
	case app.CallAlerting:
		c.hangUp.SetFace("hangup", lang.X("call.decline", "Decline"), widgets.HangUp)
	case app.CallFailed:
		c.hangUp.SetFace("close", lang.X("call.close", "Close"), widgets.Neutral)
	default:
		c.hangUp.SetFace("hangup", lang.X("call.hangUp", "Hang up"), widgets.HangUp)
	}
	asked := map[app.Action]*widgets.Button{
		app.ActionAnswer: c.answer, app.ActionHangUp: c.hangUp, app.ActionHold: c.hold, app.ActionRetrieve: c.retrieve,
	}
	for action, b := range asked {
		b.SetPending(c.view.Asked == action)
	}
	for _, b := range c.all() {
		b.Vertical = s == app.CallConnected
		b.SetEnabled(c.linked && (c.view.Asked != app.ActionHangUp || b == c.hangUp))
	}
	c.mute.SetEnabled(c.view.Asked != app.ActionHangUp) // mute is ours: it needs no control
}

// all returns the buttons in the order in which they stand.
func (c *callCard) all() []*widgets.Button {
	return []*widgets.Button{c.answer, c.retrieve, c.mute, c.hold, c.keypad, c.hangUp}
}

// setLink tells whether the call can be controlled now.
func (c *callCard) setLink(linked bool) {
	if c.linked != linked {
		c.linked = linked
		c.update(c.view)
	}
}

// setMedia shows whether the microphone is muted.
func (c *callCard) setMedia(v app.MediaView) { face(c.mute, v.Muted) }

func (c *callCard) tick(now time.Time) { c.timer.SetText(elapsed(now, c.view.Since)) }

func (c *callCard) inspect(in *inspector, n int) {
	add := func(part string, o fyne.CanvasObject, text string) {
		in.add(fmt.Sprintf("call.%d.%s", n, part), o, text)
	}
	add("card", c.card, c.card.Name)
	add("remote", c.remote, c.remote.Text)
	add("state", c.state, c.state.Text)
	add("timer", c.timer, c.timer.Text)
	add("service", c.service.content, c.service.value.Text)
	add("collected", c.collected.content, c.collected.value.Text)
	add("userData", c.data.content, c.data.value.Text)
	add("digits", c.sent.content, c.sent.value.Text)
	add("note", c.noteRow, c.note.Text)
	for i, part := range []string{"answer", "retrieve", "mute", "hold", "keypad", "hangup"} {
		b := c.all()[i]
		add(part, b, b.Label)
	}
}

// detail is a caption over a value with an icon; empty, it is not shown.
type detail struct {
	value   *widgets.Text
	content *fyne.Container
}

func newDetail(icon, caption string) *detail {
	d := &detail{value: widgets.NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking()}
	d.content = widgets.RowGrow(widgets.GapSmall, 1,
		widgets.NewIcon(icon, widgets.ColorMuted, widgets.SizeIcon),
		widgets.Column(0, widgets.NewText(caption, widgets.ColorMuted, widgets.SizeTiny).Shrinking(), d.value))
	return d
}

func (d *detail) set(s string) {
	s = plain(s)
	d.value.SetText(s)
	d.content.Hidden = s == ""
}
