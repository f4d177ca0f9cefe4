package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/screens/widgets"
)

// todayRow shows the time in a state on a line of its own.
type todayRow struct {
	icon         *widgets.Icon
	label, value *widgets.Text
	content      *fyne.Container
}

func newTodayRow() *todayRow {
	r := &todayRow{
		icon:  widgets.NewIcon("clock", widgets.ColorMuted, widgets.SizeIconSmall),
		label: widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking(),
		value: widgets.NewStrong("", theme.ColorNameForeground, theme.SizeNameText),
	}
	r.content = widgets.RowGrow(6, 1, r.icon, r.label, r.value)
	return r
}

func (r *todayRow) set(l todayLine) {
	r.icon.Set(l.icon, l.ink)
	r.label.SetText(plain(l.label))
	r.value.SetText(l.value)
}

// todayFigure shows a number, and below it what is counted.
type todayFigure struct {
	icon    *widgets.Icon
	value   *widgets.Text
	label   *widgets.Paragraph
	content *fyne.Container
}

func newTodayFigure() *todayFigure {
	f := &todayFigure{
		icon:  widgets.NewIcon("phone", widgets.ColorMuted, widgets.SizeIconSmall),
		value: widgets.NewStrong("", theme.ColorNameForeground, widgets.SizeTitle),
		label: widgets.NewParagraph("", widgets.ColorMuted, theme.SizeNameCaptionText),
	}
	f.content = widgets.Column(2, widgets.Row(6, f.icon, f.value), f.label)
	return f
}

func (f *todayFigure) set(l todayLine) {
	f.icon.Set(l.icon, l.ink)
	f.value.SetText(l.value)
	f.label.SetText(l.label)
}
