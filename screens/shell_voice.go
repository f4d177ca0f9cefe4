package screens

import (
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// voiceAlert says what is wrong with the voice path.
type voiceAlert struct {
	text  *widgets.Paragraph
	panel *widgets.Panel
}

func newVoiceAlert() *voiceAlert {
	a := &voiceAlert{text: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameCaptionText)}
	a.panel = widgets.NewPanel(widgets.ColorAuxSoft, widgets.LineNone,
		widgets.Inset(widgets.GapSmall, widgets.GapLarge, alertLayout("warning", widgets.ColorAux, a.text)))
	a.panel.Hide()
	return a
}

func (a *voiceAlert) update(v app.MediaView) {
	text := ""
	switch {
	case v.Active && v.Trouble != "":
		text = v.Trouble
	case v.Active && v.OneWay:
		text = lang.X("voice.oneWay", "No voice arrives from the other side. If it stays so, ask the caller to call again and tell your administrator that voice is one-way.")
	case v.Active && v.NoDevice:
		text = lang.X("voice.noDevice", "No sound device is in use, so you hear nothing and cannot be heard. Plug your headset in.")
	case v.Active && v.Instead:
		text = lang.X("voice.instead", "Your headset is gone. The call goes on with {{.Speaker}} and {{.Microphone}}; the headset takes over again as soon as it is back.",
			map[string]any{"Speaker": v.Speaker, "Microphone": v.Microphone})
	}
	a.text.SetText(text)
	setHidden(a.panel, text == "")
}
