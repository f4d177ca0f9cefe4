package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Choice is a row of segments of which one is chosen, by click or by the arrow
// keys.
type Choice struct {
	control
	Name      string // accessible name
	Icons     []string
	Labels    []string
	Selected  int
	OnChanged func(int)
}

var (
	_ fyne.Widget     = (*Choice)(nil)
	_ fyne.Accessible = (*Choice)(nil)
)

// NewChoice returns a choice of labels with icons, the first one selected.
func NewChoice(name string, icons, labels []string, changed func(int)) *Choice {
	c := &Choice{Name: name, Icons: icons, Labels: labels, OnChanged: changed}
	c.init(c, func() {})
	return c
}

// Select changes the selection and reports it.
func (c *Choice) Select(i int) {
	i = min(max(i, 0), len(c.Labels)-1)
	if i == c.Selected || c.disabled {
		return
	}
	c.Selected = i
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(i)
	}
}

// Tapped implements fyne.Tappable.
func (c *Choice) Tapped(ev *fyne.PointEvent) {
	if !c.disabled {
		c.follow()
	}
	c.Select(int(ev.Position.X / (c.Size().Width / float32(len(c.Labels)))))
}

// TypedKey implements fyne.Focusable.
func (c *Choice) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		c.Select(c.Selected - 1)
	case fyne.KeyRight:
		c.Select(c.Selected + 1)
	case fyne.KeySpace:
		c.Select((c.Selected + 1) % len(c.Labels))
	default:
		forwardKey(c, ev)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Choice) AccessibilityLabel() string { return c.Name + ": " + c.Labels[c.Selected] }

// AccessibilityRole implements fyne.Accessible.
func (c *Choice) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	r := &choiceRenderer{c: c, frame: newFrame(), thumb: newShape()}
	for i, label := range c.Labels {
		r.icons = append(r.icons, NewIcon(c.Icons[i], ColorMuted, SizeIconSmall))
		r.labels = append(r.labels, NewStrong(label, ColorMuted, theme.SizeNameCaptionText).Shrinking())
		lines := NewParagraph(label, ColorMuted, theme.SizeNameCaptionText)
		lines.Bold, lines.Align = true, fyne.TextAlignCenter
		r.lines = append(r.lines, lines)
	}
	r.apply()
	return r
}

type choiceRenderer struct {
	c      *Choice
	frame  frame
	thumb  *shape
	icons  []*Icon
	labels []*Text
	lines  []*Paragraph // a label that does not fit on one line
}

func (r *choiceRenderer) apply() {
	r.frame.paint(&r.c.control, ColorSunken, "", sizeOf(SizeRadius))
	r.thumb.FillColor, r.thumb.CornerRadius = colorOf(ColorSurface), sizeOf(SizeRadius)-3
	r.thumb.StrokeColor, r.thumb.StrokeWidth = colorOf(ColorAccentText), 1.5
	if r.c.disabled {
		r.thumb.FillColor, r.thumb.StrokeColor = colorOf(theme.ColorNameDisabledButton), colorOf(ColorBorder)
	}
	r.thumb.Refresh()
	for i := range r.labels {
		ink := ColorMuted
		if i == r.c.Selected && !r.c.disabled {
			ink = ColorAccentText
		}
		r.icons[i].Set(r.c.Icons[i], ink)
		r.icons[i].Refresh()
		r.labels[i].Color, r.lines[i].Color = ink, ink
		r.lines[i].Refresh()
		r.labels[i].Refresh()
	}
}

func (r *choiceRenderer) MinSize() fyne.Size {
	return fyne.NewSize(float32(len(r.labels))*84, max(40, 2*r.lines[0].lineHeight()+6))
}

func (r *choiceRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	w := size.Width / float32(len(r.labels))
	icons := r.iconsFit(w)
	r.thumb.Move(fyne.NewPos(float32(r.c.Selected)*w+3, 3))
	r.thumb.Resize(fyne.NewSize(w-6, size.Height-6))
	for i, label := range r.labels {
		var icon fyne.Size
		r.icons[i].Hidden = !icons
		if icons {
			icon = r.icons[i].MinSize().AddWidthHeight(5, 0)
		}
		lw := min(r.natural(i), w-icon.Width-6)
		x := float32(i)*w + (w-icon.Width-lw)/2
		r.icons[i].Move(fyne.NewPos(x, (size.Height-icon.Height)/2))
		r.icons[i].Resize(r.icons[i].MinSize())
		lh := label.MinSize().Height
		label.Move(fyne.NewPos(x+icon.Width, (size.Height-lh)/2))
		label.Resize(fyne.NewSize(lw, lh))
		r.layoutLines(i, w, size.Height)
	}
}

// layoutLines puts a label of several words on two lines, where one is too short
// and two are enough.
func (r *choiceRenderer) layoutLines(i int, w, height float32) {
	room, lines := w-8, r.lines[i]
	two := r.natural(i) > w-6 && len(lines.lines(room)) == 2 && lines.wholeWords(room)
	r.labels[i].Hidden, lines.Hidden = two, !two
	h := lines.HeightForWidth(room)
	lines.Move(fyne.NewPos(float32(i)*w+4, (height-h)/2))
	lines.Resize(fyne.NewSize(room, h))
}

func (r *choiceRenderer) natural(i int) float32 {
	l := r.labels[i]
	return measureText(l.Text, sizeOf(l.SizeName), true).Width + 1
}

// iconsFit reports whether segments of width w have room for icon and label.
func (r *choiceRenderer) iconsFit(w float32) bool {
	for i, icon := range r.icons {
		if r.natural(i)+icon.MinSize().Width+5+12 > w {
			return false
		}
	}
	return true
}

func (r *choiceRenderer) Refresh() {
	r.apply()
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *choiceRenderer) Objects() []fyne.CanvasObject {
	objects := append(r.frame.objects(), r.thumb.Raster)
	for i := range r.labels {
		objects = append(objects, r.icons[i], r.labels[i], r.lines[i])
	}
	return objects
}
func (r *choiceRenderer) Destroy() {}
