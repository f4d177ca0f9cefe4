package screens_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"offhook/resources"
)

// TestTheWindowsIconIsTheDrawing compares the picture that windows have with the
// drawing that it was made of. OFFHOOK_UPDATE=1 makes it anew.
func TestTheWindowsIconIsTheDrawing(t *testing.T) {
	test.NewTempApp(t)
	const side = 256
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	drawing := canvas.NewImageFromResource(resources.AppIcon())
	drawing.FillMode = canvas.ImageFillContain
	c.SetContent(drawing)
	c.Resize(fyne.NewSquareSize(side))
	want := c.Capture()
	if os.Getenv("OFFHOOK_UPDATE") != "" {
		var out bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, want); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("../resources/window-icon.png", out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, _, err := image.Decode(bytes.NewReader(resources.WindowIcon().Content()))
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != image.Rect(0, 0, side, side) {
		t.Fatalf("the windows' icon is %v, want %d by %d pixels", got.Bounds(), side, side)
	}
	for y := range side {
		for x := range side {
			is, was := color.NRGBAModel.Convert(got.At(x, y)), color.NRGBAModel.Convert(want.At(x, y))
			if is != was {
				t.Fatalf("the windows' icon is %v at %d, %d where the drawing is %v; OFFHOOK_UPDATE=1 makes it anew", is, x, y, was)
			}
		}
	}
}
