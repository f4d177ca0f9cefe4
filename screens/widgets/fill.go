package widgets

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2/canvas"
)

// fill is an area of one colour without border or corners. It is one pixel
// stretched over the area: where OpenGL is done by software, as on many remote
// desktops, that is painted in less than half the time of a canvas.Rectangle.
type fill struct {
	*canvas.Image
	pixel *image.RGBA
}

func newFill() fill {
	pixel := image.NewRGBA(image.Rect(0, 0, 1, 1))
	return fill{Image: stretched(pixel), pixel: pixel}
}

// stretched is a picture whose pixels are stretched over the area that it is given.
func stretched(pixels *image.RGBA) *canvas.Image {
	i := canvas.NewImageFromImage(pixels)
	i.FillMode, i.ScaleMode = canvas.ImageFillStretch, canvas.ImageScalePixels
	return i
}

// paint shows another colour.
func (f fill) paint(c color.Color) {
	if f.pixel.At(0, 0) == color.RGBAModel.Convert(c) {
		return
	}
	f.pixel.Set(0, 0, c)
	f.Refresh()
}

// shade is an area whose colour changes evenly from top to bottom, one pixel wide
// like a fill. A canvas.LinearGradient is computed for every pixel of the area.
type shade struct {
	*canvas.Image
	rows     *image.RGBA
	from, to color.Color
}

// shadeRows are as many as there are tones between two colours, at most.
const shadeRows = 256

func newShade() *shade {
	rows := image.NewRGBA(image.Rect(0, 0, 1, shadeRows))
	return &shade{Image: stretched(rows), rows: rows}
}

// paint shows other colours.
func (s *shade) paint(from, to color.Color) {
	if from == s.from && to == s.to {
		return
	}
	s.from, s.to = from, to
	a, b := color.RGBA64Model.Convert(from).(color.RGBA64), color.RGBA64Model.Convert(to).(color.RGBA64)
	for y := range shadeRows {
		part := (float64(y) + 0.5) / shadeRows
		between := func(a, b uint16) uint16 { return uint16(float64(a) + part*(float64(b)-float64(a))) }
		s.rows.Set(0, y, color.RGBA64{R: between(a.R, b.R), G: between(a.G, b.G), B: between(a.B, b.B), A: between(a.A, b.A)})
	}
	s.Refresh()
}
