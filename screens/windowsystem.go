package screens

import (
	"image"

	"fyne.io/fyne/v2"

	"offhook/screens/native"
)

// windowSystem places windows where Fyne cannot. Each method reports whether the
// system can do it.
type windowSystem interface {
	// Aside makes a window, before it is first shown, one that never takes the
	// keyboard.
	Aside(fyne.Window) bool
	// Move puts a window's inside at a point of the desktop, above the others.
	Move(w fyne.Window, to image.Point) bool
	// Paint paints a window that is set aside at once.
	Paint(fyne.Window) bool
	// Where is a window's inside on the desktop.
	Where(fyne.Window) (image.Rectangle, bool)
	// Room is the free part of the monitor under the pointer.
	Room(fyne.Window) (image.Rectangle, bool)
	// Minimised tells that a window is not on the screen; false where the system
	// does not say.
	Minimised(fyne.Window) bool
	// Minimise takes a window off the screen; it stays in the desktop's list.
	Minimise(fyne.Window) bool
	// Attention marks a window in the desktop's list of windows.
	Attention(w fyne.Window, on bool) bool
}

var _ windowSystem = native.Desktop{}

// pixels is a size in the window system's pixels.
func pixels(c fyne.Canvas, s fyne.Size) image.Point {
	x, y := c.PixelCoordinateForPosition(fyne.NewPos(s.Width, s.Height))
	return image.Pt(x, y)
}

// within moves a rectangle as little as it takes to be inside another, with its
// beginning first where it is too large.
func within(r, room image.Rectangle) image.Rectangle {
	at := r.Min
	at.X = max(room.Min.X, min(at.X, room.Max.X-r.Dx()))
	at.Y = max(room.Min.Y, min(at.Y, room.Max.Y-r.Dy()))
	return r.Add(at.Sub(r.Min))
}
