package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Tab is one button of a tab bar.
type Tab struct {
	control
	Icon, Label string
	Selected    bool
	// Count is shown as a badge; Urgent colours it.
	Count  int
	Urgent bool
}

var (
	_ fyne.Widget     = (*Tab)(nil)
	_ fyne.Accessible = (*Tab)(nil)
)

// NewTab returns a tab button.
func NewTab(icon, label string, tapped func()) *Tab {
	t := &Tab{Icon: icon, Label: label}
	t.init(t, tapped)
	return t
}

// SetSelected marks the tab as the one shown.
func (t *Tab) SetSelected(on bool) {
	if t.Selected != on {
		t.Selected = on
		t.Refresh()
	}
}

// SetBadge changes the badge; 0 removes it.
func (t *Tab) SetBadge(count int, urgent bool) {
	if t.Count != count || t.Urgent != urgent {
		t.Count, t.Urgent = count, urgent
		t.Refresh()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (t *Tab) AccessibilityLabel() string {
	if t.Count == 0 {
		return t.Label
	}
	return t.Label + " " + strconv.Itoa(t.Count)
}

// AccessibilityRole implements fyne.Accessible.
func (t *Tab) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (t *Tab) CreateRenderer() fyne.WidgetRenderer {
	r := &tabRenderer{
		t: t, frame: newFrame(),
		icon:  NewIcon(t.Icon, ColorMuted, SizeIconLarge),
		label: NewStrong(t.Label, ColorMuted, SizeTiny),
		badge: newShape(),
		count: NewStrong("", ColorOnVivid, SizeTiny),
	}
	r.apply()
	return r
}

type tabRenderer struct {
	t            *Tab
	frame        frame
	icon         *Icon
	label, count *Text
	badge        *shape
}

func (r *tabRenderer) apply() {
	fill, ink := fyne.ThemeColorName(""), ColorMuted
	if r.t.Selected {
		fill, ink = ColorAccentSoft, ColorAccentText
	}
	r.frame.paint(&r.t.control, fill, "", sizeOf(SizeRadius)+2)
	r.icon.Color = ink
	r.icon.Refresh()
	r.label.Color = ink
	r.label.Refresh()
	r.badge.FillColor = colorOf(ColorAccent)
	if r.t.Urgent {
		r.badge.FillColor = colorOf(ColorAnswer)
	}
	r.badge.CornerRadius = badgeSize / 2
	r.badge.Hidden = r.t.Count == 0
	r.badge.Refresh()
	r.count.Hidden = r.t.Count == 0
	r.count.Text = strconv.Itoa(r.t.Count)
	r.count.Refresh()
}

const badgeSize = 17

func (r *tabRenderer) MinSize() fyne.Size {
	return fyne.NewSize(72, r.icon.MinSize().Height+r.label.MinSize().Height+14)
}

func (r *tabRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	icon, label := r.icon.MinSize(), r.label.MinSize()
	y := (size.Height - icon.Height - label.Height - 1) / 2
	r.icon.Move(fyne.NewPos((size.Width-icon.Width)/2, y))
	r.icon.Resize(icon)
	r.label.Move(fyne.NewPos((size.Width-label.Width)/2, y+icon.Height+1))
	r.label.Resize(label)
	corner := fyne.NewPos((size.Width+icon.Width)/2-4, y-3)
	r.badge.Move(corner)
	r.badge.Resize(fyne.NewSquareSize(badgeSize))
	c := r.count.MinSize()
	r.count.Move(corner.AddXY((badgeSize-c.Width)/2, (badgeSize-c.Height)/2))
	r.count.Resize(c)
}

func (r *tabRenderer) Refresh() {
	r.apply()
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}

func (r *tabRenderer) Objects() []fyne.CanvasObject {
	return append(r.frame.objects(), r.icon, r.label, r.badge.Raster, r.count)
}
func (r *tabRenderer) Destroy() {}
