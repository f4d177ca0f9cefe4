package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Panel fills its whole area with a colour, behind content. The window's own colour
// (theme.ColorNameBackground) is not painted again: such a panel covers nothing.
type Panel struct {
	widget.BaseWidget
	Content fyne.CanvasObject
	Fill    fyne.ThemeColorName
	// Fill2, if set, is the colour at the bottom, which Fill changes into.
	Fill2 fyne.ThemeColorName
	// Line draws a hairline: LineTop, LineBottom or LineNone.
	Line Line
}

// Line is where a panel has a hairline.
type Line int

// The places.
const (
	LineNone Line = iota
	LineTop
	LineBottom
)

var (
	_ fyne.Widget = (*Panel)(nil)
	_ Heighter    = (*Panel)(nil)
)

// NewPanel returns a panel.
func NewPanel(fill fyne.ThemeColorName, line Line, content fyne.CanvasObject) *Panel {
	p := &Panel{Content: content, Fill: fill, Line: line}
	p.ExtendBaseWidget(p)
	return p
}

// HeightForWidth implements Heighter.
func (p *Panel) HeightForWidth(w float32) float32 { return HeightFor(p.Content, w) }

// CreateRenderer implements fyne.Widget.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{
		p: p, bg: newFill(), line: canvas.NewRectangle(color.Transparent), shade: newShade(),
	}
	r.apply()
	return r
}

type panelRenderer struct {
	p     *Panel
	bg    fill
	line  *canvas.Rectangle
	shade *shade
}

func (r *panelRenderer) apply() {
	r.bg.paint(colorOf(r.p.Fill))
	r.bg.Hidden = r.p.Fill == theme.ColorNameBackground || r.p.Fill2 != "" // the window has that colour, or the shade covers it
	r.line.FillColor = colorOf(ColorBorder)
	r.line.Hidden = r.p.Line == LineNone
	if r.shade.Hidden = r.p.Fill2 == ""; !r.shade.Hidden {
		r.shade.paint(colorOf(r.p.Fill), colorOf(r.p.Fill2))
	}
	r.line.Refresh()
}

func (r *panelRenderer) Layout(size fyne.Size) {
	r.bg.Resize(size)
	r.shade.Resize(size)
	r.line.Resize(fyne.NewSize(size.Width, 1))
	r.line.Move(fyne.NewPos(0, 0))
	if r.p.Line == LineBottom {
		r.line.Move(fyne.NewPos(0, size.Height-1))
	}
	r.p.Content.Resize(size)
}

func (r *panelRenderer) MinSize() fyne.Size { return r.p.Content.MinSize() }

func (r *panelRenderer) Refresh() {
	r.apply()
	r.Layout(r.p.Size())
	r.p.Content.Refresh()
	canvas.Refresh(r.p)
}

func (r *panelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg.Image, r.shade.Image, r.line, r.p.Content}
}
func (r *panelRenderer) Destroy() {}
