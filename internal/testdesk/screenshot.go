package testdesk

import (
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
)

// Screen returns the display's pixels.
func (d *Desk) Screen() *Framebuffer { return d.screen }

// Screenshot writes the whole display to a PNG file.
func (d *Desk) Screenshot(path string) error {
	return d.ScreenshotOf(path, d.screen.Bounds())
}

// ScreenshotOf writes a part of the display to a PNG file and makes its
// directory when needed.
func (d *Desk) ScreenshotOf(path string, part image.Rectangle) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	return encoder.Encode(f, d.screen.Image(part))
}
