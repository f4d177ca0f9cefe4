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
	if said.asking == 0 {
		return heightFor(o, width)
	}
	key := atWidth{o, width}
	h, known := said.height[key]
	if !known {
		h = heightFor(o, width)
		said.height[key] = h
	}
	return h
}

func heightFor(o fyne.CanvasObject, width float32) float32 {
	if h, ok := o.(Heighter); ok {
		return h.HeightForWidth(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(HeightLayout); ok {
			return l.HeightForWidth(c.Objects, width)
		}
	}
	return leastOf(o).Height
}

// leastOf returns an object's least size.
func leastOf(o fyne.CanvasObject) fyne.Size {
	if said.asking == 0 {
		return o.MinSize()
	}
	s, known := said.least[o]
	if !known {
		s = o.MinSize()
		said.least[o] = s
	}
	return s
}

// said is what objects have said of their sizes while one layout asks for its own. A
// column asks for widths, and then for heights; so does each row in it; and without
// this everything would be asked twice as often, or three times, each level down. It
// is of the UI goroutine, and nothing is laid out while a layout asks.
var said = answers{least: map[fyne.CanvasObject]fyne.Size{}, height: map[atWidth]float32{}}

type answers struct {
	asking int // layouts, each within the other
	least  map[fyne.CanvasObject]fyne.Size
	height map[atWidth]float32
}

type atWidth struct {
	fyne.CanvasObject
	width float32
}

func (a *answers) begin() { a.asking++ }

func (a *answers) end() {
	if a.asking--; a.asking == 0 {
		clear(a.least)
		clear(a.height)
	}
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
	said.begin()
	defer said.end()
	var w float32
	for _, o := range objects {
		if o.Visible() {
			w = max(w, leastOf(o).Width)
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
			ws[i] = leastOf(o).Width
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
	said.begin()
	defer said.end()
	var w float32
	for _, o := range objects {
		if o.Visible() {
			w += leastOf(o).Width + l.gap
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
