package screens

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// settingLine is one value of the settings: what it means, its control, a button
// that takes the default back, and why it cannot be changed or was not taken.
type settingLine struct {
	key     app.SettingKey
	control fyne.CanvasObject
	reset   *widgets.Button
	note    *widgets.Paragraph
	mark    *widgets.Icon
	remark  *fyne.Container // mark and note
	box     *fyne.Container
	// show shows the value; text is the control's, for Inspect.
	show func(app.SettingsView)
	text func() string
}

// lineWidth is the width of a control beside its text.
const lineWidth = 280

// keyWidth is that of a key, however long its name.
const keyWidth = 132

// controlWidth is less for a switch and a key, so that they stay beside their text.
func controlWidth(o fyne.CanvasObject) float32 {
	switch o := o.(type) {
	case *widgets.Switch:
		return o.MinSize().Width
	case *widgets.KeyCapture:
		return keyWidth
	}
	return lineWidth
}

func newSettingLine(phone Phone, key app.SettingKey, title, hint string, control fyne.CanvasObject) *settingLine {
	l := &settingLine{key: key, control: control, text: func() string { return "" }}
	l.reset = widgets.NewIconButton("undo", lang.X("settings.reset", "Back to the default: {{.Setting}}", map[string]any{"Setting": title}),
		func() { phone.ResetSetting(key) })
	l.note = widgets.NewParagraph("", widgets.ColorAux, theme.SizeNameCaptionText)
	l.mark = widgets.NewIcon("warning", widgets.ColorAux, widgets.SizeIconSmall)
	l.remark = widgets.TopRow(5, 1, l.mark, l.note)
	l.remark.Hide()
	words := []fyne.CanvasObject{widgets.NewParagraph(title, theme.ColorNameForeground, theme.SizeNameText)}
	if hint != "" {
		words = append(words, widgets.NewParagraph(hint, widgets.ColorMuted, theme.SizeNameCaptionText))
	}
	l.box = widgets.Column(widgets.GapTiny,
		widgets.SettingLine(controlWidth(control), widgets.Column(2, append(words, l.remark)...), control, l.reset))
	return l
}

// update shows the value, and whether it may be changed.
func (l *settingLine) update(v app.SettingsView) {
	s := v.Get(l.key)
	l.show(v)
	setHidden(l.reset, s.Source != app.SourceUser)
	if d, ok := l.control.(interface{ SetEnabled(bool) }); ok {
		d.SetEnabled(!s.Locked)
	}
	note, mark, colour := "", "warning", widgets.ColorAux
	switch {
	case s.Locked:
		note, mark = lang.X("settings.locked", "Set by your organisation"), "lock"
	case v.Refused == l.key:
		note = v.Refusal
	case s.Note != "":
		note = s.Note
	case s.Status != "":
		note, mark, colour = s.Status, "info", widgets.ColorMuted
	}
	l.note.Color = colour
	l.note.SetText(note)
	l.mark.Set(mark, colour)
	setHidden(l.remark, note == "")
}

func (l *settingLine) inspect(in *inspector) {
	name := "settings." + string(l.key)
	in.add(name, l.control, l.text())
	in.add(name+".reset", l.reset, l.reset.Name)
	in.add(name+".note", l.note, l.note.Text)
}

// switchLine is a value that is on or off.
func switchLine(phone Phone, key app.SettingKey, title, hint string) *settingLine {
	s := widgets.NewSwitch(title, lang.X("settings.on", "On"), lang.X("settings.off", "Off"), func(on bool) {
		phone.ChangeSetting(key, map[bool]string{true: "true", false: "false"}[on])
	})
	l := newSettingLine(phone, key, title, hint, s)
	l.show = func(v app.SettingsView) { s.Set(v.On(key)) }
	l.text = s.Word
	return l
}

// sliderLine is a whole number in a range, shown in percent.
func sliderLine(phone Phone, key app.SettingKey, title, hint string, least, most, step int) *settingLine {
	s := widgets.NewSlider(title, least, most, step, "\u202f%", func(v int) { phone.ChangeSetting(key, strconv.Itoa(v)) })
	l := newSettingLine(phone, key, title, hint, s)
	l.show = func(v app.SettingsView) { s.Set(v.Number(key)) }
	l.text = s.Text
	return l
}

// settingOption is one of the values of a setting, and its name.
type settingOption struct{ value, label string }

// selectLine is a value out of a list. Another one, from the file, shows as
// other.
func selectLine(phone Phone, key app.SettingKey, title, hint string, options []settingOption, other func(string) string) *settingLine {
	labels := make([]string, len(options))
	for i, o := range options {
		labels[i] = o.label
	}
	s := widgets.NewSelect(title, func(i int) { phone.ChangeSetting(key, options[i].value) })
	l := newSettingLine(phone, key, title, hint, s)
	l.show = func(v app.SettingsView) {
		now := v.Text(key)
		for i, o := range options {
			if o.value == now {
				s.Set(labels, i, "")
				return
			}
		}
		s.Set(labels, -1, other(now))
	}
	l.text = s.Text
	return l
}
