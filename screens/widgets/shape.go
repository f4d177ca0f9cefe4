package widgets

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// shape is a rounded rectangle, with a border or without, that is painted into a
// picture once and copied to the screen from then on, until its look or its size
// changes. A canvas.Rectangle with round corners is computed anew for every pixel
// of every frame: where OpenGL is done by software, as on many remote desktops,
// that takes twice the time. What changes many times a second stays one, and an
// area without corners is a fill.
//
// Renderers list its Raster among their objects: Fyne paints types of its own
// alone. Like every object, it is of the UI goroutine.
type shape struct {
	*canvas.Raster
	look
	painted look // what the picture shows
}

// look is how a shape looks. Comparable.
type look struct {
	FillColor, StrokeColor color.Color // nil is transparent
	StrokeWidth            float32     // of the border, inside the shape; at least one pixel when not 0
	CornerRadius           float32     // canvas.RadiusMaximum for round ends
	// Stripe is a leading edge of another colour, StripeWidth broad, on which the
	// shape lies.
	Stripe      color.Color
	StripeWidth float32
}

func newShape() *shape {
	s := &shape{}
	s.Raster = canvas.NewRaster(s.picture)
	// The texture has a pixel for each one of the screen. Where Fyne rounds the
	// place of the shape so that it is one more or less, a row out of the middle
	// comes twice or not at all, and the edges stay sharp.
	s.ScaleMode = canvas.ImageScalePixels
	return s
}

// Refresh has the picture made again when it would look different.
func (s *shape) Refresh() {
	if s.look != s.painted {
		s.Raster.Refresh()
	}
}

// picture paints the shape w by h pixels large.
func (s *shape) picture(w, h int) image.Image {
	s.painted = s.look
	return s.paint(w, h, scaleOf(s.Size(), w, h))
}

// scaleOf is how many pixels a unit has, of an object that takes w by h of them.
// Fyne's scales are whole tenths, times what the screen multiplies by.
func scaleOf(size fyne.Size, w, h int) float32 {
	scale := float32(w) / size.Width
	if size.Height > size.Width {
		scale = float32(h) / size.Height
	}
	const step = 20
	return float32(math.Round(float64(scale*step))) / step
}

// paint returns a picture of w by h pixels, an empty one when there is nothing to
// see.
func (l look) paint(w, h int, scale float32) *image.RGBA {
	layers := l.layers(w, h, scale)
	if len(layers) == 0 || w <= 0 || h <= 0 {
		return &image.RGBA{}
	}
	pic := blank(w, h)
	corner := 1 // rows at the top, and as many at the bottom, that differ from the middle one
	left, right := 1, 1
	for _, a := range layers {
		reach := int(math.Ceil(float64(max(a.radius, a.line)))) + 1
		corner, left, right = max(corner, reach), max(left, int(a.x)+3*reach), max(right, reach)
	}
	middle := h / 2
	row := func(y int) []uint8 { return pic.Pix[y*pic.Stride : (y+1)*pic.Stride] }
	paintRow(row(middle), layers, middle, left, right)
	for y := range middle {
		if y < corner {
			paintRow(row(y), layers, y, left, right)
		} else {
			copy(row(y), row(middle))
		}
	}
	for y := middle + 1; y < h; y++ { // the lower half is the upper one, upside down
		copy(row(y), row(h-1-y))
	}
	return pic
}

// scratch are the pixels of the picture that was painted last. Fyne is done with
// one when it asks for the next: OpenGL has copied it, the software painter has
// drawn it. A window that is being resized would leave some MiB of them behind
// every second.
var scratch []uint8

// blank returns a picture to paint over, out of scratch unless it is very large.
func blank(w, h int) *image.RGBA {
	const most = 1 << 20 // bytes that are kept
	r := image.Rect(0, 0, w, h)
	n := 4 * w * h
	if n > most {
		return image.NewRGBA(r)
	}
	if n > len(scratch) {
		scratch = make([]uint8, n)
	}
	return &image.RGBA{Pix: scratch[:n], Stride: 4 * w, Rect: r}
}

