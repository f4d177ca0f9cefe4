package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Pill shows a state as icon, word and colour together. Outlined says that the
// state is asked for, not reached.
type Pill struct {
	widget.BaseWidget
	Icon, Text string
	Ink, Soft  fyne.ThemeColorName
	Outlined   bool
	Small      bool
}

var (
	_ fyne.Widget     = (*Pill)(nil)
	_ fyne.Accessible = (*Pill)(nil)
)

// NewPill returns an empty pill.
func NewPill() *Pill {
	p := &Pill{Icon: "dots", Ink: ColorIdle, Soft: ColorIdleSoft}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes everything the pill shows.
func (p *Pill) Set(icon, text string, ink, soft fyne.ThemeColorName, outlined bool) {
	if p.Icon == icon && p.Text == text && p.Ink == ink && p.Soft == soft && p.Outlined == outlined {
		return
	}
	p.Icon, p.Text, p.Ink, p.Soft, p.Outlined = icon, text, ink, soft, outlined
	p.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (p *Pill) AccessibilityLabel() string { return p.Text }

// AccessibilityRole implements fyne.Accessible.
func (p *Pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	r := &pillRenderer{
		p:    p,
		bg:   newShape(),
		icon: NewIcon(p.Icon, p.Ink, SizeIconSmall),
		text: NewStrong("", p.Ink, theme.SizeNameText).Shrinking(),
	}
	r.apply()
	return r
}

type pillRenderer struct {
	p    *Pill
	bg   *shape
	icon *Icon
	text *Text
}

func (r *pillRenderer) apply() {
	r.text.SizeName = theme.SizeNameText
	if r.p.Small {
		r.text.SizeName = theme.SizeNameCaptionText
	}
	r.bg.FillColor, r.bg.StrokeWidth, r.bg.CornerRadius = colorOf(r.p.Soft), 0, canvas.RadiusMaximum
	if r.p.Outlined {
		r.bg.FillColor, r.bg.StrokeColor, r.bg.StrokeWidth = color.Transparent, colorOf(r.p.Ink), 1.5
	}
	r.bg.Refresh()
	r.icon.Name, r.icon.Color = r.p.Icon, r.p.Ink
	r.icon.Refresh()
	r.text.Text, r.text.Color = r.p.Text, r.p.Ink
	r.text.Refresh()
}

func (r *pillRenderer) padding() (v, h float32) {
	if r.p.Small {
		return 3, GapSmall
	}
	return 6, Gap
}

func (r *pillRenderer) textWidth() float32 {
	return measureText(r.p.Text, sizeOf(r.text.SizeName), true).Width + 1
}

func (r *pillRenderer) MinSize() fyne.Size {
	v, h := r.padding()
	icon, text := r.icon.MinSize(), r.text.MinSize()
	return fyne.NewSize(icon.Width+6+r.textWidth()+2*h, max(icon.Height, text.Height)+2*v)
}

func (r *pillRenderer) Layout(size fyne.Size) {
	_, h := r.padding()
	r.bg.Resize(size)
	icon, text := r.icon.MinSize(), r.text.MinSize()
	r.icon.Move(fyne.NewPos(h, (size.Height-icon.Height)/2))
	r.icon.Resize(icon)
	r.text.Move(fyne.NewPos(h+icon.Width+6, (size.Height-text.Height)/2))
	r.text.Resize(fyne.NewSize(max(0, size.Width-2*h-icon.Width-6), text.Height))
}

func (r *pillRenderer) Refresh() {
	r.apply()
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r *pillRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg.Raster, r.icon, r.text}
}
func (r *pillRenderer) Destroy() {}
