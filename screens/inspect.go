package screens

import (
	"fyne.io/fyne/v2"

	"offhook/screens/widgets"
)

// Element is one thing in a window that a test or the guided tour can read or
// point at. Names are stable; they are no texts and are never translated.
type Element struct {
	Name string `json:"name"`
	Text string `json:"text"`
	// X, Y, W and H are pixels inside the window.
	X       int    `json:"x"`
	Y       int    `json:"y"`
	W       int    `json:"w"`
	H       int    `json:"h"`
	Visible bool   `json:"visible"` // on the screen, not scrolled out
	Enabled bool   `json:"enabled"` // works when clicked now
	Focused bool   `json:"focused"`
	Pointer bool   `json:"pointer"` // a click works, here or where it is scrolled to
	Keys    bool   `json:"keys"`    // Tab leads to it
	Window  string `json:"window"`  // its title
}

// Inspect lists the elements of the windows. Call it on the UI goroutine.
func (m *Main) Inspect() []Element {
	in := &inspector{window: m.window.Title(), canvas: m.window.Canvas(), covered: m.sheet != nil}
	m.inspect(in)
	return append(in.elements, m.inspectWindows()...)
}

func (m *Main) inspect(in *inspector) {
	m.login.inspect(in)
	m.shell.inspect(in)
	m.settings.inspect(in)
	if m.sheet != nil {
		in.covered = false
		m.sheet.inspect(in)
	}
}

// inspector collects elements.
type inspector struct {
	window   string
	canvas   fyne.Canvas
	covered  bool // a sheet lies over what is added
	clip     fyne.CanvasObject
	elements []Element
	// each is called with every object, when not nil.
	each func(name string, o fyne.CanvasObject)
}

// within says which object clips the elements that follow; nil for the window.
func (in *inspector) within(p *widgets.Page) {
	in.clip = nil
	if p != nil {
		in.clip = p.Scroller()
	}
}

// add records an object under a name.
func (in *inspector) add(name string, o fyne.CanvasObject, text string) {
	pos, size := in.position(o), o.Size()
	e := Element{Name: name, Text: text, Window: in.window}
	e.X, e.Y = in.canvas.PixelCoordinateForPosition(pos)
	scale := in.canvas.Scale()
	e.W, e.H = int(size.Width*scale), int(size.Height*scale)
	e.Visible = !pos.IsZero() && in.inSight(pos.AddXY(size.Width/2, size.Height/2))
	e.Enabled = e.Visible && !in.covered && works(o)
	if !pos.IsZero() && !in.covered && works(o) {
		_, e.Pointer = o.(fyne.Tappable)
		_, e.Keys = o.(fyne.Focusable)
	}
	f := in.canvas.Focused()
	e.Focused = f != nil && any(f) == any(o)
	in.elements = append(in.elements, e)
	if in.each != nil {
		in.each(name, o)
	}
}

// position is where an object is in the window, zero when it is not shown.
func (in *inspector) position(o fyne.CanvasObject) fyne.Position {
	if !o.Visible() {
		return fyne.Position{}
	}
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
}

// inSight reports whether a point is inside the window and what clips it.
func (in *inspector) inSight(p fyne.Position) bool {
	inside := func(origin fyne.Position, size fyne.Size) bool {
		return p.X >= origin.X && p.Y >= origin.Y && p.X < origin.X+size.Width && p.Y < origin.Y+size.Height
	}
	if !inside(fyne.Position{}, in.canvas.Size()) {
		return false
	}
	return in.clip == nil || inside(in.position(in.clip), in.clip.Size())
}

// works reports whether an object would act on a click.
func works(o fyne.CanvasObject) bool {
	if b, ok := o.(*widgets.Button); ok && b.Pending {
		return false
	}
	if d, ok := o.(fyne.Disableable); ok {
		return !d.Disabled()
	}
	return true
}
