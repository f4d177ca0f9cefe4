package desktop

import (
	"bytes"
	"fmt"
	"image"
	"image/color"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"

	"offhook/resources"
)

// pixmap is an image as a StatusNotifierItem has it: width, height, and four
// bytes for each pixel: alpha, red, green, blue.
type pixmap struct {
	Width, Height int32
	Data          []byte
}

// traySizes are in pixels: of a usual panel, and of one on a fine screen.
var traySizes = []int{24, 48}

// toneColors are light enough to stand out on a dark panel and dark enough for a
// light one, with a white sign on them.
var toneColors = map[Tone]color.NRGBA{
	ToneIdle:    {0x6b, 0x72, 0x80, 0xff},
	ToneReady:   {0x15, 0x80, 0x3d, 0xff},
	ToneAway:    {0xb4, 0x53, 0x09, 0xff},
	ToneWork:    {0x7c, 0x3a, 0xed, 0xff},
	ToneCall:    {0x3b, 0x55, 0xe6, 0xff},
	ToneTrouble: {0xc8, 0x1e, 0x1e, 0xff},
}

// trayPixmaps paints an icon in each size.
func trayPixmaps(t Tray) ([]pixmap, error) {
	var list []pixmap
	for _, size := range traySizes {
		img, err := PaintTray(t, size)
		if err != nil {
			return nil, err
		}
		list = append(list, pixmapOf(img))
	}
	return list, nil
}

// PaintTray paints the icon, size pixels wide and high: a disc with a sign on it, the
// dot in the corner. The error is about an icon that there is not. Any goroutine.
func PaintTray(t Tray, size int) (*image.RGBA, error) {
	source, err := resources.Icon(t.Icon)
	if err != nil {
		return nil, fmt.Errorf("desktop: %w", err)
	}
	sign, err := oksvg.ReadIconStream(bytes.NewReader(bytes.ReplaceAll(source, []byte("currentColor"), []byte("#ffffff"))))
	if err != nil {
		return nil, fmt.Errorf("desktop: icon %s: %w", t.Icon, err)
	}
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	brush := rasterx.NewDasher(size, size, rasterx.NewScannerGV(size, size, img, img.Bounds()))
	s := float64(size)
	disc(brush, s/2, s/2, s/2, toneColors[t.Tone])
	const inset = 0.17 // the sign is within the disc
	sign.SetTarget(inset*s, inset*s, (1-2*inset)*s, (1-2*inset)*s)
	sign.Draw(brush, 1)
	if t.Dot {
		disc(brush, 0.79*s, 0.21*s, 0.21*s, color.NRGBA{0xff, 0xff, 0xff, 0xff})
		disc(brush, 0.79*s, 0.21*s, 0.16*s, color.NRGBA{0xdc, 0x26, 0x26, 0xff})
	}
	return img, nil
}

func disc(brush *rasterx.Dasher, x, y, radius float64, c color.Color) {
	brush.Clear()
	fill := &brush.Filler
	fill.SetColor(c)
	rasterx.AddCircle(x, y, radius, fill)
	fill.Stop(true)
	fill.Draw()
	fill.Clear()
}

func pixmapOf(img *image.RGBA) pixmap {
	b := img.Bounds()
	p := pixmap{Width: int32(b.Dx()), Height: int32(b.Dy()), Data: make([]byte, 0, 4*b.Dx()*b.Dy())}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.RGBAAt(x, y)).(color.NRGBA)
			p.Data = append(p.Data, c.A, c.R, c.G, c.B)
		}
	}
	return p
}
