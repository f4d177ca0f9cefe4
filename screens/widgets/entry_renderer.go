package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// entryRenderer is Fyne's renderer of a one-line field with what it lacks: the
// text in the middle of a field that is higher than it must be, no scroll bar
// below a text that is too long, and the wheel for the page. Fyne's scroller
// always draws its bar, so that a strip in the field's colour lies over it, and
// the border again over both.
type entryRenderer struct {
	fyne.WidgetRenderer
	entry *Entry
	wheel *wheel
	strip *canvas.Rectangle
	edge  *canvas.Rectangle
}

func newEntryRenderer(inner fyne.WidgetRenderer, e *Entry) *entryRenderer {
	r := &entryRenderer{inner, e, e.wheel, canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)}
	r.paint()
	return r
}

// border and text are Fyne's: the box, its border, and the scroller with the text.
func (r *entryRenderer) border() (*canvas.Rectangle, bool) {
	b, ok := r.WidgetRenderer.Objects()[1].(*canvas.Rectangle)
	return b, ok
}

func (r *entryRenderer) text() fyne.CanvasObject { return r.WidgetRenderer.Objects()[2] }

func (r *entryRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.wheel.Resize(size)
	line := sizeOf(theme.SizeNameInputBorder)
	text := r.text()
	natural := r.WidgetRenderer.MinSize().Height - 2*line
	if spare := text.Size().Height - natural; spare > 1 {
		text.Resize(fyne.NewSize(text.Size().Width, natural))
		text.Move(text.Position().AddXY(0, spare/2))
	}
	bar := sizeOf(theme.SizeNameScrollBarSmall)
	r.strip.Move(fyne.NewPos(line, text.Position().Y+natural-bar-0.5))
	r.strip.Resize(fyne.NewSize(size.Width-2*line, bar+1))
	if b, ok := r.border(); ok {
		r.edge.Move(b.Position())
		r.edge.Resize(b.Size())
	}
	r.cover()
}

// cover shows strip and edge while there is a bar to cover.
func (r *entryRenderer) cover() {
	text := r.entry.Text
	if r.entry.Password {
		text = strings.Repeat("•", len([]rune(text)))
	}
	size := r.entry.Theme().Size(theme.SizeNameText)
	long := fyne.MeasureText(text, size, r.entry.TextStyle).Width+2*sizeOf(theme.SizeNameInnerPadding) > r.text().Size().Width
	r.strip.Hidden, r.edge.Hidden = !long, !long
}

// paint gives strip and edge the colours that the field has now.
func (r *entryRenderer) paint() {
	r.strip.FillColor = colorOf(theme.ColorNameInputBackground)
	r.strip.BottomLeftCornerRadius, r.strip.BottomRightCornerRadius = sizeOf(theme.SizeNameInputRadius)-2, sizeOf(theme.SizeNameInputRadius)-2
	if b, ok := r.border(); ok {
		r.edge.StrokeColor, r.edge.StrokeWidth, r.edge.CornerRadius = b.StrokeColor, b.StrokeWidth, b.CornerRadius
	}
}

func (r *entryRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.paint()
	r.cover()
	r.strip.Refresh()
	r.edge.Refresh()
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	inner := r.WidgetRenderer.Objects()
	all := append(inner[:3:3], r.strip, r.edge)
	return append(append(all, inner[3:]...), r.wheel)
}
