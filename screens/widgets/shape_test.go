package widgets

import (
	"fmt"
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

var (
	red   = color.NRGBA{R: 0xff, A: 0xff}
	green = color.NRGBA{G: 0xff, A: 0xff}
	blue  = color.NRGBA{B: 0xff, A: 0xff}
)

func at(pic image.Image, x, y int) color.RGBA {
	return color.RGBAModel.Convert(pic.At(x, y)).(color.RGBA)
}

// TestAShapeHasItsRowsWhereTheyBelong compares what is copied from row to row and
// along a row with what each pixel is by itself, in a buffer that held a larger
// picture before.
func TestAShapeHasItsRowsWhereTheyBelong(t *testing.T) {
	looks := map[string]look{
		"plain":       {FillColor: red},
		"round":       {FillColor: red, CornerRadius: 10},
		"disc":        {FillColor: red, CornerRadius: canvas.RadiusMaximum},
		"border":      {FillColor: red, StrokeColor: green, StrokeWidth: 1.5, CornerRadius: 10},
		"ring":        {StrokeColor: green, StrokeWidth: 3, CornerRadius: 13},
		"card":        {FillColor: red, StrokeColor: green, StrokeWidth: 2, CornerRadius: 14, Stripe: blue, StripeWidth: 5},
		"translucent": {FillColor: color.NRGBA{R: 0xff, A: 0x40}, CornerRadius: 4},
	}
	for name, l := range looks {
		for _, size := range []image.Point{{300, 200}, {116, 48}, {61, 23}, {20, 20}, {9, 40}, {3, 2}, {1, 1}} {
			for _, scale := range []float32{1, 1.25, 2} {
				l.paint(2*size.X, 2*size.Y, 2)
				pic := l.paint(size.X, size.Y, scale)
				layers := l.layers(size.X, size.Y, scale)
				for y := range size.Y {
					for x := range size.X {
						var p pixel
						for i := range layers {
							p = layers[i].over(p, float32(x)+0.5, float32(y)+0.5)
						}
						want := color.RGBA{level(p.r), level(p.g), level(p.b), level(p.a)}
						if is := at(pic, x, y); apart(is, want) {
							t.Fatalf("%s, %v at scale %v: the pixel at %d, %d is %v, want %v", name, size, scale, x, y, is, want)
						}
					}
				}
			}
		}
	}
}

// apart allows a step for what is computed from the other end of a row.
func apart(a, b color.RGBA) bool {
	for _, d := range []int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B), int(a.A) - int(b.A)} {
		if d < -1 || d > 1 {
			return true
		}
	}
	return false
}

func TestABorderIsSharpAtEveryScale(t *testing.T) {
	l := look{FillColor: red, StrokeColor: green, StrokeWidth: 1.5, CornerRadius: 10}
	for scale, line := range map[float32]int{0.5: 1, 1: 2, 1.2: 2, 1.5: 2, 2: 3} {
		w, h := int(120*scale), int(60*scale)
		pic := l.paint(w, h, scale)
		for i := range line + 1 {
			want := color.RGBAModel.Convert(green)
			if i == line {
				want = color.RGBAModel.Convert(red)
			}
			for side, p := range map[string]image.Point{"left": {i, h / 2}, "right": {w - 1 - i, h / 2}, "top": {w / 2, i}, "bottom": {w / 2, h - 1 - i}} {
				if is := at(pic, p.X, p.Y); is != want {
					t.Errorf("scale %v: %d pixels from the %s edge it is %v, want %v", scale, i, side, is, want)
				}
			}
		}
	}
}

func TestCornersLetWhatIsBelowThrough(t *testing.T) {
	pic := look{FillColor: red, CornerRadius: 10}.paint(100, 40, 1)
	for _, p := range []image.Point{{0, 0}, {99, 0}, {0, 39}, {99, 39}} {
		if is := at(pic, p.X, p.Y); is.A != 0 {
			t.Errorf("the corner at %v is %v", p, is)
		}
	}
	// the edge of a quarter circle of 10 runs through that pixel
	if edge := at(pic, 3, 2); edge.A == 0 || edge.A == 0xff || edge.R != edge.A {
		t.Errorf("the edge is %v: it is not smooth, or brighter than what covers it", edge)
	}
}

func TestATranslucentShapeKeepsItsOpacity(t *testing.T) {
	pic := look{FillColor: color.NRGBA{R: 0xff, G: 0x80, A: 0x40}, CornerRadius: 4}.paint(40, 20, 1)
	if is, want := at(pic, 20, 10), (color.RGBA{R: 0x40, G: 0x20, A: 0x40}); is != want {
		t.Errorf("it is %v, want %v", is, want)
	}
}

func TestNothingToSeeIsNoPicture(t *testing.T) {
	for _, l := range []look{{}, {FillColor: color.Transparent, CornerRadius: 10}, {StrokeColor: green}, {StrokeColor: color.Transparent, StrokeWidth: 2}} {
		if pic := l.paint(200, 100, 1); len(pic.Pix) != 0 {
			t.Errorf("%+v is a picture of %v", l, pic.Rect)
		}
	}
}

func TestACardsStripeIsBesideItsSurface(t *testing.T) {
	pic := look{FillColor: red, StrokeColor: green, StrokeWidth: 1, CornerRadius: 14, Stripe: blue, StripeWidth: 5}.paint(200, 100, 1)
	for x, want := range map[int]color.Color{0: blue, 4: blue, 5: green, 6: red, 198: red, 199: green} {
		if is := at(pic, x, 50); is != color.RGBAModel.Convert(want) {
			t.Errorf("%d from the left it is %v, want %v", x, is, want)
		}
	}
	if is := at(pic, 12, 1); is.B == 0 { // the surface's corner lies on the stripe
		t.Errorf("the surface's corner is %v", is)
	}
	for y := range 14 {
		for x := 186; x < 200; x++ {
			if is := at(pic, x, y); is.B != 0 {
				t.Errorf("the stripe shines through at the far corner: %v at %d, %d", is, x, y)
			}
		}
	}
}

func TestTheScaleIsKnownFromThePixels(t *testing.T) {
	for _, scale := range []float32{1, 1.1, 1.2, 1.5, 2} {
		for _, size := range []fyne.Size{{Width: 100.4, Height: 39}, {Width: 30, Height: 333.3}, {Width: 64.2, Height: 48}} {
			w, h := int(round(size.Width*scale)), int(round(size.Height*scale))
			if is := scaleOf(size, w, h); is != scale {
				t.Errorf("%v of %d by %d pixels: scale %v, want %v", size, w, h, is, scale)
			}
		}
	}
}

func BenchmarkShape(b *testing.B) {
	card := look{FillColor: red, StrokeColor: green, StrokeWidth: 1, CornerRadius: 14, Stripe: blue, StripeWidth: 5}
	key := look{FillColor: red, CornerRadius: 12}
	for _, s := range []struct {
		look
		w, h int
	}{{card, 640, 300}, {key, 116, 48}} {
		b.Run(fmt.Sprintf("%dx%d", s.w, s.h), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.paint(s.w, s.h, 1)
			}
		})
	}
}
