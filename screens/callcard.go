package screens

import (
	"cmp"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
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
	// paired says that the card is one of two drawn together, and partnerActive
	// that the agent talks on the other, or will again without this one's help.
	paired, partnerActive bool
	tools                 cardTools

	state                     *widgets.Pill
	timer                     *widgets.Text
	disc                      *widgets.Disc
	remote, subtitle          *widgets.Text
	service, collected        *detail
	data, sent, waited, via   *detail
	parties                   *parties
	ring                      *countdown // until the call goes elsewhere, where that is known
	note                      *widgets.Paragraph
	noteRow                   *fyne.Container
	explained                 bool // the note tells that the call was answered by itself
	noteIcon                  *widgets.Icon
	answer, hangUp, hold      *widgets.Button
	retrieve, mute, keypad    *widgets.Button
	swap, transfer, deflect   *widgets.Button
	everybody                 *widgets.Button
	acts                      []cardAct // all of them
	details, buttons, content *fyne.Container
	card                      *widgets.Card
}

func newCallCard(phone Phone, now func() time.Time, tools cardTools) *callCard {
	c := &callCard{
		phone: phone, now: now, shown: now(), linked: true, tools: tools,
		state:     widgets.NewPill(),
		timer:     widgets.NewStrong("", widgets.ColorMuted, widgets.SizeTitle),
		disc:      widgets.NewDisc("incoming", widgets.ColorMuted, widgets.ColorSunken, widgets.SizeIcon, 40),
		remote:    widgets.NewStrong("", theme.ColorNameForeground, widgets.SizeNumber).Shrinking(),
		subtitle:  widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking(),
		service:   newDetail("service", lang.X("call.service", "Service")),
		collected: newDetail("digits", lang.X("call.collected", "Digits entered")),
		waited:    newDetail("clock", lang.X("call.waited", "Time in queue")),
		via:       newDetail("transfer", lang.X("call.via", "Passed on by")),
		data:      newDetail("note", lang.X("call.userData", "Data")),
		sent:      newDetail("keypad", lang.X("call.sent", "Tones sent")),
		note:      widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText),
		noteIcon:  widgets.NewIcon("info", widgets.ColorMuted, widgets.SizeIcon),
	}
	c.state.Small = true
	c.ring = newCountdown(lang.X("call.ringLeft.name", "Time left to answer"))
	c.makeButtons(tools)
	c.parties = newParties(tools, phone.Pretty, func(number string) { c.phone.DropParty(c.view.ID, number) })
	c.noteRow = widgets.TopRow(widgets.GapSmall, 1, c.noteIcon, c.note)
	c.details = widgets.Column(widgets.GapSmall,
		widgets.Grid(2, 120, widgets.GapSmall, c.service.content, c.waited.content, c.collected.content, c.via.content, c.sent.content),
		c.data.content)
	c.content = widgets.Column(widgets.Gap,
		widgets.RowGrow(widgets.GapSmall, 1, c.state, widgets.Column(0), c.timer),
		c.ring.content,
		widgets.RowGrow(widgets.Gap, 1, c.disc, widgets.Column(0, c.remote, c.subtitle)),
		c.details, c.parties.content, c.noteRow, c.buttons)
	c.card = widgets.NewCard(c.content)
	return c
}

// update shows a new state of the call.
func (c *callCard) update(v app.CallView) {
	c.view = v
	l := callLook(v)
	c.setFrame(l)
	c.state.Set(l.icon, l.word, l.ink, c.behind(l), false)
	c.setWho(l)
	c.service.set(v.Service)
	c.collected.set(v.Collected)
	c.data.set(v.UserData)
	c.sent.set(v.Digits)
	c.waited.set(waitedWord(v.Waited))
	c.via.set(c.named(v.Via))
	// A consultation carries its call's data; beside that call it says nothing new.
	c.details.Hidden = c.paired && v.ConsultFor != "" || v.Service == "" && v.Collected == "" && v.UserData == "" && v.Digits == "" && v.Waited == 0 && v.Via == ""
	c.parties.update(v, c.linked)
	c.card.Name = fmt.Sprintf("%s, %s, %s", c.subtitle.Text, c.remote.Text, l.word)
	c.setNote()
	c.setButtons()
	c.tick(c.now())
	c.card.Refresh()
}

// setFrame colours the card: a ringing call all of it, and of a pair the one
// that the agent talks on.
func (c *callCard) setFrame(l look) {
	c.card.Stripe, c.card.Fill, c.card.Border, c.card.Strong = l.ink, "", "", false
	switch {
	case c.view.State == app.CallAlerting:
		c.card.Stripe, c.card.Fill, c.card.Border, c.card.Strong = "", l.soft, l.ink, true
	case c.paired && c.view.State != app.CallHeld:
		c.card.Stripe, c.card.Border, c.card.Strong = "", l.ink, true
	}
	c.card.Padding = widgets.GapLarge
	if c.paired {
		c.card.Padding = widgets.Gap
	}
}

