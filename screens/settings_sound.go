package screens

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// soundSettings is the page about devices, ring and tones.
type soundSettings struct {
	phone            Phone
	view             app.SoundView
	mic, speaker, at *deviceLine // at is where it rings
	meter            *widgets.Meter
	heard            *widgets.Paragraph
	record, tone     *soundTest
	ring             *soundTest
	busy             *widgets.Card // a call has the devices
	part             *settingsPart
}

func newSoundSettings(phone Phone) *soundSettings {
	s := &soundSettings{phone: phone}
	s.mic = newDeviceLine(phone, app.SettingMicrophone, lang.X("settings.mic", "Microphone"), "")
	s.speaker = newDeviceLine(phone, app.SettingSpeaker, lang.X("settings.speaker", "Speaker"), lang.X("settings.speaker.hint", "Where you hear the other side."))
	s.at = newDeviceLine(phone, app.SettingRingDevice, lang.X("settings.ringDevice", "Ring on"), lang.X("settings.ringDevice.hint", "For example a loudspeaker, so that you hear it without the headset."))
	s.meter = widgets.NewMeter(24, lang.X("header.mic", "Microphone level"))
	s.heard = widgets.NewParagraph("", widgets.ColorMuted, theme.SizeNameCaptionText)
	s.record = newSoundTest(phone, "mic", lang.X("settings.record", "Record and listen"),
		lang.X("settings.record.hint", "Three seconds, then you hear yourself."), app.SoundRecording, phone.TestMicrophone)
	s.record.also = app.SoundReplaying
	s.tone = newSoundTest(phone, "speaker", lang.X("settings.tone", "Play a test tone"),
		lang.X("settings.tone.hint", "On the speaker chosen above."), app.SoundTone, phone.TestTone)
	s.ring = newSoundTest(phone, "incoming", lang.X("settings.ringTest", "Try the ring"),
		lang.X("settings.ringTest.hint", "Three seconds, as set above."), app.SoundRinging, phone.TestRing)
	s.busy = widgets.NewCard(alertLayout("info", widgets.ColorManual, widgets.NewParagraph(
		lang.X("settings.inCall", "A call has the microphone and the speaker. Choosing another device works at once; trying them waits until the call is over."),
		theme.ColorNameForeground, theme.SizeNameText)))
	s.busy.Fill, s.busy.Border, s.busy.Padding = widgets.ColorManualSoft, widgets.ColorManual, widgets.Gap
	s.busy.Hide()
	s.part = &settingsPart{name: "sound", icon: "speaker", title: lang.X("settings.sound", "Sound"), short: lang.X("settings.sound", "Sound"), also: s.inspect}
	s.build()
	return s
}

func (s *soundSettings) build() {
	p := s.phone
	level := widgets.Column(widgets.GapTiny, s.meter, s.heard)
	volume := sliderLine(p, app.SettingRingVolume, lang.X("settings.ringVolume", "Volume of the ring"), "", 0, 100, 5)
	cadence := selectLine(p, app.SettingRingCadence, lang.X("settings.cadence", "Rhythm of the ring"), "", []settingOption{
		{"", lang.X("settings.cadence.usual", "One second, then two of rest")},
		{"400 200 400 2000", lang.X("settings.cadence.double", "Twice, then a rest")},
		{"300 3700", lang.X("settings.cadence.short", "Short, then a long rest")},
		{"2000 4000", lang.X("settings.cadence.long", "Two seconds, then four of rest")},
	}, func(string) string { return lang.X("settings.cadence.own", "From the settings file") })
	waiting := switchLine(p, app.SettingCallWaiting, lang.X("settings.callWaiting", "Tone for a second call"), lang.X("settings.callWaiting.hint", "When a call rings while you talk."))
	gain := switchLine(p, app.SettingAutoGain, lang.X("settings.autoGain", "Even out my voice"), lang.X("settings.autoGain.hint", "Brings your speech slowly to one loudness."))
	gate := switchLine(p, app.SettingNoiseGate, lang.X("settings.noiseGate", "Quieten the room"), lang.X("settings.noiseGate.hint", "Lowers background noise while you do not speak."))
	limit := switchLine(p, app.SettingLimiter, lang.X("settings.limiter", "Soften peaks"), lang.X("settings.limiter.hint", "A loud word does not distort."))
	keys := switchLine(p, app.SettingKeyTones, lang.X("settings.keyTones", "Tones of the keypad"), "")
	errors := switchLine(p, app.SettingErrorTones, lang.X("settings.errorTones", "Tone when something fails"), "")
	zip := switchLine(p, app.SettingZipTone, lang.X("settings.zipTone", "Tone before an automatic answer"), lang.X("settings.zipTone.hint", "The switch usually gives one itself."))
	buttons := switchLine(p, app.SettingHeadset, lang.X("settings.headsetButtons", "Buttons of the headset"),
		lang.X("settings.headsetButtons.hint", "A USB headset's own buttons answer, hang up, mute and hold."))
	s.part.lines = []*settingLine{s.mic.line, gain, gate, limit, s.speaker.line, buttons, s.at.line, volume, cadence, waiting, keys, errors, zip}
	s.part.content = widgets.Column(widgets.GapLarge, s.busy,
		settingsCard(lang.X("settings.mic", "Microphone"), s.mic.line.box, level, s.record.content, gain.box, gate.box, limit.box),
		settingsCard(lang.X("settings.speaker", "Speaker"), s.speaker.line.box, s.tone.content),
		settingsCard(lang.X("settings.headset", "Headset"), buttons.box),
		settingsCard(lang.X("settings.ring", "Ring"), s.at.line.box, volume.box, cadence.box, s.ring.content, waiting.box),
		settingsCard(lang.X("settings.tones", "Other tones"), boxes(keys, errors, zip)...))
}

