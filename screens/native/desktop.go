package native

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// Desktop is the window system that the program runs on.
type Desktop struct{}

// Aside makes a window one that never takes the keyboard, neither when it is
// shown nor when it is clicked, that lies above the others and is in no list of
// windows. It must be called after the window was made and before it is first on
// the screen. False says that this system, or the window as yet, has none.
func (Desktop) Aside(w fyne.Window) bool {
	h, ok := handle(w)
	return ok && aside(h)
}

// Move puts the inside of a window at a point of the desktop in pixels, above
// the others, and leaves the keyboard where it is.
func (Desktop) Move(w fyne.Window, to image.Point) bool {
	h, ok := handle(w)
	return ok && move(h, to)
}

// Paint paints a window that is set aside at once, instead of with the next frame.
// Only under X11, where showing such a window again leaves the keyboard alone.
func (Desktop) Paint(w fyne.Window) bool {
	if _, ok := handle(w); !ok || !paintsByShowing {
		return false
	}
	w.Show()
	return true
}

// Where is the inside of a window on the desktop, in pixels.
func (Desktop) Where(w fyne.Window) (image.Rectangle, bool) {
	h, ok := handle(w)
	if !ok {
		return image.Rectangle{}, false
	}
	return where(h)
}

// Minimised tells that a window is not on the screen: minimised or hidden. False
// where the system does not say.
func (Desktop) Minimised(w fyne.Window) bool {
	h, ok := handle(w)
	return ok && minimised(h)
}

// Room is the part of the monitor under the pointer that no panel covers, in
// pixels; w may not have been shown yet. False says that no window can be set aside
// here.
func (Desktop) Room(w fyne.Window) (image.Rectangle, bool) {
	if _, ok := handle(w); !ok && !placesWindows() {
		return image.Rectangle{}, false
	}
	return room()
}

// Minimise takes a window off the screen as its frame's button does.
func (Desktop) Minimise(w fyne.Window) bool {
	h, ok := handle(w)
	return ok && minimise(h)
}

// Attention marks a window in the desktop's list of windows as one that wants to
// be looked at, or takes the mark away. It never brings the window to the front.
func (Desktop) Attention(w fyne.Window, on bool) bool {
	h, ok := handle(w)
	return ok && attention(h, on)
}

// handle is the window system's own name of a window, which exists once the
// window was made.
func handle(w fyne.Window) (h uintptr, ok bool) {
	n, isNative := w.(driver.NativeWindow)
	if !isNative {
		return 0, false
	}
	n.RunNative(func(context any) { h = handleIn(context) })
	return h, h != 0
}
