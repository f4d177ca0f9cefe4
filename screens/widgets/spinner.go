package widgets

import (
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Spinner turns while something is under way. It is decoration: a word beside
// it says the same.
type Spinner struct {
	widget.BaseWidget
	dots  []*canvas.Circle
	turns *Motion
}

var _ fyne.Widget = (*Spinner)(nil)

const spinnerDots = 8

// NewSpinner returns a spinner at rest.
func NewSpinner() *Spinner {
	s := &Spinner{}
	for range spinnerDots {
		s.dots = append(s.dots, canvas.NewCircle(color.Transparent))
	}
	s.turns = NewMotion(time.Second, s.turn)
	s.ExtendBaseWidget(s)
	return s
}

// Start turns it.
func (s *Spinner) Start() { s.turns.Run(true) }

// Stop ends the turning.
func (s *Spinner) Stop() { s.turns.Run(false) }

// turn paints the spinner at a phase of 0 to 1.
func (s *Spinner) turn(phase float32) {
	head := int(phase*spinnerDots) % spinnerDots
	for i, d := range s.dots {
		age := (head - i + spinnerDots) % spinnerDots
		c := color.NRGBAModel.Convert(colorOf(ColorAccentText)).(color.NRGBA)
		c.A = uint8(255 - age*28)
		if d.FillColor != c {
			d.FillColor = c
			d.Refresh()
		}
	}
}

// MinSize implements fyne.CanvasObject.
func (s *Spinner) MinSize() fyne.Size { return fyne.NewSquareSize(sizeOf(SizeIcon)) }

// CreateRenderer implements fyne.Widget.
func (s *Spinner) CreateRenderer() fyne.WidgetRenderer {
	s.turn(0)
	return &spinnerRenderer{s: s}
}

type spinnerRenderer struct{ s *Spinner }

func (r *spinnerRenderer) Layout(size fyne.Size) {
	const dot = 3.6
	radius := float64(min(size.Width, size.Height)-dot) / 2
	for i, d := range r.s.dots {
		a := 2 * math.Pi * float64(i) / spinnerDots
		x := float64(size.Width)/2 + radius*math.Sin(a) - dot/2
		y := float64(size.Height)/2 - radius*math.Cos(a) - dot/2
		d.Move(fyne.NewPos(float32(x), float32(y)))
		d.Resize(fyne.NewSquareSize(dot))
	}
}

func (r *spinnerRenderer) MinSize() fyne.Size { return r.s.MinSize() }
func (r *spinnerRenderer) Refresh()           { r.s.turn(0) }
func (r *spinnerRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.s.dots))
	for i, d := range r.s.dots {
		objects[i] = d
	}
	return objects
}
func (r *spinnerRenderer) Destroy() { r.s.Stop() }
