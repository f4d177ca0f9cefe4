package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Page scrolls its content vertically when it is higher than the page.
type Page struct {
	widget.BaseWidget
	Content fyne.CanvasObject
	scroll  *container.Scroll
	inner   *fyne.Container
	// Centred puts content that is lower than the page in its middle.
	Centred bool
}

var _ fyne.Widget = (*Page)(nil)

// NewPage returns a page around content.
func NewPage(content fyne.CanvasObject) *Page {
	p := &Page{Content: content}
	p.inner = container.New(&pageLayout{p: p}, content)
	p.scroll = container.NewVScroll(p.inner)
	p.ExtendBaseWidget(p)
	return p
}

// Scroller returns the object that clips the content.
func (p *Page) Scroller() fyne.CanvasObject { return p.scroll }

// Relayout measures the content again after it changed.
func (p *Page) Relayout() {
	p.scroll.Refresh()
	Relayout(p.inner)
}

// Reveal scrolls so that o, which is inside the content, is in sight.
func (p *Page) Reveal(o fyne.CanvasObject) {
	const margin = 12
	d := fyne.CurrentApp().Driver()
	y := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(p.scroll).Y
	switch h := p.scroll.Size().Height; {
	case y < margin:
		p.scroll.Offset.Y += y - margin
	case y+o.Size().Height > h-margin:
		p.scroll.Offset.Y += y + o.Size().Height - h + margin
	default:
		return
	}
	p.scroll.Offset.Y = max(0, p.scroll.Offset.Y)
	p.scroll.Refresh()
}

// Top scrolls to the beginning.
func (p *Page) Top() { p.scroll.ScrollToTop() }

// RevealOnFocus makes each control scroll into sight when it gains the focus.
func (p *Page) RevealOnFocus(controls ...fyne.CanvasObject) {
	for _, o := range controls {
		if n, ok := o.(interface{ SetOnFocus(func()) }); ok {
			n.SetOnFocus(func() { p.Reveal(o) })
		}
		if e, ok := o.(interface{ passWheel(func(*fyne.ScrollEvent)) }); ok {
			e.passWheel(p.scroll.Scrolled)
		}
	}
}

// MinSize lets the page be as low as need be.
func (p *Page) MinSize() fyne.Size {
	return fyne.NewSize(p.Content.MinSize().Width, 80)
}

// CreateRenderer implements fyne.Widget.
func (p *Page) CreateRenderer() fyne.WidgetRenderer { return &pageRenderer{p: p} }

type pageRenderer struct{ p *Page }

func (r *pageRenderer) Layout(size fyne.Size) {
	l := r.p.inner.Layout.(*pageLayout)
	l.width, l.height = size.Width, size.Height
	r.p.scroll.Resize(size)
	r.p.scroll.Refresh()
}

func (r *pageRenderer) MinSize() fyne.Size           { return r.p.MinSize() }
func (r *pageRenderer) Refresh()                     { r.p.Relayout() }
func (r *pageRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.p.scroll} }
func (r *pageRenderer) Destroy()                     {}

// pageLayout gives the content the page's width and the height that it needs
// there.
type pageLayout struct {
	p             *Page
	width, height float32
}

func (l *pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := HeightFor(objects[0], size.Width)
	y := float32(0)
	if l.p.Centred {
		y = max(0, (size.Height-h)/2.4) // above the middle looks centred
	}
	objects[0].Move(fyne.NewPos(0, y))
	objects[0].Resize(fyne.NewSize(size.Width, max(h, 0)))
}

func (l *pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	said.begin()
	defer said.end()
	w := leastOf(objects[0]).Width
	return fyne.NewSize(w, HeightFor(objects[0], max(w, l.width)))
}
