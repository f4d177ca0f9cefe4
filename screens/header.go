package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// header is on top of every screen while signed in: who, which state and since
// when, what follows, the connection, the voice path and mute.
type header struct {
	phone Phone
	agent app.AgentView
	media app.MediaView
	// levelled is when the level meters last moved.
	levelled time.Time

	name, extension *widgets.Text
	state           *widgets.PillButton
	next, by, limit *widgets.Pill
	timer           *widgets.Text
	link, away      *widgets.Pill
	messages        *widgets.Pill
	flags           *fyne.Container // limit, by, next, away and messages
	quality         *widgets.Text
	bars            *widgets.Meter
	mic, speaker    *widgets.Meter
	mute, compact   *widgets.Button
	settings        *widgets.Button
	diagnose, train *widgets.Button
	hot             *widgets.Hot // quality
	// looked is called when somebody wants to see the voice's quality.
	trained func() // somebody wants the trainer's window
	looked  func()
	voice   *fyne.Container
	content fyne.CanvasObject
	row     *fyne.Container
}

// newHeader takes what puts the bar in the window's place, what shows the agent's
// day when the state is pressed, and what opens the settings.
func newHeader(phone Phone, compact, today, settings func()) *header {
	h := &header{
		phone:     phone,
		name:      widgets.NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
		extension: widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking(),
		state:     widgets.NewPillButton(lang.X("header.today", "Today's totals"), today),
		next:      widgets.NewPill(),
		by:        widgets.NewPill(),
		limit:     widgets.NewPill(),
		timer:     widgets.NewStrong("", theme.ColorNameForeground, widgets.SizeTitle),
		link:      widgets.NewPill(),
		away:      widgets.NewPill(),
		messages:  widgets.NewPill(),
		quality:   widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText),
		bars:      widgets.NewMeter(5, lang.X("header.bars", "Voice quality")),
		mic:       widgets.NewMeter(8, lang.X("header.mic", "Microphone level")),
		speaker:   widgets.NewMeter(8, lang.X("header.speaker", "Speaker level")),
	}
	h.link.Small, h.next.Small, h.away.Small, h.by.Small, h.limit.Small = true, true, true, true, true
	h.next.Hide()
	h.by.Hide()
	h.limit.Hide()
	h.away.Hide()
	h.messages.Small = true
	h.messages.Set("mail", lang.X("header.messages", "Messages"), widgets.ColorAccentText, widgets.ColorAccentSoft, false)
	h.messages.Hide()
	h.flags = widgets.FlowRow(widgets.GapSmall, h.limit, h.by, h.next, h.away, h.messages)
	h.flags.Hide()
	h.bars.Rising = true
	h.mute = widgets.NewButton("mic", lang.X("call.mute", "Mute"), widgets.Neutral, h.toggleMute)
	h.mute.Hint, h.mute.Compact = "F5", true
	followKey(phone, h.mute)
	h.compact = widgets.NewIconButton("shrink", lang.X("header.compact", "Compact bar"), compact)
	tipKey(phone, h.compact, app.KeyCompact)
	h.looked, h.trained = func() {}, func() {}
	h.train = widgets.NewIconButton("trainer", lang.X("trainer.title", "Trainer"), func() { h.trained() })
	tipKey(phone, h.train, app.KeyTrainer)
	h.train.Hide()
	h.hot = pressQuality(widgets.Row(6, h.bars, h.quality), func() { h.looked() })
	h.diagnose = widgets.NewIconButton("signal", lang.X("diag.title", "Diagnostics"), func() { h.looked() })
	tipKey(phone, h.diagnose, app.KeyDiagnostics)
	level := func(icon string, m *widgets.Meter) fyne.CanvasObject {
		return widgets.Row(5, widgets.NewIcon(icon, widgets.ColorMuted, widgets.SizeIconSmall), m)
	}
	h.voice = widgets.Row(widgets.Gap, level("mic", h.mic), level("speaker", h.speaker),
		h.hot)
	face := widgets.NewDisc("headset", widgets.ColorAccentText, widgets.ColorAccentSoft, widgets.SizeIcon, 36)
	who := widgets.RowGrow(10, 1, face, widgets.Column(0, h.name, h.extension))
	h.settings = widgets.NewIconButton("settings", lang.X("settings.title", "Settings"), settings)
	tipKey(phone, h.settings, app.KeySettings)
	tools := widgets.Row(widgets.GapTiny, h.train, h.diagnose, h.settings)
	h.row = container.New(&headerLayout{face: face, whoNeeds: h.whoNeeds}, who, tools, widgets.Row(10, h.state, h.timer), h.flags, h.voice,
		widgets.Row(widgets.GapSmall, h.mute, h.compact), h.link)
	h.content = widgets.NewPanel(widgets.ColorSurface, widgets.LineBottom, widgets.Inset(10, widgets.GapLarge, h.row))
	return h
}

// whoNeeds is the width of the agent's name and extension, as far as it is a usual
// one.
func (h *header) whoNeeds() float32 { return min(180, max(h.name.Whole(), h.extension.Whole())) }

func (h *header) toggleMute() { h.phone.SetMuted(!h.media.Muted) }

func (h *header) setAgent(v app.AgentView, signingOut bool, now time.Time) {
	h.agent = v
	h.name.SetText(lang.X("header.agent", "Agent {{.ID}}", map[string]any{"ID": plain(v.ID)}))
	h.extension.SetText(lang.X("header.extension", "Extension {{.Extension}}", map[string]any{"Extension": plain(v.Extension)}))
	l := modeLook(v.Mode)
	h.state.Set(l.icon, agentWord(v), l.ink, l.soft, false)
	by := byLook(v)
	setHidden(h.by, by.word == "")
	if by.word != "" {
		h.by.Set(by.icon, by.word, by.ink, by.soft, false)
	}
	h.setNext(v, signingOut)
	h.tick(now)
	widgets.Relayout(h.row)
}

