package widgets

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Slider is a value in a range, by click, dragging or the arrow keys. As a
// [Switch] it does not change by itself.
type Slider struct {
	control
	Name        string // accessible name
	Least, Most int
	Step        int
	Value       int
	Unit        string // behind the value, as "%"

	changed func(int)
	dragged int // what dragging asked for last
}

var (
	_ fyne.Widget     = (*Slider)(nil)
	_ fyne.Draggable  = (*Slider)(nil)
	_ fyne.Accessible = (*Slider)(nil)
)

// NewSlider returns a slider at its least value. changed is told what is wanted.
func NewSlider(name string, least, most, step int, unit string, changed func(int)) *Slider {
	s := &Slider{Name: name, Least: least, Most: most, Step: step, Value: least, Unit: unit, changed: changed, dragged: math.MinInt}
	s.init(s, func() {})
	return s
}

// Set shows the value.
func (s *Slider) Set(v int) {
	if s.Value != v {
		s.Value = v
		s.Refresh()
	}
}

func (s *Slider) want(v int) {
	v = min(max(v, s.Least), s.Most)
	if !s.disabled && v != s.Value {
		s.changed(v)
	}
}

// at is the value at a place.
func (s *Slider) at(x float32) int {
	part := float64((x - knobSize/2) / max(1, s.rail()-knobSize))
	steps := math.Round(part * float64(s.Most-s.Least) / float64(s.Step))
	return min(max(s.Least+int(steps)*s.Step, s.Least), s.Most)
}

// Tapped implements fyne.Tappable.
func (s *Slider) Tapped(ev *fyne.PointEvent) {
	s.follow()
	s.want(s.at(ev.Position.X))
}

// Dragged implements fyne.Draggable.
func (s *Slider) Dragged(ev *fyne.DragEvent) {
	if v := s.at(ev.Position.X); v != s.dragged {
		s.dragged = v
		s.want(v)
	}
}

// DragEnd implements fyne.Draggable.
func (s *Slider) DragEnd() { s.dragged = math.MinInt }

// TypedKey implements fyne.Focusable.
func (s *Slider) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		s.want(s.Value - s.Step)
	case fyne.KeyRight, fyne.KeyUp:
		s.want(s.Value + s.Step)
	case fyne.KeyHome:
		s.want(s.Least)
	case fyne.KeyEnd:
		s.want(s.Most)
	case fyne.KeySpace:
	default:
		s.control.TypedKey(ev)
	}
}

// Text is the value with its unit.
func (s *Slider) Text() string { return strconv.Itoa(s.Value) + s.Unit }

// AccessibilityLabel implements fyne.Accessible.
func (s *Slider) AccessibilityLabel() string { return s.Name + ": " + s.Text() }

// AccessibilityRole implements fyne.Accessible.
func (s *Slider) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// number is the width that the value takes.
func (s *Slider) number() float32 {
	return measureText(strconv.Itoa(s.Most)+s.Unit, sizeOf(theme.SizeNameText), true).Width + 2
}

// rail is the width of the rail.
func (s *Slider) rail() float32 { return s.Size().Width - s.number() - Gap }

// CreateRenderer implements fyne.Widget.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer {
	r := &sliderRenderer{
		s: s, frame: newFrame(), value: NewStrong("", theme.ColorNameForeground, theme.SizeNameText),
		rest: newShape(), part: newShape(), knob: newShape(),
	}
	r.value.Align = fyne.TextAlignTrailing
	r.apply()
	return r
}

type sliderRenderer struct {
	s          *Slider
	frame      frame
	rest, part *shape
	knob       *shape
	value      *Text
}

const (
	knobSize   = 20
	railHeight = 6
)

func (r *sliderRenderer) apply() {
	r.frame.paint(&r.s.control, "", "", sizeOf(SizeRadius))
	r.rest.FillColor, r.rest.CornerRadius = colorOf(ColorMeterRest), railHeight/2
	r.part.FillColor, r.part.CornerRadius = colorOf(ColorAccent), railHeight/2
	r.knob.CornerRadius = canvas.RadiusMaximum
	r.knob.FillColor, r.knob.StrokeColor, r.knob.StrokeWidth = colorOf(ColorSurface), colorOf(ColorAccent), 3
	if r.s.disabled {
		r.part.FillColor, r.knob.StrokeColor = colorOf(ColorFaint), colorOf(ColorFaint)
	}
	r.value.Text = r.s.Text()
	for _, o := range []fyne.CanvasObject{r.rest, r.part, r.knob, r.value} {
		o.Refresh()
	}
}

func (r *sliderRenderer) MinSize() fyne.Size {
	return fyne.NewSize(120, max(r.value.MinSize().Height, knobSize)+12)
}

func (r *sliderRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	rail := r.s.rail()
	reach := (rail - knobSize) * float32(r.s.Value-r.s.Least) / float32(max(1, r.s.Most-r.s.Least))
	y := (size.Height - railHeight) / 2
	r.rest.Move(fyne.NewPos(0, y))
	r.rest.Resize(fyne.NewSize(rail, railHeight))
	r.part.Move(fyne.NewPos(0, y))
	r.part.Resize(fyne.NewSize(reach+knobSize/2, railHeight))
	r.knob.Move(fyne.NewPos(reach, (size.Height-knobSize)/2))
	r.knob.Resize(fyne.NewSquareSize(knobSize))
	h := r.value.MinSize().Height
	r.value.Move(fyne.NewPos(rail+Gap, (size.Height-h)/2))
	r.value.Resize(fyne.NewSize(r.s.number(), h))
}

func (r *sliderRenderer) Refresh() {
	r.apply()
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

func (r *sliderRenderer) Objects() []fyne.CanvasObject {
	return append(r.frame.objects(), r.rest.Raster, r.part.Raster, r.knob.Raster, r.value)
}
func (r *sliderRenderer) Destroy() {}
