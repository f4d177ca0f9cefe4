package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// wheel lies over a control and takes the mouse wheel alone. Over a one-line field it
// hands it to the page that the field is in: Fyne's field has a scroller of its own,
// which would keep the wheel although there is nothing to scroll. A control that took
// the wheel itself would be painted, by Fyne, over the edge of the page that it is in.
type wheel struct {
	widget.BaseWidget
	to func(*fyne.ScrollEvent) // nil outside a page
}

var _ fyne.Scrollable = (*wheel)(nil)

func newWheel() *wheel {
	w := &wheel{}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled implements fyne.Scrollable.
func (w *wheel) Scrolled(ev *fyne.ScrollEvent) {
	if w.to != nil {
		w.to(ev)
	}
}

// CreateRenderer implements fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
