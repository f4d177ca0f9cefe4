package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/screens/widgets"
	"offhook/wti"
)

// calls shows a card for each call, oldest first, or how to get one.
type calls struct {
	phone        Phone
	now          func() time.Time
	keypad, mute func()

	views   []app.CallView
	cards   map[wti.CallID]*callCard
	media   app.MediaView
	linked  bool
	empty   *emptyCalls
	list    *fyne.Container
	content *fyne.Container
	page    *widgets.Page
}

func newCalls(phone Phone, now func() time.Time, keypad, mute func()) *calls {
	c := &calls{phone: phone, now: now, keypad: keypad, mute: mute, cards: map[wti.CallID]*callCard{}, linked: true}
	c.empty = newEmptyCalls(phone)
	c.list = widgets.Column(widgets.Gap)
	c.content = widgets.Column(0, c.list, c.empty.content)
	c.page = widgets.NewPage(widgets.Inset(widgets.GapLarge, widgets.GapLarge, widgets.Narrow(640, c.content)))
	c.page.Centred = true
	return c
}

// update shows the calls there are. A card lives as long as its call, so that
// no button turns into another under the pointer.
func (c *calls) update(views []app.CallView) {
	c.views = views
	known := map[wti.CallID]bool{}
	changed := len(views) != len(c.list.Objects)
	objects := make([]fyne.CanvasObject, len(views))
	var ringing *callCard
	for i, v := range views {
		known[v.ID] = true
		card, ok := c.cards[v.ID]
		if !ok {
			card = newCallCard(c.phone, c.now, c.keypad, c.mute)
			card.setLink(c.linked)
			card.setMedia(c.media)
			for _, b := range card.all() {
				c.page.RevealOnFocus(b)
			}
			c.cards[v.ID] = card
			if v.State == app.CallAlerting {
				ringing = card
			}
		}
		if card.view != v {
			card.update(v)
		}
		objects[i] = card.card
		changed = changed || c.list.Objects[i] != objects[i]
	}
	for id := range c.cards {
		if !known[id] {
			delete(c.cards, id)
		}
	}
	c.list.Objects = objects
	c.empty.content.Hidden = len(views) > 0
	c.page.Centred = len(views) == 0
	if changed {
		c.content.Refresh()
	}
	c.page.Relayout()
	widgets.Relayout(c.list)
	if ringing != nil {
		c.page.Reveal(ringing.card)
	}
}

func (c *calls) setAgent(v app.AgentView) {
	c.empty.update(v)
	c.page.Relayout()
}

func (c *calls) setLink(v app.LinkView) {
	c.linked = v.Link == wti.LinkConnected
	for _, card := range c.cards {
		card.setLink(c.linked)
	}
	c.page.Relayout()
}

func (c *calls) setMedia(v app.MediaView) {
	c.media = v
	for _, card := range c.cards {
		card.setMedia(v)
	}
}

func (c *calls) tick(now time.Time) {
	for _, card := range c.cards {
		card.tick(now)
	}
}

// first returns the oldest call in one of the states, in the order of the
// states.
func (c *calls) first(states ...app.CallState) (app.CallView, bool) {
	for _, s := range states {
		for _, v := range c.views {
			if v.State == s {
				return v, true
			}
		}
	}
	return app.CallView{}, false
}

func (c *calls) inspect(in *inspector) {
	in.within(c.page)
	for i, v := range c.views {
		c.cards[v.ID].inspect(in, i)
	}
	in.add("calls.empty", c.empty.content, c.empty.title.Text)
	in.add("calls.ready", c.empty.ready, c.empty.ready.Label)
	in.within(nil)
}

// emptyCalls teaches how a call gets here.
type emptyCalls struct {
	disc    *widgets.Disc
	title   *widgets.Paragraph
	text    *widgets.Paragraph
	ready   *widgets.Button
	button  *fyne.Container
	content *fyne.Container
}

func newEmptyCalls(phone Phone) *emptyCalls {
	e := &emptyCalls{
		disc:  widgets.NewDisc("headset", widgets.ColorIdle, widgets.ColorIdleSoft, widgets.SizeIconHuge, 88),
		title: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameSubHeadingText),
		text:  widgets.NewParagraph("", widgets.ColorMuted, theme.SizeNameText),
	}
	e.title.Bold = true
	e.title.Align, e.text.Align = fyne.TextAlignCenter, fyne.TextAlignCenter
	e.ready = widgets.NewButton("ready", lang.X("calls.ready", "Go Auto-in"), widgets.Primary, func() { phone.SetAgent(wti.AgentAutoIn, 0) })
	e.ready.Hint = "F6"
	e.button = widgets.Inset(widgets.GapSmall, 0, widgets.Narrow(190, e.ready))
	e.content = widgets.Inset(widgets.GapHuge, 0, widgets.Narrow(330, widgets.Column(widgets.GapSmall, e.disc, widgets.Inset(2, 0, e.title), e.text, e.button)))
	e.update(app.AgentView{})
	return e
}

func (e *emptyCalls) update(v app.AgentView) {
	l := modeLook(v.Mode)
	e.disc.Set(l.icon, l.ink, l.soft)
	available := v.Mode == wti.AgentAutoIn || v.Mode == wti.AgentManualIn
	e.button.Hidden = available || v.Mode == wti.AgentUnknown || v.Mode == wti.AgentLoggedOut
	e.ready.SetPending(v.Asked == wti.AgentAutoIn)
	switch {
	case available:
		e.title.SetText(lang.X("calls.empty.available", "Ready for the next call"))
		e.text.SetText(lang.X("calls.empty.available.text", "A call for you rings here and shows who calls and why. Answer it with F2."))
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

// firstButton is the first button of the oldest call, nil without calls. A
// ringing call gives none: its buttons are never in front of the keyboard
// unasked.
func (c *calls) firstButton() *widgets.Button {
	for _, v := range c.views {
		for _, b := range c.cards[v.ID].all() {
			if b.Visible() && !b.Disabled() && v.State != app.CallAlerting {
				return b
			}
		}
	}
	return nil
}
