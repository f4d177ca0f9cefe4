package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Mono shows text of which the columns matter, such as a frame of a protocol. It
// scrolls both ways.
type Mono struct {
	widget.BaseWidget
	Name   string  // accessible name
	Height float32 // least
	text   *widget.Label
	scroll *container.Scroll
}

var (
	_ fyne.Widget     = (*Mono)(nil)
	_ fyne.Accessible = (*Mono)(nil)
)

// NewMono returns an empty one.
func NewMono(name string, height float32) *Mono {
	m := &Mono{Name: name, Height: height}
	m.text = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Monospace: true})
	m.text.SizeName = SizeTiny
	m.scroll = container.NewScroll(m.text)
	m.ExtendBaseWidget(m)
	return m
}

// SetText changes the text and shows its beginning.
func (m *Mono) SetText(s string) {
	if m.text.Text == s {
		return
	}
	m.text.SetText(s)
	m.scroll.Offset = fyne.Position{}
	m.scroll.Refresh()
}

// Text returns the text.
func (m *Mono) Text() string { return m.text.Text }

// AccessibilityLabel implements fyne.Accessible.
func (m *Mono) AccessibilityLabel() string { return m.Name }

// AccessibilityRole implements fyne.Accessible.
func (m *Mono) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// MinSize is as wide as need be.
func (m *Mono) MinSize() fyne.Size { return fyne.NewSize(160, m.Height) }

// CreateRenderer implements fyne.Widget.
func (m *Mono) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Layers(NewPanel(ColorSunken, LineNone, Column(0)), m.scroll))
}
