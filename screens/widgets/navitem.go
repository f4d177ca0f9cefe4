package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// NavItem is one line of a list of pages at the side.
type NavItem struct {
	control
	Icon, Label string
	Selected    bool
}

var (
	_ fyne.Widget     = (*NavItem)(nil)
	_ fyne.Accessible = (*NavItem)(nil)
)

// NewNavItem returns a line that is not selected.
func NewNavItem(icon, label string, tapped func()) *NavItem {
	n := &NavItem{Icon: icon, Label: label}
	n.init(n, tapped)
	return n
}

// SetSelected marks the line whose page is shown.
func (n *NavItem) SetSelected(on bool) {
	if n.Selected != on {
		n.Selected = on
		n.Refresh()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (n *NavItem) AccessibilityLabel() string { return n.Label }

// AccessibilityRole implements fyne.Accessible.
func (n *NavItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (n *NavItem) CreateRenderer() fyne.WidgetRenderer {
	r := &navRenderer{n: n, frame: newFrame(), icon: NewIcon(n.Icon, ColorMuted, SizeIcon),
		label: NewText(n.Label, theme.ColorNameForeground, theme.SizeNameText).Shrinking()}
	r.apply()
	return r
}

type navRenderer struct {
	n     *NavItem
	frame frame
	icon  *Icon
	label *Text
}

func (r *navRenderer) apply() {
	fill, ink, icon := fyne.ThemeColorName(""), theme.ColorNameForeground, ColorMuted
	if r.n.Selected {
		fill, ink, icon = ColorAccentSoft, ColorAccentText, ColorAccentText
	}
	r.frame.paint(&r.n.control, fill, "", sizeOf(SizeRadius))
	r.icon.Set(r.n.Icon, icon)
	r.icon.Refresh()
	r.label.Color, r.label.Bold = ink, r.n.Selected
	r.label.Refresh()
}

func (r *navRenderer) MinSize() fyne.Size {
	return fyne.NewSize(140, max(r.label.MinSize().Height, r.icon.MinSize().Height)+2*Gap)
}

func (r *navRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	i, h := r.icon.MinSize(), r.label.MinSize().Height
	r.icon.Move(fyne.NewPos(Gap, (size.Height-i.Height)/2))
	r.icon.Resize(i)
	x := 2*Gap + i.Width
	r.label.Move(fyne.NewPos(x, (size.Height-h)/2))
	r.label.Resize(fyne.NewSize(size.Width-x-GapSmall, h))
}

func (r *navRenderer) Refresh() {
	r.apply()
	r.Layout(r.n.Size())
	canvas.Refresh(r.n)
}

func (r *navRenderer) Objects() []fyne.CanvasObject {
	return append(r.frame.objects(), r.icon, r.label)
}
func (r *navRenderer) Destroy() {}
