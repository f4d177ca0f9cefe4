package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// control is what our clickable widgets have in common: pointer and keyboard
// focus, activation by tap, Space or Enter, and a ring around the focused one.
type control struct {
	widget.BaseWidget
	disabled bool
	// OnFocus is called when the control gains the keyboard focus.
	OnFocus func()

	hovered, focused bool
	tap              func()
	key              func() // activation by keyboard; tap when nil
	self             fyne.Widget
}

var (
	_ fyne.Focusable    = (*control)(nil)
	_ fyne.Tappable     = (*control)(nil)
	_ fyne.Disableable  = (*control)(nil)
	_ desktop.Hoverable = (*control)(nil)
)

func (c *control) init(self fyne.Widget, tap func()) {
	c.self, c.tap = self, tap
	c.ExtendBaseWidget(self)
}

// SetOnFocus sets OnFocus.
func (c *control) SetOnFocus(f func()) { c.OnFocus = f }

// Disabled implements fyne.Disableable.
func (c *control) Disabled() bool { return c.disabled }

// Disable implements fyne.Disableable.
func (c *control) Disable() { c.SetEnabled(false) }

// Enable implements fyne.Disableable.
func (c *control) Enable() { c.SetEnabled(true) }

// SetEnabled enables or disables the control.
func (c *control) SetEnabled(on bool) {
	if c.disabled == !on {
		return
	}
	c.disabled = !on
	c.Refresh()
}

// FocusGained implements fyne.Focusable.
func (c *control) FocusGained() {
	c.focused = true
	c.Refresh()
	c.tip()
	if c.OnFocus != nil {
		c.OnFocus()
	}
}

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() {
	c.focused = false
	c.Refresh()
	c.untip()
}

// TypedRune implements fyne.Focusable.
func (c *control) TypedRune(r rune) {
	if r != ' ' {
		forwardRune(c.self, r)
	}
}

// TypedKey implements fyne.Focusable.
func (c *control) TypedKey(ev *fyne.KeyEvent) {
	if !isActivation(ev) {
		forwardKey(c.self, ev)
		return
	}
	if c.disabled {
		return
	}
	if c.key != nil {
		c.key()
		return
	}
	c.tap()
}

// Tapped implements fyne.Tappable.
func (c *control) Tapped(*fyne.PointEvent) {
	c.untip()
	if !c.disabled {
		c.follow()
		c.tap()
	}
}

// follow has the keyboard go where the pointer is when another control has it,
// so that the ring is not left on one that the hand has gone away from. From a
// field, where somebody may be typing, it takes nothing.
func (c *control) follow() {
	canvas := fyne.CurrentApp().Driver().CanvasForObject(c.self)
	if canvas == nil {
		return
	}
	if f, ok := canvas.Focused().(interface{ Focused() bool }); ok && f.Focused() && !c.focused {
		if self, ok := c.self.(fyne.Focusable); ok {
			canvas.Focus(self)
		}
	}
}

// MouseIn implements desktop.Hoverable.
func (c *control) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	c.Refresh()
	c.tip()
}

// MouseMoved implements desktop.Hoverable.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *control) MouseOut() {
	c.hovered = false
	c.Refresh()
	c.untip()
}

// Tipped is a control that can show less than its name. Tip is what it does not
// show in words, empty when nothing is missing, and the key that does the same,
// empty for none.
type Tipped interface {
	Tip() (text, key string)
}

// tip has what the control does not show in words come up beside it.
func (c *control) tip() {
	t, ok := c.self.(Tipped)
	if !ok {
		return
	}
	if text, key := t.Tip(); text != "" {
		if over := tipsOver(c.self); over != nil {
			over.about(c.self, text, key)
		}
	}
}

// untip takes it away again.
func (c *control) untip() {
	if _, ok := c.self.(Tipped); ok {
		if over := tipsOver(c.self); over != nil {
			over.clear()
		}
	}
}

// Focused reports whether the control has the keyboard focus.
func (c *control) Focused() bool { return c.focused }

// frame draws a control's body and its focus ring.
type frame struct {
	body, ring *shape
}

func newFrame() frame {
	ring := newShape()
	ring.Hide()
	return frame{body: newShape(), ring: ring}
}

func (f frame) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.body.Raster, f.ring.Raster}
}

func (f frame) layout(size fyne.Size) {
	f.body.Resize(size)
	out := ringSpace + sizeOf(SizeFocusStroke)
	f.ring.Move(fyne.NewSquareOffsetPos(-out))
	f.ring.Resize(size.AddWidthHeight(2*out, 2*out))
}

// paint colours the body; border "" means none.
func (f frame) paint(c *control, fill, border fyne.ThemeColorName, radius float32) {
	f.body.FillColor = colorOf(fill)
	if c.hovered && !c.disabled {
		f.body.FillColor = blend(f.body.FillColor, colorOf("hover"))
	}
	f.body.CornerRadius = radius
	f.body.StrokeWidth, f.body.StrokeColor = 0, color.Transparent
	if border != "" {
		f.body.StrokeWidth, f.body.StrokeColor = 1.5, colorOf(border)
	}
	f.body.Refresh()
	f.ring.StrokeWidth = sizeOf(SizeFocusStroke)
	f.ring.StrokeColor = colorOf(ColorAccentText)
	f.ring.CornerRadius = radius + ringSpace + sizeOf(SizeFocusStroke)
	f.ring.Hidden = !c.focused
	f.ring.Refresh()
}
