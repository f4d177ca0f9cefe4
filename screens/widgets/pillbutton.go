package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// PillButton is a Pill that can be pressed, by pointer or keyboard.
type PillButton struct {
	control
	Pill *Pill
	Name string // accessible name, before the pill's own word
}

var (
	_ fyne.Widget     = (*PillButton)(nil)
	_ fyne.Accessible = (*PillButton)(nil)
	_ Tipped          = (*PillButton)(nil)
)

// NewPillButton returns an empty pill; name says what pressing it does.
func NewPillButton(name string, tapped func()) *PillButton {
	b := &PillButton{Pill: NewPill(), Name: name}
	b.init(b, tapped)
	return b
}

// Set changes everything the pill shows.
func (b *PillButton) Set(icon, text string, ink, soft fyne.ThemeColorName, outlined bool) {
	b.Pill.Set(icon, text, ink, soft, outlined)
}

// AccessibilityLabel implements fyne.Accessible.
func (b *PillButton) AccessibilityLabel() string { return b.Pill.Text + ", " + b.Name }

// AccessibilityRole implements fyne.Accessible.
func (b *PillButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tip implements Tipped: the pill says what is, not what a press does.
func (b *PillButton) Tip() (text, key string) { return b.Name, "" }

// CreateRenderer implements fyne.Widget.
func (b *PillButton) CreateRenderer() fyne.WidgetRenderer {
	r := &pillButtonRenderer{b: b, frame: newFrame()}
	r.paint()
	return r
}

type pillButtonRenderer struct {
	b     *PillButton
	frame frame
}

func (r *pillButtonRenderer) paint() {
	r.frame.paint(&r.b.control, r.b.Pill.Soft, "", r.b.Pill.MinSize().Height/2)
	r.frame.body.FillColor = color.Transparent // the pill has its own
	if r.b.hovered && !r.b.disabled {
		r.frame.body.FillColor = colorOf("hover")
	}
	r.frame.body.Refresh()
}

func (r *pillButtonRenderer) MinSize() fyne.Size { return r.b.Pill.MinSize() }

func (r *pillButtonRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	r.b.Pill.Resize(size)
}

func (r *pillButtonRenderer) Refresh() {
	r.Layout(r.b.Size())
	r.paint()
}

func (r *pillButtonRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.b.Pill}, r.frame.objects()...)
}
func (r *pillButtonRenderer) Destroy() {}
