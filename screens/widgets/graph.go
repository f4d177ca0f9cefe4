package widgets

import (
	"image"
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Graph draws up to two lines of values over time, the newest at the right. It
// is painted anew only when its values change while it is in sight.
type Graph struct {
	widget.BaseWidget
	Name string // accessible name
	// Slots is how many values the width has room for.
	Slots int
	low   float64
	high  float64
	// ink is the first line's colour; the second one is dashed and in ColorManual.
	ink    fyne.ThemeColorName
	first  []float64 // NaN for a gap
	second []float64
}

var (
	_ fyne.Widget     = (*Graph)(nil)
	_ fyne.Accessible = (*Graph)(nil)
)

// NewGraph returns an empty graph.
func NewGraph(slots int, name string) *Graph {
	g := &Graph{Name: name, Slots: slots, high: 1, ink: ColorReady}
	g.ExtendBaseWidget(g)
	return g
}

// Set changes the lines, oldest value first and NaN for none, and the range from
// bottom to top.
func (g *Graph) Set(first, second []float64, low, high float64, ink fyne.ThemeColorName) {
	if g.low == low && g.high == high && g.ink == ink && sameValues(g.first, first) && sameValues(g.second, second) {
		return
	}
	g.first, g.second, g.low, g.high, g.ink = first, second, low, high, ink
	if g.Visible() {
		g.Refresh()
	}
}

func sameValues(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) })
}

// AccessibilityLabel implements fyne.Accessible.
func (g *Graph) AccessibilityLabel() string { return g.Name }

// AccessibilityRole implements fyne.Accessible.
func (g *Graph) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (g *Graph) CreateRenderer() fyne.WidgetRenderer {
	r := &graphRenderer{g: g}
	r.raster = canvas.NewRaster(g.paint)
	return r
}

// graphHeight is how high a graph is, without scaling.
const graphHeight = 64

type graphRenderer struct {
	g      *Graph
	raster *canvas.Raster
}

func (r *graphRenderer) Layout(size fyne.Size)        { r.raster.Resize(size) }
func (r *graphRenderer) MinSize() fyne.Size           { return fyne.NewSize(120, graphHeight) }
func (r *graphRenderer) Refresh()                     { r.raster.Refresh() }
func (r *graphRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.raster} }
func (r *graphRenderer) Destroy()                     {}

// paint draws everything into a picture of so many pixels.
func (g *Graph) paint(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	scale := float64(h) / graphHeight
	rule := colorOf(ColorBorder)
	for i := range 3 { // bottom, middle, top
		y := int(float64(i) * float64(h-1) / 2)
		for x := range w {
			img.Set(x, y, rule)
		}
	}
	p := painter{img: img, w: w, h: h, thick: 1.8 * scale}
	p.line(g, g.first, colorOf(g.ink), 0, true)
	p.line(g, g.second, colorOf(ColorManual), 7*scale, false)
	return img
}

// painter draws lines into a picture.
type painter struct {
	img   *image.NRGBA
	w, h  int
	thick float64 // of a line, in pixels
}

// line draws values, with gaps of dash pixels when dash is not 0, and fills what
// is below.
func (p painter) line(g *Graph, values []float64, ink color.Color, dash float64, fill bool) {
	if len(values) == 0 || p.w < 2 {
		return
	}
	at := func(x float64) float64 { return p.height(g, values, x) }
	for x := range p.w {
		left, mid, right := at(float64(x)-0.5), at(float64(x)), at(float64(x)+0.5)
		if math.IsNaN(mid) {
			continue
		}
		if fill {
			p.below(x, mid, ink)
		}
		if dash > 0 && math.Mod(float64(x), 2*dash) >= dash {
			continue
		}
		top, bottom := mid, mid
		for _, y := range []float64{left, right} {
			if !math.IsNaN(y) {
				top, bottom = min(top, y), max(bottom, y)
			}
		}
		p.stroke(x, top-p.thick/2, bottom+p.thick/2, ink)
	}
}

// height is the place of a line at x, in pixels from the top, NaN in a gap.
func (p painter) height(g *Graph, values []float64, x float64) float64 {
	slot := x/float64(p.w-1)*float64(g.Slots-1) - float64(g.Slots-len(values))
	i := int(math.Floor(slot))
	if i < 0 || i >= len(values) || math.IsNaN(values[i]) {
		return math.NaN()
	}
	v := values[i]
	if j := i + 1; j < len(values) && !math.IsNaN(values[j]) {
		v += (values[j] - v) * (slot - float64(i))
	}
	share := min(max((v-g.low)/(g.high-g.low), 0), 1)
	return p.thick/2 + (1-share)*(float64(p.h)-1-p.thick)
}

// stroke paints part of a column, its ends softly.
func (p painter) stroke(x int, top, bottom float64, ink color.Color) {
	for y := int(math.Floor(top)); y <= int(math.Ceil(bottom)); y++ {
		cover := min(float64(y)+0.5, bottom) - max(float64(y)-0.5, top)
		p.dot(x, y, ink, min(max(cover, 0), 1))
	}
}

// below tints a column under a line.
func (p painter) below(x int, from float64, ink color.Color) {
	for y := int(math.Ceil(from)); y < p.h; y++ {
		p.dot(x, y, ink, 0.14)
	}
}

// dot lays a colour over a pixel.
func (p painter) dot(x, y int, ink color.Color, share float64) {
	if y < 0 || y >= p.h || share <= 0 {
		return
	}
	n := color.NRGBAModel.Convert(ink).(color.NRGBA)
	was := p.img.NRGBAAt(x, y)
	a := share + float64(was.A)/255*(1-share)
	mix := func(over, under uint8) uint8 {
		return uint8((float64(over)*share + float64(under)*float64(was.A)/255*(1-share)) / a)
	}
	p.img.SetNRGBA(x, y, color.NRGBA{R: mix(n.R, was.R), G: mix(n.G, was.G), B: mix(n.B, was.B), A: uint8(a * 255)})
}
