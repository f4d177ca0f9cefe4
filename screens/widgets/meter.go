package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Meter shows a value of 0 to 1 as lit segments. It repaints only when another
// segment lights, so that it may be set many times a second.
type Meter struct {
	widget.BaseWidget
	Segments int
	Name     string // accessible name
	// Rising makes each segment taller than the one before.
	Rising bool
	// Ink is the colour of lit segments; by default those of a level meter,
	// whose last segments warn.
	Ink fyne.ThemeColorName
	lit int
}

var (
	_ fyne.Widget     = (*Meter)(nil)
	_ fyne.Accessible = (*Meter)(nil)
)

// NewMeter returns a dark meter.
func NewMeter(segments int, name string) *Meter {
	m := &Meter{Segments: segments, Name: name}
	m.ExtendBaseWidget(m)
	return m
}

// SetLevel lights segments for a level of 0 to 1.
func (m *Meter) SetLevel(v float64) {
	m.SetLit(int(math.Ceil(min(max(v, 0), 1)*float64(m.Segments) - 0.02)))
}

// SetLit lights the first n segments.
func (m *Meter) SetLit(n int) {
	if n != m.lit {
		m.lit = n
		m.Refresh()
	}
}

// Lit returns how many segments are lit.
func (m *Meter) Lit() int { return m.lit }

// SetInk changes the colour of lit segments.
func (m *Meter) SetInk(c fyne.ThemeColorName) {
	if m.Ink != c {
		m.Ink = c
		m.Refresh()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (m *Meter) AccessibilityLabel() string { return m.Name }

// AccessibilityRole implements fyne.Accessible.
func (m *Meter) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	r := &meterRenderer{m: m}
	for range m.Segments {
		bar := canvas.NewRectangle(color.Transparent)
		bar.CornerRadius = 1.5
		r.bars = append(r.bars, bar)
	}
	r.apply()
	return r
}

type meterRenderer struct {
	m    *Meter
	bars []fyne.CanvasObject
}

const (
	barWidth  = 4
	barGap    = 2
	barHeight = 12
)

func (r *meterRenderer) ink(i int) fyne.ThemeColorName {
	switch n := r.m.Segments; {
	case i >= r.m.lit:
		return ColorMeterRest
	case r.m.Ink != "":
		return r.m.Ink
	case i >= n-1:
		return ColorAlert
	case i >= n-3:
		return ColorAux
	}
	return ColorReady
}

func (r *meterRenderer) apply() {
	for i, o := range r.bars {
		bar := o.(*canvas.Rectangle)
		if c := colorOf(r.ink(i)); bar.FillColor != c {
			bar.FillColor = c
			bar.Refresh()
		}
	}
}

func (r *meterRenderer) MinSize() fyne.Size {
	return fyne.NewSize(float32(r.m.Segments)*(barWidth+barGap)-barGap, barHeight)
}

func (r *meterRenderer) Layout(size fyne.Size) {
	for i, bar := range r.bars {
		h := float32(barHeight)
		if r.m.Rising {
			h = 4 + (barHeight-4)*float32(i)/float32(r.m.Segments-1)
		}
		bar.Resize(fyne.NewSize(barWidth, h))
		bar.Move(fyne.NewPos(float32(i)*(barWidth+barGap), (size.Height-barHeight)/2+barHeight-h))
	}
}

func (r *meterRenderer) Refresh()                     { r.apply() }
func (r *meterRenderer) Objects() []fyne.CanvasObject { return r.bars }
func (r *meterRenderer) Destroy()                     {}
