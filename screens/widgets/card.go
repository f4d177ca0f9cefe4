package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Card is a rounded surface around its content. It has a border and no shadow: a
// blurred shadow takes software OpenGL some 5 ms a frame, which is time that a
// ringing call shows later.
type Card struct {
	widget.BaseWidget
	Content fyne.CanvasObject
	Fill    fyne.ThemeColorName // ColorSurface when empty
	Border  fyne.ThemeColorName // ColorBorder when empty
	// Stripe colours the leading edge; none when empty.
	Stripe fyne.ThemeColorName
	// Strong draws the border thicker.
	Strong  bool
	Padding float32
	Name    string // accessible name
}

var (
	_ fyne.Widget     = (*Card)(nil)
	_ fyne.Accessible = (*Card)(nil)
	_ Heighter        = (*Card)(nil)
)

// NewCard returns a card around content.
func NewCard(content fyne.CanvasObject) *Card {
	c := &Card{Content: content, Padding: GapLarge}
	c.ExtendBaseWidget(c)
	return c
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Card) AccessibilityLabel() string { return c.Name }

// AccessibilityRole implements fyne.Accessible.
func (c *Card) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// HeightForWidth implements Heighter.
func (c *Card) HeightForWidth(width float32) float32 {
	return HeightFor(c.Content, width-2*c.Padding) + 2*c.Padding
}

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	r := &cardRenderer{c: c, bg: newShape()}
	r.apply()
	return r
}

type cardRenderer struct {
	c  *Card
	bg *shape
}

// stripeWidth is how broad the coloured edge is.
const stripeWidth = 5

func (r *cardRenderer) Layout(size fyne.Size) {
	r.bg.Resize(size)
	r.c.Content.Move(fyne.NewSquareOffsetPos(r.c.Padding))
	r.c.Content.Resize(size.SubtractWidthHeight(2*r.c.Padding, 2*r.c.Padding))
}

func (r *cardRenderer) MinSize() fyne.Size {
	return r.c.Content.MinSize().AddWidthHeight(2*r.c.Padding, 2*r.c.Padding)
}

func (r *cardRenderer) apply() {
	fill, border := r.c.Fill, r.c.Border
	if fill == "" {
		fill = ColorSurface
	}
	if border == "" {
		border = ColorBorder
	}
	r.bg.FillColor, r.bg.StrokeColor, r.bg.StrokeWidth = colorOf(fill), colorOf(border), 1
	if r.c.Strong {
		r.bg.StrokeWidth = 2
	}
	r.bg.CornerRadius = sizeOf(SizeCardRadius)
	r.bg.Stripe, r.bg.StripeWidth = nil, 0
	if r.c.Stripe != "" {
		r.bg.Stripe, r.bg.StripeWidth = colorOf(r.c.Stripe), stripeWidth
	}
	r.bg.Refresh()
}

func (r *cardRenderer) Refresh() {
	r.apply()
	r.Layout(r.c.Size())
	r.c.Content.Refresh()
	canvas.Refresh(r.c)
}

func (r *cardRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg.Raster, r.c.Content}
}
func (r *cardRenderer) Destroy() {}
