package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Flow puts objects side by side at their least size, and goes on in a new row
// where the width ends. Its own least width is that of the widest.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: gap}, objects...)
}

// FlowRow is a Flow that wants to be one row: that is its least width.
func FlowRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: gap, one: true}, objects...)
}

type flowLayout struct {
	gap   float32
	one   bool
	width float32 // last laid out, for MinSize
}

// place calls each for every visible object with its place, and returns the height
// of it all.
func (l *flowLayout) place(objects []fyne.CanvasObject, width float32, each func(o fyne.CanvasObject, x, y float32, size fyne.Size)) float32 {
	var x, y, row float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		size := o.MinSize()
		size.Width = min(size.Width, width)
		if x > 0 && x+size.Width > width {
			x, y, row = 0, y+row+l.gap, 0
		}
		each(o, x, y, size)
		x, row = x+size.Width+l.gap, max(row, size.Height)
	}
	return y + row
}

func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects, size.Width, func(o fyne.CanvasObject, x, y float32, least fyne.Size) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(least)
	})
}

func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	said.begin()
	defer said.end()
	var row, widest float32
	for _, o := range objects {
		if o.Visible() {
			w := leastOf(o).Width
			row += w + l.gap
			widest = max(widest, w)
		}
	}
	if l.one {
		row = max(0, row-l.gap)
		return fyne.NewSize(row, l.HeightForWidth(objects, row))
	}
	return fyne.NewSize(widest, l.HeightForWidth(objects, max(widest, l.width)))
}

// HeightForWidth implements HeightLayout.
func (l *flowLayout) HeightForWidth(objects []fyne.CanvasObject, width float32) float32 {
	return l.place(objects, width, func(fyne.CanvasObject, float32, float32, fyne.Size) {})
}
