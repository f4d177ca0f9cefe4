package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// entryRenderer is Fyne's renderer of a one-line field with what it lacks: the
// text in the middle of a field that is higher than it must be, a text that is
// too long ends inside the border, and the wheel is for the page.
type entryRenderer struct {
	fyne.WidgetRenderer
	wheel *wheel
	box   *shape // instead of Fyne's box and border, which are two
}

// newEntryRenderer returns a renderer around Fyne's own.
func newEntryRenderer(inner fyne.WidgetRenderer, w *wheel) *entryRenderer {
	r := &entryRenderer{WidgetRenderer: inner, wheel: w, box: newShape()}
	r.apply()
	return r
}

// behind is how many objects Fyne has behind the text: the box and its border.
const behind = 2

// apply takes the colours from Fyne's box and border, which know the focus.
func (r *entryRenderer) apply() {
	inner := r.WidgetRenderer.Objects()
	box, border := inner[0].(*canvas.Rectangle), inner[1].(*canvas.Rectangle)
	r.box.FillColor, r.box.CornerRadius = box.FillColor, box.CornerRadius
	r.box.StrokeColor, r.box.StrokeWidth = border.StrokeColor, border.StrokeWidth
	r.box.Refresh()
}

func (r *entryRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.apply()
}

func (r *entryRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.apply()
	r.wheel.Resize(size)
	r.box.Resize(size)
	line := sizeOf(theme.SizeNameInputBorder)
	text := r.WidgetRenderer.Objects()[behind]
	room := text.Size()
	if spare := room.Height - (r.WidgetRenderer.MinSize().Height - 2*line); spare > 1 {
		room.Height -= spare
		text.Move(text.Position().AddXY(0, spare/2))
	}
	if over := text.Position().X + room.Width - (size.Width - 2*line); over > 0 {
		room.Width -= over
	}
	text.Resize(room)
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	inner := r.WidgetRenderer.Objects()
	objects := append(make([]fyne.CanvasObject, 0, len(inner)), r.box.Raster)
	return append(append(objects, inner[behind:]...), r.wheel)
}
