package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// keySettings lists the keys and changes them.
func keySettings(phone Phone) *settingsPart {
	p := &settingsPart{name: "keys", icon: "keyboard", title: lang.X("settings.keys", "Keyboard"), short: lang.X("settings.keys.short", "Keys")}
	group := func(title string, actions ...app.KeyAction) fyne.CanvasObject {
		var lines []*settingLine
		for _, a := range actions {
			lines = append(lines, keyLine(phone, a))
		}
		p.lines = append(p.lines, lines...)
		return settingsCard(title, boxes(lines...)...)
	}
	p.content = widgets.Column(widgets.GapLarge,
		widgets.NewParagraph(lang.X("settings.keys.hint", "Choose a key, then press the new one, alone or with Ctrl, Alt or Shift. Esc keeps the old one. Esc, Enter, Tab and the digits have fixed meanings."),
			widgets.ColorMuted, theme.SizeNameText),
		group(lang.X("help.calls", "Calls"), app.KeyAnswer, app.KeyHangUp, app.KeyHold, app.KeyMute, app.KeyTransfer, app.KeySwap,
			app.KeyConference, app.KeyBack, app.KeyDial),
		group(lang.X("help.state", "Your state"), app.KeyAutoIn, app.KeyManualIn, app.KeyAux, app.KeyAfterCall, app.KeyDisturb, app.KeySignOut),
		group(lang.X("help.window", "The window"), otherKeys()...),
		hotkeySettings(phone, p))
	return p
}

// hotkeySettings are the keys that work in every program. They have none until one
// is chosen.
func hotkeySettings(phone Phone, p *settingsPart) fyne.CanvasObject {
	var lines []*settingLine
	for _, a := range app.HotkeyActions() {
		lines = append(lines, captureLine(phone, a, app.HotkeySetting(a), hotkeyOf))
	}
	p.lines = append(p.lines, lines...)
	return widgets.Column(widgets.GapSmall,
		settingsCard(lang.X("settings.hotkeys", "In every program"), boxes(lines...)...),
		widgets.NewParagraph(lang.X("settings.hotkeys.hint", "These keys work whichever program is in front, and are taken away from it. Combine them with Ctrl, Alt, Shift or the Super key. The arrow takes a key away."),
			widgets.ColorMuted, theme.SizeNameCaptionText))
}

// otherKeys are the actions that are neither about calls nor about the agent's
// state.
func otherKeys() (list []app.KeyAction) {
	from := false
	for _, b := range app.DefaultKeys() {
		if from = from || b.Action == app.KeyHelp; from {
			list = append(list, b.Action)
		}
	}
	return list
}

func keyLine(phone Phone, a app.KeyAction) *settingLine {
	return captureLine(phone, a, app.KeySetting(a), chordOf)
}

// captureLine is a setting that is a key, which chord names.
func captureLine(phone Phone, a app.KeyAction, key app.SettingKey, chord func(fyne.KeyName, fyne.KeyModifier) string) *settingLine {
	capture := widgets.NewKeyCapture(app.KeyText(a), lang.X("settings.keys.none", "No key"), lang.X("settings.keys.press", "Press a key"),
		func(k fyne.KeyName, held fyne.KeyModifier) { phone.ChangeSetting(key, chord(k, held)) })
	l := newSettingLine(phone, key, app.KeyText(a), "", capture)
	l.show = func(v app.SettingsView) { capture.Set(chordText(v.Text(key))) }
	l.text = capture.Text
	return l
}
