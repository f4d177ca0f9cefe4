package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Grid puts the visible objects into columns of equal width. Where the width
// per column would be less than least, it uses fewer columns.
func Grid(columns int, least, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gridLayout{columns: columns, least: least, gap: gap}, objects...)
}

type gridLayout struct {
	columns    int
	least, gap float32
	width      float32
}

// fit returns how many columns there are at a width, at least one.
func (l *gridLayout) fit(n int, width float32) int {
	cols := min(l.columns, n)
	for cols > 1 && (width-float32(cols-1)*l.gap)/float32(cols) < l.least {
		cols--
	}
	return max(1, cols)
}

// rows calls each for every visible object with its place, and returns the
// height of it all.
func (l *gridLayout) rows(objects []fyne.CanvasObject, width float32, each func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	var shown []fyne.CanvasObject
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	if len(shown) == 0 {
		return 0
	}
	cols := l.fit(len(shown), width)
	w := (width - float32(cols-1)*l.gap) / float32(cols)
	var y float32
	for i := 0; i < len(shown); i += cols {
		row := shown[i:min(i+cols, len(shown))]
		var h float32
		for _, o := range row {
			h = max(h, HeightFor(o, w))
		}
		for j, o := range row {
			each(o, float32(j)*(w+l.gap), y, w, h)
		}
		y += h + l.gap
	}
	return y - l.gap
}

func (l *gridLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.rows(objects, size.Width, func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	})
}

func (l *gridLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := l.least
	return fyne.NewSize(w, l.HeightForWidth(objects, max(w, l.width)))
}

// HeightForWidth implements HeightLayout.
func (l *gridLayout) HeightForWidth(objects []fyne.CanvasObject, width float32) float32 {
	return l.rows(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// Inset puts space around an object: at its top and bottom, and at its sides.
func Inset(vertical, horizontal float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&insetLayout{v: vertical, h: horizontal}, o)
}

type insetLayout struct{ v, h float32 }

func (l *insetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(l.h, l.v))
		o.Resize(size.SubtractWidthHeight(2*l.h, 2*l.v))
	}
}

func (l *insetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if o.Visible() {
			s = s.Max(leastOf(o))
		}
	}
	return s.AddWidthHeight(2*l.h, 2*l.v)
}

// HeightForWidth implements HeightLayout.
func (l *insetLayout) HeightForWidth(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for _, o := range objects {
		if o.Visible() {
			h = max(h, HeightFor(o, width-2*l.h))
		}
	}
	return h + 2*l.v
}

// Narrow keeps an object no wider than limit, centred in the width it is given.
func Narrow(limit float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&narrowLayout{limit: limit}, o)
}

type narrowLayout struct{ limit, width float32 }

func (l *narrowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	w := min(l.limit, size.Width)
	for _, o := range objects {
		o.Move(fyne.NewPos((size.Width-w)/2, 0))
		o.Resize(fyne.NewSize(w, size.Height))
	}
}

func (l *narrowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
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
func (l *narrowLayout) HeightForWidth(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for _, o := range objects {
		if o.Visible() {
			h = max(h, HeightFor(o, min(l.limit, width)))
		}
	}
	return h
}

// Fixed gives an object a fixed width.
func Fixed(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixedLayout(width), o)
}

type fixedLayout float32

func (l fixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (l fixedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(l), HeightFor(objects[0], float32(l)))
}

// FirstColumn puts a narrow object of fixed width before another.
func FirstColumn(width, gap float32, first, second fyne.CanvasObject) *fyne.Container {
	return container.New(&firstLayout{first: width, gap: gap}, first, second)
}

type firstLayout struct{ first, gap, width float32 }

func (l *firstLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	rest := size.Width - l.first - l.gap
	h0, h1 := HeightFor(o[0], l.first), HeightFor(o[1], rest)
	o[0].Move(fyne.NewPos(0, (size.Height-h0)/2))
	o[0].Resize(fyne.NewSize(l.first, h0))
	o[1].Move(fyne.NewPos(l.first+l.gap, (size.Height-h1)/2))
	o[1].Resize(fyne.NewSize(rest, h1))
}

func (l *firstLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	w := l.first + l.gap + o[1].MinSize().Width
	return fyne.NewSize(w, l.HeightForWidth(o, max(w, l.width)))
}

// HeightForWidth implements HeightLayout.
func (l *firstLayout) HeightForWidth(o []fyne.CanvasObject, width float32) float32 {
	return max(HeightFor(o[0], l.first), HeightFor(o[1], width-l.first-l.gap))
}

// Layers puts objects over each other, each as large as all.
func Layers(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&insetLayout{}, objects...)
}
