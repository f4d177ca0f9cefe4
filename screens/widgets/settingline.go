package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// SettingLine puts what a value means at the left, its control at the right and a
// small button before it; where there is little room, the control below. The
// button keeps its place while it is hidden. wide is the control's width at
// the right.
func SettingLine(wide float32, text, control, button fyne.CanvasObject) *fyne.Container {
	return container.New(&settingLayout{wide: wide}, text, control, button)
}

type settingLayout struct{ wide, width float32 }

const (
	lineText   = 130 // what the text needs beside the control
	lineButton = 36
)

func (l *settingLayout) place(o []fyne.CanvasObject, width float32, each func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	text, control, button := o[0], o[1], o[2]
	if width-l.wide-lineButton-GapSmall-GapTiny < lineText {
		w := width - lineButton - GapSmall
		h := HeightFor(text, w)
		top := h
		if button.Visible() {
			top = max(h, lineButton)
		}
		each(text, 0, (top-h)/2, w, h)
		each(button, width-lineButton, 0, lineButton, lineButton)
		c := HeightFor(control, width)
		each(control, 0, top+GapSmall, width, c)
		return top + GapSmall + c
	}
	left := width - l.wide - lineButton - GapSmall - GapTiny
	th, ch := HeightFor(text, left), HeightFor(control, l.wide)
	h := max(th, ch, lineButton)
	each(text, 0, (h-th)/2, left, th)
	each(button, left+GapSmall, (h-lineButton)/2, lineButton, lineButton)
	each(control, width-l.wide, (h-ch)/2, l.wide, ch)
	return h
}

func (l *settingLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(o, size.Width, move)
}

func (l *settingLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	const least = 220
	return fyne.NewSize(least, l.HeightForWidth(o, max(least, l.width)))
}

// HeightForWidth implements HeightLayout.
func (l *settingLayout) HeightForWidth(o []fyne.CanvasObject, width float32) float32 {
	return l.place(o, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}