// paintRow paints one row: pixel by pixel at its ends, and between them, where all
// are the same, one that is copied.
func paintRow(row []uint8, layers []layer, y, left, right int) {
	w := len(row) / 4
	if left+right >= w {
		left, right = w, 0
	}
	put := func(x int) {
		var under pixel
		for i := range layers {
			under = layers[i].over(under, float32(x)+0.5, float32(y)+0.5)
		}
		row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = level(under.r), level(under.g), level(under.b), level(under.a)
	}
	for x := range left {
		put(x)
	}
	for x := w - right; x < w; x++ {
		put(x)
	}
	if left == w {
		return
	}
	put(left)
	same := row[4*left : 4*(w-right)]
	for n := 4; n < len(same); n *= 2 {
		copy(same[n:], same[:n])
	}
}

// pixel is a colour of parts from 0 to 1, red, green and blue times the opacity:
// what the picture has and what OpenGL lays over the window.
type pixel struct{ r, g, b, a float32 }

func pixelOf(c color.Color) pixel {
	if c == nil {
		return pixel{}
	}
	r, g, b, a := c.RGBA()
	const most = 0xffff
	return pixel{float32(r) / most, float32(g) / most, float32(b) / most, float32(a) / most}
}

func level(v float32) uint8 { return uint8(v*0xff + 0.5) }

// layer is one rounded rectangle of a picture, in pixels.
type layer struct {
	x, w, h      float32 // from x on, as high as the picture
	radius, line float32
	fill, stroke pixel
}

func (l look) layers(w, h int, scale float32) []layer {
	var all []layer
	width, height := float32(w), float32(h)
	a := layer{w: width, h: height, fill: pixelOf(l.FillColor), stroke: pixelOf(l.StrokeColor)}
	if l.Stripe != nil && l.StripeWidth > 0 {
		a.x = min(max(1, round(l.StripeWidth*scale)), width)
		radius := l.radius(width, height, scale)
		// It ends below the shape, or it would shine through at the far corners.
		all = append(all, layer{w: min(width, a.x+3*radius), h: height, radius: radius, fill: pixelOf(l.Stripe)})
		a.w -= a.x
	}
	a.radius = l.radius(a.w, height, scale)
	if l.StrokeWidth > 0 && a.stroke.a > 0 {
		a.line = max(1, round(l.StrokeWidth*scale))
	}
	if a.fill.a > 0 || a.line > 0 {
		all = append(all, a)
	}
	return all
}

func (l look) radius(w, h, scale float32) float32 {
	return min(l.CornerRadius*scale, w/2, h/2)
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }

// over lays the part of the layer that covers the pixel around (x, y) over what is
// below.
func (a *layer) over(under pixel, x, y float32) pixel {
	out := a.outside(x, y)
	body := covered(out + a.line) // inside the border
	line := covered(out) - body
	if a.line == 0 {
		line = 0
	}
	rest := 1 - body*a.fill.a - line*a.stroke.a
	return pixel{
		r: under.r*rest + body*a.fill.r + line*a.stroke.r,
		g: under.g*rest + body*a.fill.g + line*a.stroke.g,
		b: under.b*rest + body*a.fill.b + line*a.stroke.b,
		a: under.a*rest + body*a.fill.a + line*a.stroke.a,
	}
}

// outside is how far a point is outside the rounded rectangle; inside, less than
// nothing.
func (a *layer) outside(x, y float32) float32 {
	dx := abs(x-a.x-a.w/2) - a.w/2 + a.radius
	dy := abs(y-a.h/2) - a.h/2 + a.radius
	if dx <= 0 || dy <= 0 {
		return max(dx, dy) - a.radius
	}
	return float32(math.Sqrt(float64(dx*dx+dy*dy))) - a.radius
}

// covered is how much of a pixel a shape covers whose edge is that far away from
// the pixel's middle.
func covered(out float32) float32 { return min(max(0.5-out, 0), 1) }

func abs(v float32) float32 { return float32(math.Abs(float64(v))) }
