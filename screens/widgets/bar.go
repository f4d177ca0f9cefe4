package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Bar shows a value of 0 to 1 as the filled part of a thin line. What it means
// stands beside it in words.
type Bar struct {
	widget.BaseWidget
	Name  string // accessible name
	ink   fyne.ThemeColorName
	value float32
}

var (
	_ fyne.Widget     = (*Bar)(nil)
	_ fyne.Accessible = (*Bar)(nil)
)

// NewBar returns an empty bar.
func NewBar(name string) *Bar {
	b := &Bar{Name: name, ink: ColorAccent}
	b.ExtendBaseWidget(b)
	return b
}

// Set fills the bar up to a value of 0 to 1, in a colour.
func (b *Bar) Set(value float64, ink fyne.ThemeColorName) {
	v := float32(min(max(value, 0), 1))
	if v != b.value || ink != b.ink {
		b.value, b.ink = v, ink
		b.Refresh()
	}
}

// Value is how far the bar is filled.
func (b *Bar) Value() float64 { return float64(b.value) }

// AccessibilityLabel implements fyne.Accessible.
func (b *Bar) AccessibilityLabel() string { return b.Name }

// AccessibilityRole implements fyne.Accessible.
func (b *Bar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{b: b, rest: canvas.NewRectangle(color.Transparent), done: canvas.NewRectangle(color.Transparent)}
	r.rest.CornerRadius, r.done.CornerRadius = barThick/2, barThick/2
	r.paint()
	return r
}

// barThick is the height of a bar.
const barThick = 5

type barRenderer struct {
	b          *Bar
	rest, done *canvas.Rectangle
}

func (r *barRenderer) paint() {
	r.rest.FillColor, r.done.FillColor = colorOf(ColorMeterRest), colorOf(r.b.ink)
	r.rest.Refresh()
	r.done.Refresh()
}

func (r *barRenderer) MinSize() fyne.Size { return fyne.NewSize(40, barThick) }

func (r *barRenderer) Layout(size fyne.Size) {
	y := (size.Height - barThick) / 2
	r.rest.Move(fyne.NewPos(0, y))
	r.rest.Resize(fyne.NewSize(size.Width, barThick))
	r.done.Move(fyne.NewPos(0, y))
	r.done.Resize(fyne.NewSize(size.Width*r.b.value, barThick))
}

func (r *barRenderer) Refresh() {
	r.Layout(r.b.Size())
	r.paint()
}

func (r *barRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.rest, r.done} }
func (r *barRenderer) Destroy()                     {}
