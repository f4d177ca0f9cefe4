package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/screens/widgets"
)

// dialPreview says below a number what the switch would be asked to dial, and by
// which rule. It keeps its place while there is nothing to say, so that no key
// moves under a finger; where there are no rules it is not there at all.
type dialPreview struct {
	text    *widgets.Text
	icon    *widgets.Icon
	content *fyne.Container
}

func newDialPreview(rules bool) *dialPreview {
	p := &dialPreview{
		text: widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking(),
		icon: widgets.NewIcon("dial", widgets.ColorMuted, widgets.SizeIcon),
	}
	p.content = widgets.RowGrow(widgets.GapTiny, 1, p.icon, p.text)
	p.content.Hidden = !rules
	p.show(app.DialPreview{})
	return p
}

func (p *dialPreview) show(v app.DialPreview) {
	icon, ink := "dial", widgets.ColorMuted
	if v.Problem != "" {
		icon, ink = "error", widgets.ColorAlert
	}
	p.icon.Set(icon, ink)
	p.text.Color = ink
	p.text.SetText(previewWord(v))
}

// withPreview adds to a text what would be dialled for a number, where that is
// something else.
func withPreview(text, number string, phone Dialling) string {
	switch v := phone.WouldDial(number); {
	case number == "", !v.Rules:
		return text
	case v.Problem != "":
		return withReason(text, v.Problem)
	case v.Number != number:
		return withReason(text, previewWord(v))
	}
	return text
}

// previewWord says what would be dialled and why.
func previewWord(v app.DialPreview) string { return v.Word() }
