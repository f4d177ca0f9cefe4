package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Check is a box to tick with its label.
type Check struct {
	control
	Label   string
	Checked bool
}

var (
	_ fyne.Widget     = (*Check)(nil)
	_ fyne.Accessible = (*Check)(nil)
)

// NewCheck returns an unticked box.
func NewCheck(label string) *Check {
	c := &Check{Label: label}
	c.init(c, func() { c.SetChecked(!c.Checked) })
	return c
}

// SetChecked ticks or clears the box.
func (c *Check) SetChecked(on bool) {
	if c.Checked != on {
		c.Checked = on
		c.Refresh()
	}
}

// TypedKey implements fyne.Focusable. Enter goes to the window, where it
// submits the form.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySpace {
		c.control.TypedKey(ev)
		return
	}
	forwardKey(c, ev)
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Check) AccessibilityLabel() string { return c.Label }

// AccessibilityRole implements fyne.Accessible.
func (c *Check) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	r := &checkRenderer{
		c: c, frame: newFrame(),
		box:   canvas.NewRectangle(color.Transparent),
		tick:  NewIcon("check", ColorOnAccent, SizeIconSmall),
		label: NewText(c.Label, theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
	}
	r.apply()
	return r
}

type checkRenderer struct {
	c     *Check
	frame frame
	box   *canvas.Rectangle
	tick  *Icon
	label *Text
}

const boxSize = 20

func (r *checkRenderer) apply() {
	r.frame.paint(&r.c.control, "", "", sizeOf(SizeRadius))
	r.box.CornerRadius, r.box.StrokeWidth = 6, 1.5
	r.box.FillColor, r.box.StrokeColor = colorOf(theme.ColorNameInputBackground), colorOf(theme.ColorNamePlaceHolder)
	if r.c.Checked {
		r.box.FillColor, r.box.StrokeColor = colorOf(ColorAccent), colorOf(ColorAccent)
	}
	r.box.Refresh()
	r.tick.Hidden = !r.c.Checked
	r.tick.Refresh()
	ink := theme.ColorNameForeground
	if r.c.disabled {
		ink = ColorMuted
	}
	r.label.Color = ink
	r.label.Refresh()
}

func (r *checkRenderer) MinSize() fyne.Size {
	return fyne.NewSize(boxSize+GapSmall+60, boxSize+8)
}

func (r *checkRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	y := (size.Height - boxSize) / 2
	r.box.Move(fyne.NewPos(1, y))
	r.box.Resize(fyne.NewSquareSize(boxSize))
	t := r.tick.MinSize()
	r.tick.Move(fyne.NewPos(1+(boxSize-t.Width)/2, y+(boxSize-t.Height)/2))
	r.tick.Resize(t)
	h := r.label.MinSize().Height
	r.label.Move(fyne.NewPos(boxSize+GapSmall+1, (size.Height-h)/2))
	r.label.Resize(fyne.NewSize(size.Width-boxSize-GapSmall-1, h))
}

func (r *checkRenderer) Refresh() {
	r.apply()
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *checkRenderer) Objects() []fyne.CanvasObject {
	return append(r.frame.objects(), r.box, r.tick, r.label)
}
func (r *checkRenderer) Destroy() {}
