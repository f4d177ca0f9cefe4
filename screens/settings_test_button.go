package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// soundTest is a button that tries something, stops it, and how far that is.
type soundTest struct {
	phone       Phone
	icon, label string
	hint        string // shown while it does nothing
	doing, also app.SoundDoing
	start       func()
	running     bool
	button      *widgets.Button
	meter       *widgets.Meter
	word        *widgets.Text
	content     *fyne.Container
}

func newSoundTest(phone Phone, icon, label, hint string, doing app.SoundDoing, start func()) *soundTest {
	t := &soundTest{phone: phone, icon: icon, label: label, hint: hint, doing: doing, also: doing, start: start}
	t.button = widgets.NewButton(icon, label, widgets.Outline, func() {
		if t.running {
			phone.StopSoundTest()
		} else {
			t.start()
		}
	})
	t.meter = widgets.NewMeter(16, label)
	t.meter.Ink = widgets.ColorAccent
	t.word = widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking()
	t.content = widgets.Grid(2, 190, widgets.GapSmall, t.button, widgets.Inset(widgets.GapTiny, 0, widgets.RowGrow(widgets.GapSmall, 1, t.meter, t.word)))
	t.update(app.SoundView{})
	return t
}

func (t *soundTest) update(v app.SoundView) {
	t.running = v.Doing != app.SoundIdle && (v.Doing == t.doing || v.Doing == t.also)
	if t.running {
		t.button.SetFace("close", lang.X("settings.stop", "Stop"), widgets.Outline)
		t.meter.SetLevel(v.Done)
	} else {
		t.button.SetFace(t.icon, t.label, widgets.Outline)
	}
	t.button.SetEnabled(v.Open && !v.InCall && (t.doing == app.SoundRinging || v.Listed))
	setHidden(t.meter, !t.running)
	t.word.SetText(t.doingWord(v))
}

func (t *soundTest) doingWord(v app.SoundView) string {
	switch {
	case !t.running:
		return t.hint
	case v.Doing == app.SoundRecording:
		return lang.X("settings.recording", "Speak now…")
	case v.Doing == app.SoundReplaying:
		return lang.X("settings.replaying", "That is you")
	}
	return lang.X("settings.playing", "Do you hear it?")
}