func (s *soundSettings) settings(v app.SettingsView) {
	for _, l := range []*deviceLine{s.mic, s.speaker, s.at} {
		l.chosen = v.Text(l.line.key)
	}
	s.devices()
}

// update shows what the devices do and reports whether more than levels changed.
func (s *soundSettings) update(v app.SoundView) bool {
	was := s.view
	s.view = v
	s.meter.SetLevel(v.Level)
	said := s.heard.Text
	s.heard.SetText(levelWord(v))
	for _, t := range []*soundTest{s.record, s.tone, s.ring} {
		t.update(v)
	}
	was.Level, was.Doing, was.Done = v.Level, v.Doing, v.Done
	if sameDevices(was, v) {
		return s.heard.Text != said // it may take another line
	}
	setHidden(s.busy, !v.InCall)
	s.devices()
	return true
}

func (s *soundSettings) devices() {
	v := s.view
	s.mic.update(v.Mics, v.MicrophoneGone, v.Microphone)
	s.speaker.update(v.Speakers, v.SpeakerGone, v.Speaker)
	s.at.update(v.Speakers, v.RingGone, "")
}

// sameDevices compares what the lists and notes show.
func sameDevices(a, b app.SoundView) bool {
	return namesOf(a.Mics) == namesOf(b.Mics) && namesOf(a.Speakers) == namesOf(b.Speakers) && a.InCall == b.InCall &&
		a.MicrophoneGone == b.MicrophoneGone && a.SpeakerGone == b.SpeakerGone && a.RingGone == b.RingGone &&
		a.Microphone == b.Microphone && a.Speaker == b.Speaker && a.Open == b.Open && a.Listed == b.Listed
}

func namesOf(list []app.SoundDevice) string {
	var b strings.Builder
	for _, d := range list {
		b.WriteString(d.Value + map[bool]string{true: "\x00*", false: "\x00"}[d.Default])
	}
	return b.String()
}

// levelWord says the level in words, for those who do not see the meter.
func levelWord(v app.SoundView) string {
	switch {
	case !v.Open || !v.Listed:
		return lang.X("settings.level.looking", "Looking for devices…")
	case v.Microphone == "":
		return lang.X("settings.level.none", "No microphone can be opened. Plug one in, or choose another one.")
	case v.Level < 0.12:
		return lang.X("settings.level.silent", "Nothing is heard. Speak, and watch the bar.")
	case v.Level > 0.95:
		return lang.X("settings.level.loud", "Too loud: move the microphone away, or turn it down.")
	}
	return lang.X("settings.level.good", "You are heard.")
}

func (s *soundSettings) inspect(in *inspector) {
	in.add("settings.level", s.meter, s.heard.Text)
	in.add("settings.record", s.record.button, s.record.button.Label)
	in.add("settings.tone", s.tone.button, s.tone.button.Label)
	in.add("settings.ring", s.ring.button, s.ring.button.Label)
	in.add("settings.busy", s.busy, "")
}

// deviceLine chooses a sound device, and says when the chosen one is gone.
type deviceLine struct {
	line    *settingLine
	list    *widgets.Select
	note    *widgets.Paragraph
	warning *fyne.Container
	chosen  string
	values  []string
}

func newDeviceLine(phone Phone, key app.SettingKey, title, hint string) *deviceLine {
	d := &deviceLine{note: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameCaptionText)}
	d.list = widgets.NewSelect(title, func(i int) { phone.ChangeSetting(key, d.values[i]) })
	d.line = newSettingLine(phone, key, title, hint, d.list)
	d.line.show = func(app.SettingsView) {}
	d.line.text = d.list.Text
	card := widgets.NewCard(alertLayout("warning", widgets.ColorAux, d.note))
	card.Fill, card.Border, card.Padding = widgets.ColorAuxSoft, widgets.ColorAux, widgets.GapSmall
	d.warning = widgets.Column(0, card)
	d.warning.Hide()
	d.line.box = widgets.Column(widgets.GapSmall, d.line.box, d.warning)
	return d
}

// update shows the devices there are. One that is gone stays in the list, as what
// is chosen.
func (d *deviceLine) update(list []app.SoundDevice, gone bool, using string) {
	standard := lang.X("settings.device.default", "As the system")
	labels, selected := []string{standard}, -1
	d.values = []string{""}
	for _, dev := range list {
		if dev.Default {
			labels[0] = lang.X("settings.device.defaultIs", "As the system ({{.Device}})", map[string]any{"Device": plain(dev.Name)})
		}
		if dev.Value == d.chosen || selected < 0 && app.DeviceName(dev.Value) == app.DeviceName(d.chosen) && d.chosen != "" {
			selected = len(labels)
		}
		labels, d.values = append(labels, plain(dev.Name)), append(d.values, dev.Value)
	}
	name := plain(app.DeviceName(d.chosen))
	switch {
	case d.chosen == "":
		selected = 0
	case gone:
		selected, labels, d.values = len(labels), append(labels, lang.X("settings.device.missing", "{{.Device}} (gone)", map[string]any{"Device": name})), append(d.values, d.chosen)
	}
	d.list.Set(labels, selected, name)
	text := ""
	switch {
	case gone && using != "":
		text = lang.X("settings.device.gone", "{{.Device}} is gone, using {{.Using}}. It takes over again as soon as it is back.",
			map[string]any{"Device": name, "Using": plain(using)})
	case gone:
		text = lang.X("settings.device.goneDefault", "{{.Device}} is gone, using the system's device. It takes over again as soon as it is back.",
			map[string]any{"Device": name})
	}
	d.note.SetText(text)
	setHidden(d.warning, text == "")
}
