package screens

import (
	"cmp"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// bar is the working screen in a few centimetres: state, call, and what is done
// to a call most often.
type bar struct {
	phone Phone
	now   func() time.Time
	tools barTools
	agent app.AgentView
	media app.MediaView
	call  app.CallView // the one that the buttons are about
	has   bool
	count int
	link  bool

	state               *widgets.Pill
	timer               *widgets.Text
	trouble, muted      *widgets.Pill
	bars, mic           *widgets.Meter
	voice               *fyne.Container
	notice, full        *widgets.Button
	icon                *widgets.Icon
	who, since, service *widgets.Text
	mute, hold          *widgets.Button
	hangUp, answer      *widgets.Button
	newest              app.Notice
	levelled            time.Time
	upper, lower, rows  *fyne.Container
	body, frame         *fyne.Container
	panel               *widgets.Panel
	tips                *widgets.Tips
	wide                bool // there is room for words on all buttons
	hangUpWord          string
}

// barTools is what the bar needs of the window.
type barTools struct {
	full, mute func()
	name       func(string) string // the name of who has a number, empty when unknown
}

func newBar(phone Phone, now func() time.Time, t barTools) *bar {
	b := &bar{
		phone: phone, now: now, tools: t,
		state:   widgets.NewPill(),
		timer:   widgets.NewStrong("", theme.ColorNameForeground, theme.SizeNameText),
		trouble: widgets.NewPill(),
		muted:   widgets.NewPill(),
		bars:    widgets.NewMeter(5, lang.X("header.bars", "Voice quality")),
		mic:     widgets.NewMeter(8, lang.X("header.mic", "Microphone level")),
		icon:    widgets.NewIcon("phone", widgets.ColorMuted, widgets.SizeIcon),
		who:     widgets.NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
		since:   widgets.NewText("", widgets.ColorMuted, theme.SizeNameText),
		service: widgets.NewText("", widgets.ColorMuted, theme.SizeNameText).Shrinking(),
	}
	b.state.Small, b.trouble.Small, b.muted.Small = true, true, true
	b.bars.Rising = true
	b.muted.Set("mic-off", lang.X("call.muted", "Muted"), widgets.ColorAlert, widgets.ColorAlertSoft, false)
	b.makeButtons()
	b.voice = widgets.Row(widgets.GapSmall, b.muted, b.mic, b.bars)
	b.upper = container.New(&barUpper{}, b.state, b.timer, b.service, widgets.Row(widgets.GapSmall, b.trouble, b.voice, b.notice, b.full))
	b.lower = widgets.RowGrow(widgets.GapSmall, 1, b.icon, b.who, b.since, b.mute, b.hold, b.answer, b.hangUp)
	b.rows = widgets.Column(6, b.upper, b.lower)
	b.body = widgets.Inset(6, widgets.Gap, b.rows)
	b.panel = widgets.NewPanel(widgets.ColorSurface, widgets.LineNone, b.body)
	b.tips = widgets.NewTips()
	b.frame = container.New(&barLayout{b: b}, b.panel, b.tips)
	b.show()
	return b
}

func (b *bar) makeButtons() {
	button := func(icon, label string, s widgets.Style, do func()) *widgets.Button {
		w := widgets.NewButton(icon, label, s, do)
		w.Compact = true
		return w
	}
	b.mute = button("mic", "", widgets.Neutral, b.tools.mute)
	b.hold = button("hold", "", widgets.Neutral, b.toggleHold)
	b.hangUp = button("hangup", lang.X("call.hangUp", "Hang up"), widgets.HangUp, func() {
		// It comes up where Answer was, so that the second click of two does not
		// end the call.
		if b.call.State != app.CallConnected || b.now().Sub(b.call.Since) >= guard {
			b.phone.HangUp(b.call.ID)
		}
	})
	b.answer = button("answer", lang.X("call.answer", "Answer"), widgets.Answer, func() { b.phone.Answer(b.call.ID) })
	tipKey(b.phone, b.mute, app.KeyMute)
	tipKey(b.phone, b.hold, app.KeyHold)
	tipKey(b.phone, b.hangUp, app.KeyHangUp)
	for _, w := range []*widgets.Button{b.hangUp, b.answer} {
		w.SetKeyAction(func() { // what is typed when a call comes must not answer it
			if b.call.State != app.CallAlerting || b.now().Sub(b.call.Since) >= guard {
				w.Tapped(nil)
			}
		})
	}
	b.full = widgets.NewIconButton("expand", lang.X("bar.full", "Back to the whole window"), b.tools.full)
	tipKey(b.phone, b.full, app.KeyCompact)
	b.notice = widgets.NewIconButton("warning", "", b.tools.full)
}

func (b *bar) toggleHold() {
	switch {
	case b.call.State == app.CallHeld:
		b.phone.Retrieve(b.call.ID)
	case b.call.State == app.CallConnected:
		b.phone.Hold(b.call.ID)
	}
}

func (b *bar) setAgent(v app.AgentView) {
	b.agent = v
	l := modeLook(v.Mode)
	b.state.Set(l.icon, agentWord(v), l.ink, l.soft, v.Asked != wti.AgentUnknown)
	b.tick(b.now())
	b.relayout()
}

func (b *bar) setLink(v app.LinkView) {
	b.link = v.Link == wti.LinkConnected
	l := linkLook(v)
	b.trouble.Set(l.icon, l.word, l.ink, l.soft, v.Link == wti.LinkReconnecting)
	b.trouble.Hidden = b.link
	b.timer.Hidden, b.mic.Hidden = !b.link, !b.link || b.media.Muted // they make room
	b.show()
}

func (b *bar) setMedia(v app.MediaView) {
	b.media = v
	b.mute.Hidden, b.voice.Hidden = !v.Active, !v.Active
	b.muted.Hidden, b.mic.Hidden = !v.Muted, v.Muted || !b.link
	icon, name, style := "mic", lang.X("call.mute", "Mute"), widgets.Neutral
	if v.Muted {
		icon, name, style = "mic-off", lang.X("call.muted", "Muted"), widgets.Warn
	}
	b.mute.Name = name
	b.mute.SetFace(icon, b.word(name), style)
	lit, ink := qualityBars(v.MOS)
	b.bars.SetInk(ink)
	b.bars.SetLit(lit)
	b.relayout()
}

func (b *bar) setLevels(v app.LevelsView, now time.Time) {
	if v != (app.LevelsView{}) {
		if now.Sub(b.levelled) < levelsEvery {
			return
		}
		b.levelled = now
	}
	b.mic.SetLevel(v.Microphone)
}

func (b *bar) setNotices(list []app.Notice) {
	b.newest = app.Notice{}
	if n := len(list); n > 0 {
		b.newest = list[n-1]
	}
	b.show()
}

// setCalls takes the call that the keys are about as well: one that rings, else
// the one that the agent talks on.
func (b *bar) setCalls(views []app.CallView) {
	b.has, b.count, b.call = false, len(views), app.CallView{}
	for _, s := range []app.CallState{app.CallAlerting, app.CallConnected, app.CallDialing, app.CallFailed, app.CallHeld} {
		for _, v := range views {
			if v.State == s && !b.has {
				b.has, b.call = true, v
			}
		}
	}
	b.show()
}

// show shows the call with its buttons; without one, the newest notice.
func (b *bar) show() {
	v := b.call
	b.notice.Hidden = !b.has || b.newest.ID == 0
	b.notice.Name = b.newest.Title
	if b.has {
		l := callLook(v)
		b.icon.Set(l.icon, l.ink)
		who := cmp.Or(v.Name, b.tools.name(v.Remote), remoteName(v))
		if v.Parties > 1 {
			who = lang.X("call.conferenceWith", "You and {{.Count}} others", map[string]any{"Count": v.Parties})
		}
		b.who.SetText(plain(who))
		b.who.SetColor(theme.ColorNameForeground)
	} else {
		icon, ink, text := "phone", widgets.ColorMuted, lang.X("bar.empty", "No call")
		if b.newest.ID != 0 {
			icon, ink, text = "warning", widgets.ColorAux, b.newest.Title
		}
		b.icon.Set(icon, ink)
		b.who.SetText(text)
		b.who.SetColor(ink)
	}
	b.service.SetText(plain(v.Service))
	b.setButtons()
	fill := widgets.ColorSurface
	if b.has && v.State == app.CallAlerting {
		fill = widgets.ColorReadySoft
	}
	if b.panel.Fill != fill {
		b.panel.Fill = fill
		b.panel.Refresh()
	}
	b.tick(b.now())
	b.relayout()
}

// setButtons shows just the actions that work now.
func (b *bar) setButtons() {
	v := b.call
	can := func(a app.Action) bool { return b.has && v.Can.Has(a) }
	b.answer.Hidden = !can(app.ActionAnswer)
	b.hangUp.Hidden = !can(app.ActionHangUp)
	b.hold.Hidden = !can(app.ActionHold) && !can(app.ActionRetrieve)
	label, icon := lang.X("call.hangUp", "Hang up"), "hangup"
	switch v.State {
	case app.CallAlerting:
		label = lang.X("call.decline", "Decline")
	case app.CallFailed:
		label, icon = lang.X("call.close", "Close"), "close"
	}
	b.hangUp.Name = label
	if v.State == app.CallAlerting { // the caller's name needs the room
		label = b.word(label)
	}
	b.hangUpWord = label
	b.hangUp.SetFace(icon, label, widgets.HangUp)
	icon, name := "hold", lang.X("call.hold", "Hold")
	if v.State == app.CallHeld {
		icon, name = "play", lang.X("call.retrieve", "Retrieve")
	}
	b.hold.Name = name
	b.hold.SetFace(icon, b.word(name), widgets.Neutral)
	b.answer.SetPending(v.Asked == app.ActionAnswer)
	b.hangUp.SetPending(v.Asked == app.ActionHangUp)
	b.hold.SetPending(v.Asked == app.ActionHold || v.Asked == app.ActionRetrieve)
	for _, w := range []*widgets.Button{b.answer, b.hangUp, b.hold} {
		w.SetEnabled(b.link)
	}
}

func (b *bar) tick(now time.Time) {
	b.tips.Settle()
	b.timer.SetText(elapsed(now, b.agent.Since))
	since := ""
	if b.has {
		since = elapsed(now, b.call.Since)
		if s := b.call.State; s != app.CallConnected && s != app.CallAlerting { // those two show
			since = callLook(b.call).word + " " + since
		}
		if b.count > 1 {
			since += fmt.Sprintf(" · +%d", b.count-1)
		}
	}
	b.since.SetText(since)
}

func (b *bar) relayout() {
	b.fitHangUp()
	widgets.Relayout(b.rows)
	widgets.Relayout(b.upper)
	widgets.Relayout(b.lower)
}
