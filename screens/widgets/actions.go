package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Actions puts the visible objects side by side at equal width where each fits
// at its least width; else into as many rows as that takes. The last one's
// objects share the whole width, and its buttons are as low as there is room for
// that.
func Actions(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&actionsLayout{gap: gap}, objects...)
}

type actionsLayout struct{ gap, width float32 }

// columns is the greatest number of columns in which every object fits.
func (l *actionsLayout) columns(shown []fyne.CanvasObject, width float32) int {
	least := float32(0)
	for _, o := range shown {
		flatten(o, false)
		least = max(least, o.MinSize().Width)
	}
	cols := len(shown)
	for cols > 1 && (width-float32(cols-1)*l.gap)/float32(cols) < least {
		cols--
	}
	return cols
}

func (l *actionsLayout) rows(objects []fyne.CanvasObject, width float32, each func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	shown := visible(objects)
	if len(shown) == 0 {
		return 0
	}
	cols := l.columns(shown, width)
	var y float32
	for i := 0; i < len(shown); i += cols {
		row := shown[i:min(i+cols, len(shown))]
		w := (width - float32(len(row)-1)*l.gap) / float32(len(row))
		flattenAll(row, len(row) < cols)
		h := highest(row, w)
		for j, o := range row {
			each(o, float32(j)*(w+l.gap), y, w, h)
		}
		y += h + l.gap
	}
	return y - l.gap
}

func (l *actionsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.rows(objects, size.Width, move)
	redraw(objects)
}

func (l *actionsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range visible(objects) {
		w = max(w, o.MinSize().Width)
	}
	return fyne.NewSize(w, l.HeightForWidth(objects, max(w, l.width)))
}

// HeightForWidth implements HeightLayout.
func (l *actionsLayout) HeightForWidth(objects []fyne.CanvasObject, width float32) float32 {
	return l.rows(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// Steps puts a first button and two others side by side, or the first one above
// the others where there is little room, or all of them in a column. What is hidden keeps its place, so that
// nothing moves under the pointer when another step becomes possible; one alone
// takes the whole width.
func Steps(gap float32, first, second, third *Button) *fyne.Container {
	return container.New(&stepsLayout{gap: gap}, first, second, third)
}

type stepsLayout struct{ gap, width float32 }

func flattenAll(objects []fyne.CanvasObject, flat bool) {
	for _, o := range objects {
		flatten(o, flat)
	}
}

func (l *stepsLayout) place(o []fyne.CanvasObject, width float32, each func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	if len(visible(o)) == 0 {
		return 0
	}
	if only := visible(o); len(only) == 1 {
		flattenAll(o, true)
		h := HeightFor(only[0], width)
		each(only[0], 0, 0, width, h)
		return h
	}
	flattenAll(o, false)
	third := (width - 2*l.gap) / 3
	least := max(o[0].MinSize().Width, o[1].MinSize().Width, o[2].MinSize().Width)
	if third >= least {
		h := highest(o, third)
		for i, x := range o {
			each(x, float32(i)*(third+l.gap), 0, third, h)
		}
		return h
	}
	flattenAll(o, true)
	half := (width - l.gap) / 2
	if max(tight(o[1]), tight(o[2])) > half {
		return l.stack(o, width, each)
	}
	top, h := HeightFor(o[0], width), highest(o[1:], half)
	each(o[0], 0, 0, width, top)
	if len(visible(o[1:])) == 0 {
		return top
	}
	each(o[1], 0, top+l.gap, half, h)
	each(o[2], half+l.gap, top+l.gap, half, h)
	return top + l.gap + h
}

// stack puts the steps one above the other.
func (l *stepsLayout) stack(o []fyne.CanvasObject, width float32, each func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	var y float32
	for _, x := range o {
		h := HeightFor(x, width)
		each(x, 0, y, width, h)
		y += h + l.gap
	}
	return y - l.gap
}

// tight is the width that a button needs without its key.
func tight(o fyne.CanvasObject) float32 {
	w := o.MinSize().Width
	if b, ok := o.(*Button); ok && b.Hint != "" {
		w -= GapSmall + measureText(b.Hint, sizeOf(SizeTiny), false).Width
	}
	return w
}

func (l *stepsLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(o, size.Width, move)
	redraw(o)
}

func (l *stepsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	const least = 200
	return fyne.NewSize(least, l.HeightForWidth(o, max(least, l.width)))
}

// HeightForWidth implements HeightLayout.
func (l *stepsLayout) HeightForWidth(o []fyne.CanvasObject, width float32) float32 {
	return l.place(o, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	var shown []fyne.CanvasObject
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}

// highest is the greatest height of the objects at a width.
func highest(objects []fyne.CanvasObject, width float32) (h float32) {
	for _, o := range objects {
		h = max(h, HeightFor(o, width))
	}
	return h
}

func move(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
