package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Select shows one of several values and opens the list of them: by click, Space
// or Enter. The arrow keys choose without opening it. As a [Switch] it does not
// change by itself.
type Select struct {
	control
	Name     string // accessible name
	Labels   []string
	Selected int // index, -1 for none of them
	// Other is shown when none is selected.
	Other string

	changed func(int)
}

var (
	_ fyne.Widget     = (*Select)(nil)
	_ fyne.Accessible = (*Select)(nil)
)

// NewSelect returns an empty select. changed is told what is wanted.
func NewSelect(name string, changed func(int)) *Select {
	s := &Select{Name: name, Selected: -1, changed: changed}
	s.init(s, s.drop)
	return s
}

// Set shows values and which of them holds.
func (s *Select) Set(labels []string, selected int, other string) {
	s.Labels, s.Selected, s.Other = labels, selected, other
	s.Refresh()
}

// Text is the value that is shown.
func (s *Select) Text() string {
	if s.Selected >= 0 && s.Selected < len(s.Labels) {
		return s.Labels[s.Selected]
	}
	return s.Other
}

func (s *Select) choose(i int) {
	if i >= 0 && i < len(s.Labels) && i != s.Selected {
		s.changed(i)
	}
}

// drop opens the list below the control.
func (s *Select) drop() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil || len(s.Labels) == 0 {
		return
	}
	items := make([]*fyne.MenuItem, len(s.Labels))
	for i, label := range s.Labels {
		items[i] = fyne.NewMenuItem(label, func() { s.choose(i) })
		items[i].Checked = i == s.Selected
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), c)
	menu.ShowAtRelativePosition(fyne.NewPos(0, s.Size().Height+2), s)
	menu.Resize(fyne.NewSize(max(s.Size().Width, menu.MinSize().Width), menu.MinSize().Height))
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case s.disabled:
		s.control.TypedKey(ev)
	case ev.Name == fyne.KeyDown:
		s.choose(s.Selected + 1)
	case ev.Name == fyne.KeyUp:
		s.choose(s.Selected - 1)
	default:
		s.control.TypedKey(ev)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Select) AccessibilityLabel() string { return s.Name + ": " + s.Text() }

// AccessibilityRole implements fyne.Accessible.
func (s *Select) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	r := &selectRenderer{
		s: s, frame: newFrame(),
		label: NewText("", theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
		arrow: NewIcon("chevron-down", ColorMuted, SizeIcon),
	}
	r.apply()
	return r
}

type selectRenderer struct {
	s     *Select
	frame frame
	label *Text
	arrow *Icon
}

func (r *selectRenderer) apply() {
	r.frame.paint(&r.s.control, theme.ColorNameInputBackground, theme.ColorNameInputBorder, sizeOf(SizeRadius))
	r.label.Text, r.label.Color = r.s.Text(), theme.ColorNameForeground
	if r.s.disabled {
		r.label.Color = ColorMuted
	}
	r.label.Refresh()
	r.arrow.Hidden = r.s.disabled
	r.arrow.Refresh()
}

func (r *selectRenderer) MinSize() fyne.Size {
	return fyne.NewSize(120, r.label.MinSize().Height+2*Gap-2)
}

func (r *selectRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	a, h := r.arrow.MinSize(), r.label.MinSize().Height
	r.arrow.Move(fyne.NewPos(size.Width-a.Width-Gap, (size.Height-a.Height)/2))
	r.arrow.Resize(a)
	r.label.Move(fyne.NewPos(Gap, (size.Height-h)/2))
	r.label.Resize(fyne.NewSize(size.Width-a.Width-2*Gap-GapSmall, h))
}

func (r *selectRenderer) Refresh() {
	r.apply()
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

func (r *selectRenderer) Objects() []fyne.CanvasObject {
	return append(r.frame.objects(), r.label, r.arrow)
}
func (r *selectRenderer) Destroy() {}