// setWho names the other side, and what the call is.
func (c *callCard) setWho(l look) {
	v := c.view
	kind, icon := lang.X("call.incoming", "Incoming call"), "incoming"
	switch {
	case v.ConsultFor != "":
		kind, icon = lang.X("call.consultation", "Consultation"), "outgoing"
	case v.Direction == app.Outbound:
		kind, icon = lang.X("call.outgoing", "Outgoing call"), "outgoing"
	}
	name := remoteName(v)
	if v.Parties > 1 {
		kind = lang.X("call.conference", "Conference")
		name, icon = lang.X("call.conferenceWith", "You and {{.Count}} others", map[string]any{"Count": v.Parties}), "conference"
	} else if known := cmp.Or(v.Name, c.tools.name(v.Remote)); known != "" {
		name, kind = plain(known), remoteName(v)+" · "+kind
	}
	c.disc.Set(icon, l.ink, c.behind(l))
	c.disc.Hidden = c.paired
	c.remote.SizeName = widgets.SizeNumber
	if c.paired {
		c.remote.SizeName = widgets.SizeTitle
	}
	c.remote.SetText(name)
	c.subtitle.SetText(kind)
}

// behind is the colour behind the state and the sign, told apart from the card's.
func (c *callCard) behind(l look) fyne.ThemeColorName {
	if c.card.Fill != "" {
		return widgets.ColorSurface
	}
	return l.soft
}

// named is the name of who has a number, or the number where that is not known.
func (c *callCard) named(number string) string {
	return cmp.Or(c.tools.name(number), c.phone.Pretty(number))
}

// waitedWord is a time in queue in minutes and seconds, nothing for none.
func waitedWord(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return elapsed(time.Time{}.Add(d+1), time.Time{}.Add(1))
}

// setPair tells whether the card is drawn together with another.
func (c *callCard) setPair(paired, partnerActive bool) {
	c.paired, c.partnerActive = paired, partnerActive
}

// setNote explains what is special.
func (c *callCard) setNote() {
	icon, ink, text := "info", widgets.ColorMuted, ""
	switch {
	case c.view.State == app.CallFailed:
		icon, ink, text = "error", widgets.ColorAlert, plain(c.view.Failure)
	case !c.linked:
		icon, ink, text = "reconnect", widgets.ColorAux, lang.X("call.note.reconnecting", "Control is reconnecting. The call itself goes on.")
	case c.justTaken(c.now()):
		text = lang.X("call.note.automatic", "Answered by itself: the tone announced it, and the caller hears you already.")
	case c.view.FarHold:
		icon, ink, text = "hold", widgets.ColorAux, lang.X("call.note.farHold", "The other party has put you on hold.")
	}
	c.noteIcon.Set(icon, ink)
	c.note.SetText(text)
	c.noteRow.Hidden = text == ""
	c.explained = c.justTaken(c.now())
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

// tick moves the timers and reports whether the card needs another height.
func (c *callCard) tick(now time.Time) bool {
	c.timer.SetText(elapsed(now, c.view.Since))
	resized := c.ring.set(ringLook(c.view, now))
	if c.view.Automatic && c.explained && !c.justTaken(now) {
		c.explained = false
		c.setNote()
		return true
	}
	return resized
}

// explainFor is how long a card tells that the call was answered by itself.
const explainFor = 15 * time.Second

// justTaken reports whether the call was answered by itself a moment ago.
func (c *callCard) justTaken(now time.Time) bool {
	return c.view.Automatic && c.view.State == app.CallConnected && now.Sub(c.view.Since) < explainFor
}

func (c *callCard) inspect(in *inspector, n int) {
	add := func(part string, o fyne.CanvasObject, text string) {
		in.add(fmt.Sprintf("call.%d.%s", n, part), o, text)
	}
	add("card", c.card, c.card.Name)
	add("remote", c.remote, c.remote.Text)
	add("state", c.state, c.state.Text)
	add("timer", c.timer, c.timer.Text)
	add("ringLeft", c.ring.content, c.ring.text.Text)
	add("service", c.service.content, c.service.value.Text)
	add("collected", c.collected.content, c.collected.value.Text)
	add("userData", c.data.content, c.data.value.Text)
	add("digits", c.sent.content, c.sent.value.Text)
	add("note", c.noteRow, c.note.Text)
	add("waited", c.waited.content, c.waited.value.Text)
	add("via", c.via.content, c.via.value.Text)
	c.parties.inspect(in, n)
	for _, a := range c.acts {
		add(a.part, a.Button, a.Label)
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
