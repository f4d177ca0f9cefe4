// Command macos writes the icon of the macOS bundle: resources/icon.svg in each
// size that the Finder asks for, as an .icns file.
//
//	go run ./packaging/macos ICON.svg FILE.icns
package main

import (
	"errors"
	"fmt"
	"image"
	"os"

	"github.com/fyne-io/oksvg"
	"github.com/jackmordaunt/icns/v3"
	"github.com/srwiley/rasterx"
)

// largest is the side of the largest size, in pixels.
const largest = 1024

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: macos ICON.svg FILE.icns")
		os.Exit(2)
	}
	if err := convert(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "macos:", err)
		os.Exit(1)
	}
}

func convert(from, to string) error {
	drawing, err := oksvg.ReadIcon(from)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	img := image.NewRGBA(image.Rect(0, 0, largest, largest))
	drawing.SetTarget(0, 0, largest, largest)
	drawing.Draw(rasterx.NewDasher(largest, largest, rasterx.NewScannerGV(largest, largest, img, img.Bounds())), 1)
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	return errors.Join(icns.NewEncoder(f).WithAlgorithm(icns.Lanczos3).Encode(img), f.Close())
}
