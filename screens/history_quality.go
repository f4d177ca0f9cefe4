package screens

import (
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/screens/widgets"
)

// buildQuality makes the place where the voice of the current call is told.
func (h *history) buildQuality() {
	h.quality = widgets.NewParagraph("", widgets.ColorMuted, theme.SizeNameCaptionText)
	h.qualityPanel = widgets.NewCard(widgets.TopRow(widgets.GapSmall, 1, widgets.NewIcon("signal", widgets.ColorMuted, widgets.SizeIconSmall), h.quality))
	h.qualityPanel.Padding = widgets.GapSmall
	h.qualityPanel.Hide()
}

// showQuality tells how the voice of the current call went, where it was measured.
func (h *history) showQuality(c app.PastCall, ok bool) {
	text := ""
	if ok {
		text = pastQuality(c)
	}
	if h.quality.Text == text {
		return
	}
	h.quality.SetText(text)
	h.qualityPanel.Hidden = text == ""
	if h.content != nil {
		h.content.Refresh()
	}
}
