package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Heighter is an object whose height follows from its width, such as wrapped
// text.
type Heighter interface {
	HeightForWidth(width float32) float32
}

// HeightLayout is a layout that can tell the same for its objects.
type HeightLayout interface {
	HeightForWidth(objects []fyne.CanvasObject, width float32) float32
}

// HeightFor returns the height an object needs at a width.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	if h, ok := o.(Heighter); ok {
		return h.HeightForWidth(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(HeightLayout); ok {
			return l.HeightForWidth(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// Relayout places a container's objects again after one of them changed its
// size. Fyne's own pass over changed sizes misses some when several change at
// once.
func Relayout(c *fyne.Container) { c.Layout.Layout(c.Objects, c.Size()) }

// Column stacks objects at full width with a gap between them.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap, grow: -1}, objects...)
}

// ColumnGrow is a Column whose object at index grow takes the height left over.
func ColumnGrow(gap float32, grow int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap, grow: grow}, objects...)
}

type columnLayout struct {
	gap   float32
	grow  int
	width float32 // last laid out, for MinSize
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	spare := size.Height - l.HeightForWidth(objects, size.Width)
	var y float32
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		h := HeightFor(o, size.Width)
		if i == l.grow {
			h = max(0, h+spare)
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + l.gap
	}
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range objects {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return fyne.NewSize(w, l.HeightForWidth(objects, max(w, l.width)))
}

// HeightForWidth implements HeightLayout.
func (l *columnLayout) HeightForWidth(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for _, o := range objects {
		if o.Visible() {
			h += HeightFor(o, width) + l.gap
		}
	}
	return max(0, h-l.gap)
}

// Row puts objects side by side at their least width, centred vertically.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return RowGrow(gap, -1, objects...)
}

// RowGrow is a Row whose object at index grow takes the width left over, and
// gives way first when there is too little.
func RowGrow(gap float32, grow int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap, grow: grow}, objects...)
}

type rowLayout struct {
	gap   float32
	grow  int
	top   bool
	width float32
}

func (l *rowLayout) widths(objects []fyne.CanvasObject, width float32) []float32 {
	ws := make([]float32, len(objects))
	var sum float32
	for i, o := range objects {
		if o.Visible() {
			ws[i] = o.MinSize().Width
			sum += ws[i] + l.gap
		}
	}
	if l.grow >= 0 && l.grow < len(objects) && objects[l.grow].Visible() {
		ws[l.grow] = max(0, ws[l.grow]+width-(sum-l.gap))
	}
	return ws
}

func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	var x float32
	for i, w := range l.widths(objects, size.Width) {
		o := objects[i]
		if !o.Visible() {
			continue
		}
		h := min(size.Height, HeightFor(o, w))
		y := (size.Height - h) / 2
		if l.top {
			y = 0
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		x += w + l.gap
	}
}

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range objects {
		if o.Visible() {
			w += o.MinSize().Width + l.gap
		}
	}
	w = max(0, w-l.gap)
	return fyne.NewSize(w, l.HeightForWidth(objects, max(w, l.width)))
}

// HeightForWidth implements HeightLayout.
func (l *rowLayout) HeightForWidth(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for i, w := range l.widths(objects, width) {
		if objects[i].Visible() {
			h = max(h, HeightFor(objects[i], w))
		}
	}
	return h
}

// TopRow is a RowGrow whose objects are aligned at the top.
func TopRow(gap float32, grow int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap, grow: grow, top: true}, objects...)
}
