package testdesk

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"syscall"
	"time"
)

// Framebuffer is the display's pixels as the X server holds them, mapped into
// memory: a change is visible here the moment it is drawn.
type Framebuffer struct {
	mapped []byte
	pix    []byte // 4 bytes a pixel: blue, green, red, unused
	stride int    // bytes a line
	bounds image.Rectangle
}

// xwdHeader is the start of an X window dump, which Xvfb keeps its screen as
// (XWDFile.h): 25 big-endian 32-bit words.
type xwdHeader struct {
	HeaderSize, FileVersion, PixmapFormat, PixmapDepth, PixmapWidth, PixmapHeight,
	XOffset, ByteOrder, BitmapUnit, BitmapBitOrder, BitmapPad, BitsPerPixel,
	BytesPerLine, VisualClass, RedMask, GreenMask, BlueMask, BitsPerRGB,
	ColormapEntries, NColors, WindowWidth, WindowHeight, WindowX, WindowY,
	WindowBorderWidth uint32
}

const xwdColorSize = 12

func openFramebuffer(path string) (*Framebuffer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	mapped, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("map the frame buffer: %w", err)
	}
	fb, err := newFramebuffer(mapped)
	if err != nil {
		return nil, errors.Join(err, syscall.Munmap(mapped))
	}
	return fb, nil
}

func newFramebuffer(mapped []byte) (*Framebuffer, error) {
	var h xwdHeader
	if err := binary.Read(bytes.NewReader(mapped), binary.BigEndian, &h); err != nil {
		return nil, fmt.Errorf("frame buffer header: %w", err)
	}
	if h.BitsPerPixel != 32 || h.ByteOrder != 0 {
		return nil, fmt.Errorf("frame buffer has %d bits a pixel and byte order %d, want 32 and 0", h.BitsPerPixel, h.ByteOrder)
	}
	start := int(h.HeaderSize + h.NColors*xwdColorSize)
	size := int(h.BytesPerLine * h.PixmapHeight)
	if start+size > len(mapped) {
		return nil, fmt.Errorf("frame buffer file is too short: %d bytes", len(mapped))
	}
	return &Framebuffer{
		mapped: mapped, pix: mapped[start : start+size], stride: int(h.BytesPerLine),
		bounds: image.Rect(0, 0, int(h.PixmapWidth), int(h.PixmapHeight)),
	}, nil
}

func (f *Framebuffer) close() { _ = syscall.Munmap(f.mapped) }

// Bounds returns the size of the display.
func (f *Framebuffer) Bounds() image.Rectangle { return f.bounds }

// At returns the colour of one pixel.
func (f *Framebuffer) At(x, y int) color.RGBA {
	i := y*f.stride + x*4
	return color.RGBA{R: f.pix[i+2], G: f.pix[i+1], B: f.pix[i], A: 0xff}
}

// Image copies a part of the display.
func (f *Framebuffer) Image(part image.Rectangle) *image.RGBA {
	part = part.Intersect(f.bounds)
	img := image.NewRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	for y := range part.Dy() {
		from := f.pix[(part.Min.Y+y)*f.stride+part.Min.X*4:]
		to := img.Pix[y*img.Stride : y*img.Stride+part.Dx()*4]
		for x := 0; x < len(to); x += 4 {
			to[x], to[x+1], to[x+2], to[x+3] = from[x+2], from[x+1], from[x], 0xff
		}
	}
	return img
}

// Snapshot is a part of the display as it was at one moment.
type Snapshot struct {
	part image.Rectangle
	rows []byte
}

// Snapshot remembers a part of the display, to wait for a change of it.
func (f *Framebuffer) Snapshot(part image.Rectangle) Snapshot {
	part = part.Intersect(f.bounds)
	s := Snapshot{part: part, rows: make([]byte, 0, part.Dx()*part.Dy()*4)}
	for y := part.Min.Y; y < part.Max.Y; y++ {
		s.rows = append(s.rows, f.row(part, y)...)
	}
	return s
}

func (f *Framebuffer) row(part image.Rectangle, y int) []byte {
	return f.pix[y*f.stride+part.Min.X*4 : y*f.stride+part.Max.X*4]
}

// Changed reports whether the part looks different from the snapshot.
func (f *Framebuffer) Changed(s Snapshot) bool { return f.changed(s, 0, 1) }

// changed compares the rows first, first+step and so on.
func (f *Framebuffer) changed(s Snapshot, first, step int) bool {
	width := s.part.Dx() * 4
	for i := first; i < s.part.Dy(); i += step {
		if !bytes.Equal(s.rows[i*width:(i+1)*width], f.row(s.part, s.part.Min.Y+i)) {
			return true
		}
	}
	return false
}

// looks is the number of looks of WaitChanged in which it has seen every row.
// Comparing all of them twice a millisecond would take a quarter of a core from
// a program that draws by software, and what is measured would be the measuring.
const looks = 16

// WaitChanged returns the time at which the part was first seen to look
// different from the snapshot. It looks about twice a millisecond at every
// sixteenth row, another one each time: what is higher than that is seen at once,
// a single row within 8 ms.
func (f *Framebuffer) WaitChanged(ctx context.Context, s Snapshot) (time.Time, error) {
	tick := time.NewTicker(500 * time.Microsecond)
	defer tick.Stop()
	for look := 0; ; look++ {
		if f.changed(s, look%looks, looks) {
			return time.Now(), nil
		}
		select {
		case <-ctx.Done():
			return time.Time{}, fmt.Errorf("testdesk: the pixels did not change: %w", context.Cause(ctx))
		case <-tick.C:
		}
	}
}

// WaitStill returns when the part has looked the same for d.
func (f *Framebuffer) WaitStill(ctx context.Context, part image.Rectangle, d time.Duration) error {
	for {
		s := f.Snapshot(part)
		quiet, cancel := context.WithTimeout(ctx, d)
		_, err := f.WaitChanged(quiet, s)
		cancel()
		if ctx.Err() != nil {
			return fmt.Errorf("testdesk: the pixels kept changing: %w", context.Cause(ctx))
		}
		if err != nil {
			return nil
		}
	}
}
