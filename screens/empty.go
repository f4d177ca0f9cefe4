package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/screens/widgets"
)

// empty stands where a list would be, and says how something gets there.
type empty struct {
	icon        string
	disc        *widgets.Disc
	title, text *widgets.Paragraph
	content     *fyne.Container
}

func newEmpty(icon string) *empty {
	e := &empty{
		icon:  icon,
		disc:  widgets.NewDisc(icon, widgets.ColorIdle, widgets.ColorIdleSoft, widgets.SizeIconHuge, 88),
		title: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameSubHeadingText),
		text:  widgets.NewParagraph("", widgets.ColorMuted, theme.SizeNameText),
	}
	e.title.Bold = true
	e.title.Align, e.text.Align = fyne.TextAlignCenter, fyne.TextAlignCenter
	e.content = widgets.Inset(widgets.GapHuge, 0, widgets.Narrow(330, widgets.Column(widgets.GapSmall, e.disc, widgets.Inset(2, 0, e.title), e.text)))
	e.content.Hide()
	return e
}

// say shows a title and a text, nothing when the title is empty.
func (e *empty) say(title, text string) {
	e.title.SetText(title)
	e.text.SetText(text)
	e.content.Hidden = title == ""
	e.content.Refresh()
}