// setNext shows what was asked for, or what follows this call.
func (h *header) setNext(v app.AgentView, signingOut bool) {
	follows := signingOut || v.Asked != wti.AgentUnknown || v.Pending != wti.AgentUnknown
	setHidden(h.next, !follows)
	h.setFlags()
	switch {
	case signingOut:
		h.next.Set("dots", lang.X("header.signingOut", "Signing out…"), widgets.ColorIdle, "", true)
	case v.Asked != wti.AgentUnknown:
		l := modeLook(v.Asked)
		h.next.Set("dots", v.NextWord(), l.ink, l.soft, true)
	case v.Pending != wti.AgentUnknown:
		l := modeLook(v.Pending)
		h.next.Set("clock", v.NextWord(), l.ink, l.soft, true)
	}
}

// setFlags shows the row of small pills when there is one in it.
func (h *header) setFlags() {
	setHidden(h.flags, !h.next.Visible() && !h.by.Visible() && !h.limit.Visible() && !h.away.Visible() && !h.messages.Visible())
}

// setPhone shows what keeps calls away from the station, or waits there.
func (h *header) setPhone(v app.PhoneView) {
	l := awayLook(v)
	setHidden(h.away, l.word == "")
	setHidden(h.messages, !v.Messages)
	h.setFlags()
	if l.word != "" {
		h.away.Set(l.icon, l.word, l.ink, l.soft, false)
	}
	widgets.Relayout(h.row)
}

func (h *header) setLink(v app.LinkView) {
	l := linkLook(v)
	h.link.Set(l.icon, l.word, l.ink, l.soft, v.Link == wti.LinkReconnecting)
	widgets.Relayout(h.row)
}

func (h *header) setMedia(v app.MediaView) {
	shown := h.media.Active
	h.media = v
	setHidden(h.voice, !v.Active)
	setHidden(h.mute, !v.Active)
	face(h.mute, v.Muted)
	h.quality.SetText(qualityWord(v))
	lit, ink := qualityBars(v.MOS)
	h.bars.SetInk(ink)
	h.bars.SetLit(lit)
	if shown != v.Active || v.Active {
		widgets.Relayout(h.row)
	}
}

// face makes a button show the one truth about mute.
func face(b *widgets.Button, muted bool) {
	if muted {
		b.SetFace("mic-off", lang.X("call.muted", "Muted"), widgets.Warn)
		return
	}
	b.SetFace("mic", lang.X("call.mute", "Mute"), widgets.Neutral)
}

// qualityWord names codec and quality: "PCMU · good 4.2".
func qualityWord(v app.MediaView) string { return v.VoiceWord() }

// codecWord is [app.CodecWord].
func codecWord(codec string) string { return app.CodecWord(codec) }

// qualityBars maps a MOS of 1 to 4.5 to lit bars and their colour.
func qualityBars(mos float64) (int, fyne.ThemeColorName) {
	switch {
	case mos == 0:
		return 0, widgets.ColorIdle
	case mos >= 4.2:
		return 5, widgets.ColorReady
	case mos >= 4:
		return 4, widgets.ColorReady
	case mos >= 3.6:
		return 3, widgets.ColorAux
	case mos >= 3:
		return 2, widgets.ColorAux
	}
	return 1, widgets.ColorAlert
}

// levelsEvery is how often the level meters move: each move costs a repaint.
const levelsEvery = 110 * time.Millisecond

func (h *header) setLevels(v app.LevelsView, now time.Time) {
	if v != (app.LevelsView{}) {
		if now.Sub(h.levelled) < levelsEvery {
			return
		}
		h.levelled = now
	}
	h.mic.SetLevel(v.Microphone)
	h.speaker.SetLevel(v.Speaker)
}

func (h *header) tick(now time.Time) {
	h.timer.SetText(elapsed(now, h.agent.Since))
	l, _ := limitLook(h.agent, now)
	if h.limit.Visible() == (l.word != "") && (l.word == "" || h.limit.Text == l.word) {
		return
	}
	setHidden(h.limit, l.word == "")
	h.setFlags()
	if l.word != "" {
		h.limit.Set(l.icon, l.word, l.ink, l.soft, false)
	}
	widgets.Relayout(h.row)
}

func (h *header) inspect(in *inspector) {
	in.add("header.agent", h.name, h.name.Text+" · "+h.extension.Text)
	in.add("header.state", h.state, h.state.Pill.Text)
	in.add("header.by", h.by, h.by.Text)
	in.add("header.limit", h.limit, h.limit.Text)
	in.add("header.next", h.next, h.next.Text)
	in.add("header.away", h.away, h.away.Text)
	in.add("header.messages", h.messages, h.messages.Text)
	in.add("header.timer", h.timer, h.timer.Text)
	in.add("header.link", h.link, h.link.Text)
	in.add("header.quality", h.quality, h.quality.Text)
	in.add("header.bars", h.hot, h.hot.Name)
	in.add("header.train", h.train, h.train.Name)
	in.add("header.diagnose", h.diagnose, h.diagnose.Name)
	in.add("header.settings", h.settings, h.settings.Name)
	in.add("header.mute", h.mute, h.mute.Label)
	in.add("header.compact", h.compact, h.compact.Name)
}
