package widgets

import (
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
	_ Heighter        = (*Check)(nil)
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

// HeightForWidth implements Heighter: a long label wraps.
func (c *Check) HeightForWidth(width float32) float32 {
	if checkLabelFits(c.Label, width) {
		return boxSize + 8
	}
	return NewParagraph(c.Label, theme.ColorNameForeground, theme.SizeNameText).HeightForWidth(checkRoom(width)) + 8
}

// checkRoom is the width for the label.
func checkRoom(width float32) float32 { return width - boxSize - GapSmall - 1 }

func checkLabelFits(label string, width float32) bool {
	return measureText(label, sizeOf(theme.SizeNameText), false).Width <= checkRoom(width)+0.5
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Check) AccessibilityLabel() string { return c.Label }

// AccessibilityRole implements fyne.Accessible.
func (c *Check) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	r := &checkRenderer{
		c: c, frame: newFrame(),
		box:   newShape(),
		tick:  NewIcon("check", ColorOnAccent, SizeIconSmall),
		label: NewText(c.Label, theme.ColorNameForeground, theme.SizeNameText),
		lines: NewParagraph(c.Label, theme.ColorNameForeground, theme.SizeNameText),
	}
	r.apply()
	return r
}

type checkRenderer struct {
	c     *Check
	frame frame
	box   *shape
	tick  *Icon
	label *Text
	lines *Paragraph // the label where it does not fit on one line
}

const boxSize = 20

func (r *checkRenderer) apply() {
	r.frame.paint(&r.c.control, "", "", sizeOf(SizeRadius))
	r.box.CornerRadius, r.box.StrokeWidth = 6, 1.5
	r.box.FillColor, r.box.StrokeColor = colorOf(theme.ColorNameInputBackground), colorOf(theme.ColorNamePlaceHolder)
	if r.c.Checked {
		r.box.FillColor, r.box.StrokeColor = colorOf(ColorAccent), colorOf(ColorAccent)
	}
	r.tick.Set("check", ColorOnAccent)
	if r.c.disabled {
		r.box.FillColor, r.box.StrokeColor = colorOf(theme.ColorNameDisabledButton), colorOf(ColorBorder)
		r.tick.Set("check", ColorMuted)
	}
	r.box.Refresh()
	r.tick.Hidden = !r.c.Checked
	r.tick.Refresh()
	ink := theme.ColorNameForeground
	if r.c.disabled {
		ink = ColorMuted
	}
	r.label.Color, r.lines.Color = ink, ink
	r.label.Refresh()
	r.lines.Refresh()
}

func (r *checkRenderer) MinSize() fyne.Size {
	return fyne.NewSize(boxSize+GapSmall+60, r.c.HeightForWidth(max(r.c.Size().Width, boxSize+GapSmall+60)))
}

func (r *checkRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	y := (size.Height - boxSize) / 2
	r.box.Move(fyne.NewPos(1, y))
	r.box.Resize(fyne.NewSquareSize(boxSize))
	t := r.tick.MinSize()
	r.tick.Move(fyne.NewPos(1+(boxSize-t.Width)/2, y+(boxSize-t.Height)/2))
	r.tick.Resize(t)
	room := checkRoom(size.Width)
	fits := checkLabelFits(r.c.Label, size.Width)
	r.label.Hidden, r.lines.Hidden = !fits, fits
	for o, h := range map[fyne.CanvasObject]float32{r.label: r.label.MinSize().Height, r.lines: r.lines.HeightForWidth(room)} {
		o.Move(fyne.NewPos(boxSize+GapSmall+1, (size.Height-h)/2))
		o.Resize(fyne.NewSize(room, h))
	}
}

func (r *checkRenderer) Refresh() {
	r.apply()
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *checkRenderer) Objects() []fyne.CanvasObject {
	return append(r.frame.objects(), r.box.Raster, r.tick, r.label, r.lines)
}
func (r *checkRenderer) Destroy() {}
