package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"offhook/resources/lang"

	"offhook/app"
	"offhook/screens/widgets"
	"offhook/wti"
)

// countdown is how much is left of something, in words over a bar. It is not
// there while no limit is known.
type countdown struct {
	icon    *widgets.Icon
	text    *widgets.Text
	bar     *widgets.Bar
	content *fyne.Container
}

func newCountdown(name string) *countdown {
	c := &countdown{
		icon: widgets.NewIcon("clock", widgets.ColorMuted, widgets.SizeIconSmall),
		text: widgets.NewStrong("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking(),
		bar:  widgets.NewBar(name),
	}
	c.content = widgets.Column(4, widgets.RowGrow(6, 1, c.icon, c.text), c.bar)
	c.content.Hide()
	return c
}

// set shows what is left of a limit; an empty word shows nothing. It reports
// whether it came or went.
func (c *countdown) set(l look, left float64) (changed bool) {
	changed = c.content.Visible() == (l.word == "")
	setHidden(c.content, l.word == "")
	if l.word == "" {
		return changed
	}
	c.icon.Set(l.icon, l.ink)
	if c.text.Color != l.ink {
		c.text.Color = l.ink
		c.text.Refresh()
	}
	c.text.SetText(l.word)
	c.bar.Set(left, l.ink)
	return changed
}

// leftOf is what is left of a limit at a time, negative when it is over, and
// which part of it that is.
func leftOf(now, since time.Time, limit time.Duration) (left time.Duration, part float64) {
	left = limit - max(0, now.Sub(since))
	return left, float64(left) / float64(limit)
}

// soon is when a countdown begins to warn.
const soon = 6 * time.Second

// ringLook is how long a call will still ring here.
func ringLook(v app.CallView, now time.Time) (look, float64) {
	if v.State != app.CallAlerting || v.RingLimit <= 0 {
		return look{}, 0
	}
	left, part := leftOf(now, v.Since, v.RingLimit)
	l := look{"clock", v.RingWord(now), widgets.ColorReady, widgets.ColorReadySoft}
	if left <= soon {
		l.icon, l.ink = "warning", widgets.ColorAlert
	}
	return l, part
}

// limitLook is what is left of the agent's mode: until the switch ends it, or
// until a break should be over.
func limitLook(v app.AgentView, now time.Time) (look, float64) {
	if v.Limit <= 0 {
		return look{}, 0
	}
	left, part := leftOf(now, v.Since, v.Limit)
	word := v.LimitWord(now)
	switch {
	case v.Mode == wti.AgentAfterCall && left > 0:
		return look{"clock", word, widgets.ColorWrap, widgets.ColorWrapSoft}, part
	case v.Mode == wti.AgentAfterCall:
		return look{"clock", word, widgets.ColorWrap, widgets.ColorWrapSoft}, 0
	case left > time.Minute:
		return look{"clock", word, widgets.ColorAux, widgets.ColorAuxSoft}, part
	case left > 0:
		return look{"clock", word, widgets.ColorAux, widgets.ColorAuxSoft}, part
	}
	return look{"warning", word, widgets.ColorAlert, widgets.ColorAlertSoft}, 0
}

// byLook is who changed the state, where it was not the agent.
func byLook(v app.AgentView) look {
	switch {
	case v.Missed:
		return look{"missed", lang.X("header.by.missed", "Call not answered"), widgets.ColorAux, widgets.ColorAuxSoft}
	case v.ChangedBy == app.BySupervisor:
		return look{"user", lang.X("header.by.supervisor", "By a supervisor"), widgets.ColorAux, widgets.ColorAuxSoft}
	case v.ChangedBy == app.BySystem && v.Mode == wti.AgentAux:
		return look{"server", lang.X("header.by.system", "By the system"), widgets.ColorAux, widgets.ColorAuxSoft}
	}
	return look{}
}
