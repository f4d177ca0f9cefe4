package screens

import (
	"fyne.io/fyne/v2/theme"

	"offhook/app"
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
	text := v.AlertWord()
	a.text.SetText(text)
	setHidden(a.panel, text == "")
}
