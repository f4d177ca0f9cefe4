package screens

import (
	"maps"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/screens/widgets"
	"offhook/wti"
)

// calls shows a card for each call, oldest first, two that belong together in
// one panel, or how to get a call.
type calls struct {
	phone Phone
	now   func() time.Time
	tools cardTools

	views   []app.CallView
	cards   map[wti.CallID]*callCard
	pair    *pair // nil when no two calls belong together
	names   map[string]string
	media   app.MediaView
	linked  bool
	code    *workCode
	empty   *emptyCalls
	list    *fyne.Container
	content *fyne.Container
	page    *widgets.Page
}

func newCalls(phone Phone, now func() time.Time, tools cardTools) *calls {
	c := &calls{phone: phone, now: now, tools: tools, cards: map[wti.CallID]*callCard{}, linked: true}
	c.tools.name = func(number string) string { return c.names[number] }
	c.tools.reveal = func(b *widgets.Button) { c.page.RevealOnFocus(b) }
	c.empty = newEmptyCalls(phone)
	c.list = widgets.Column(widgets.Gap)
	c.code = newWorkCode(phone)
	c.content = widgets.Column(0, c.list, c.code.content, c.empty.content)
	c.page = widgets.NewPage(widgets.Inset(widgets.GapLarge, widgets.GapLarge, widgets.Narrow(640, c.content)))
	c.page.Centred = true
	c.page.RevealOnFocus(c.code.entry, c.code.give)
	return c
}

// update shows the calls there are. A card lives as long as its call, so that
// no button turns into another under the pointer.
func (c *calls) update(views []app.CallView) {
	c.views = views
	ringing := c.makeCards(views)
	first, second, paired := c.match()
	for _, v := range views {
		card := c.cards[v.ID]
		with, partner := paired && (card == first || card == second), app.CallView{}
		if with {
			partner = c.view(first)
			if card == first {
				partner = c.view(second)
			}
		}
		active := with && goesOn(partner)
		if card.view != v || card.paired != with || card.partnerActive != active {
			card.setPair(with, active)
			card.update(v)
		}
	}
	c.arrange(first, second, paired)
	if ringing != nil {
		c.page.Reveal(ringing.card)
	}
}

// makeCards brings a card into being for each new call and forgets those of
// calls that ended. It returns the card of a call that has begun to ring.
func (c *calls) makeCards(views []app.CallView) (ringing *callCard) {
	known := map[wti.CallID]bool{}
	for _, v := range views {
		known[v.ID] = true
		if _, ok := c.cards[v.ID]; ok {
			continue
		}
		card := newCallCard(c.phone, c.now, c.tools)
		card.setLink(c.linked)
		card.setMedia(c.media)
		for _, a := range card.acts {
			c.page.RevealOnFocus(a.Button)
		}
		c.cards[v.ID] = card
		if v.State == app.CallAlerting {
			ringing = card
		}
	}
	for id := range c.cards {
		if !known[id] {
			delete(c.cards, id)
		}
	}
	return ringing
}

// match finds the cards of two calls that belong together.
func (c *calls) match() (first, second *callCard, ok bool) {
	var was [2]wti.CallID
	if c.pair != nil {
		was = [2]wti.CallID{c.pair.cards[0].view.ID, c.pair.cards[1].view.ID}
	}
	a, b, ok := twoOf(c.views, was)
	return c.cards[a], c.cards[b], ok
}

// view is the present view of the call that a card shows.
func (c *calls) view(card *callCard) app.CallView {
	for _, v := range c.views {
		if c.cards[v.ID] == card {
			return v
		}
	}
	return app.CallView{}
}

// arrange lists the cards, and the panel of the pair in the place of its first.
func (c *calls) arrange(first, second *callCard, paired bool) {
	if !paired {
		c.pair = nil
	} else if !c.pair.is(first, second) {
		c.pair = newPair(c.phone, c.tools, first, second)
	}
	var objects []fyne.CanvasObject
	for _, v := range c.views {
		switch card := c.cards[v.ID]; {
		case paired && card == first:
			c.pair.update(c.linked)
			objects = append(objects, c.pair.panel)
		case paired && card == second:
		default:
			objects = append(objects, card.card)
		}
	}
	changed := !slices.Equal(c.list.Objects, objects)
	c.list.Objects = objects
	c.empty.content.Hidden = len(c.views) > 0
	c.page.Centred = len(c.views) == 0
	if changed {
		c.content.Refresh()
	}
	c.page.Relayout()
	widgets.Relayout(c.list)
}

// setNames tells who has which number.
func (c *calls) setNames(list []app.ColleagueView) {
	names := map[string]string{}
	for _, v := range list {
		if v.Name != "" {
			names[v.Extension] = v.Name
		}
	}
	if maps.Equal(c.names, names) {
		return
	}
	c.names = names
	for _, card := range c.cards {
		card.update(card.view)
	}
	c.update(c.views)
}

// setCode shows the work code that can be given.
func (c *calls) setCode(v app.WorkCodeView) {
	was := c.code.note.Text
	if c.code.update(v) {
		c.content.Refresh()
	}
	widgets.Relayout(c.content)
	c.page.Relayout()
	if c.code.note.Text != was && c.code.note.Text != "" {
		c.page.Reveal(c.code.card)
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
	if c.pair != nil {
		c.pair.update(c.linked)
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
	resized := false
	for _, card := range c.cards {
		resized = card.tick(now) || resized
	}
	if resized {
		widgets.Relayout(c.list)
		c.page.Relayout()
	}
}

// first is [firstCall] of those that are shown.
func (c *calls) first(states ...app.CallState) (app.CallView, bool) {
	return firstCall(c.views, states...)
}

// firstCall returns the oldest call in one of the states, in the order of the
// states.
func firstCall(views []app.CallView, states ...app.CallState) (app.CallView, bool) {
	for _, s := range states {
		for _, v := range views {
			if v.State == s {
				return v, true
			}
		}
	}
	return app.CallView{}, false
}

func (c *calls) inspect(in *inspector) {
	in.within(c.page)
	if c.pair != nil {
		c.pair.inspect(in)
	}
	for i, v := range c.views {
		c.cards[v.ID].inspect(in, i)
	}
	c.code.inspect(in)
	in.add("calls.empty", c.empty.content, c.empty.title.Text)
	in.add("calls.ready", c.empty.ready, c.empty.ready.Label)
	in.within(nil)
}

// firstButton is the first button of the oldest call, nil without calls. A
// ringing call gives none: its buttons are never in front of the keyboard
// unasked.
func (c *calls) firstButton() *widgets.Button {
	if c.pair != nil && c.pair.complete.Visible() && !c.pair.complete.Disabled() {
		return c.pair.complete
	}
	for _, v := range c.views {
		for _, a := range c.cards[v.ID].acts {
			if a.Visible() && !a.Disabled() && v.State != app.CallAlerting {
				return a.Button
			}
		}
	}
	return nil
}
