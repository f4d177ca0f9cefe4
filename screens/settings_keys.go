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
		group(lang.X("help.window", "The window"), otherKeys()...))
	return p
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
	key := app.KeySetting(a)
	capture := widgets.NewKeyCapture(app.KeyText(a), lang.X("settings.keys.none", "No key"), lang.X("settings.keys.press", "Press a key"),
		func(k fyne.KeyName, held fyne.KeyModifier) { phone.ChangeSetting(key, chordOf(k, held)) })
	l := newSettingLine(phone, key, app.KeyText(a), "", capture)
	l.show = func(v app.SettingsView) { capture.Set(chordText(v.Text(key))) }
	l.text = capture.Text
	return l
}
