package screens

import (
	"fyne.io/fyne/v2"

	"offhook/screens/widgets"
)

// headerLayout places who, link, state, next, voice and buttons: in one row where
// there is room, else the voice path and the buttons in a second one, else stacked.
type headerLayout struct{ width float32 }

const (
	headerRow = 36
	whoWidth  = 132 // what the agent's name gets beside other things
	headerGap = widgets.Gap
)

// need is the width of the visible objects side by side.
func (l *headerLayout) need(objects ...fyne.CanvasObject) float32 {
	need := float32(whoWidth)
	for _, o := range objects {
		if o.Visible() {
			need += o.MinSize().Width + headerGap
		}
	}
	return need
}

// rows returns how many rows there are side by side at a width: 1, 2, or 0
// when things must be stacked.
func (l *headerLayout) rows(o []fyne.CanvasObject, width float32) int {
	switch {
	case l.need(o[1:]...) <= width:
		return 1
	case width >= wideFrom-2*widgets.GapLarge && l.need(o[1:4]...) <= width:
		return 2
	}
	return 0
}

func (l *headerLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	who, link, state, next, voice, tools := o[0], o[1], o[2], o[3], o[4], o[5]
	switch l.rows(o, size.Width) {
	case 1:
		l.left(0, min(60, size.Width-l.need(o[1:]...)), who, state, next)
		l.right(size.Width, 0, link, tools, voice)
	case 2:
		l.left(0, min(60, size.Width-l.need(o[1:4]...)), who, state, next)
		l.right(size.Width, 0, link)
		l.left(headerRow+widgets.GapSmall, 0, voice)
		l.right(size.Width, headerRow+widgets.GapSmall, tools)
	default:
		l.stack(o, size.Width)
	}
}

// left places objects from the left in the row that begins at y. The agent's
// name gets the spare width.
func (l *headerLayout) left(y, spare float32, objects ...fyne.CanvasObject) {
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		w := o.MinSize().Width
		if i == 0 && y == 0 {
			w = whoWidth + spare
		}
		place(o, x, y, w)
		x += w + headerGap
	}
}

// right places objects from the right edge inwards.
func (l *headerLayout) right(x, y float32, objects ...fyne.CanvasObject) {
	for _, o := range objects {
		if o.Visible() {
			w := o.MinSize().Width
			place(o, x-w, y, w)
			x -= w + headerGap
		}
	}
}

// stack is the header of a narrow window.
func (l *headerLayout) stack(o []fyne.CanvasObject, width float32) {
	who, link, state, next, voice, tools := o[0], o[1], o[2], o[3], o[4], o[5]
	w := link.MinSize().Width
	place(who, 0, 0, width-w-headerGap)
	place(link, width-w, 0, w)
	y := float32(headerRow + widgets.GapSmall)
	free := width
	if tools.Visible() {
		m := tools.MinSize().Width
		place(tools, width-m, y, m)
		free -= m + headerGap
	}
	place(state, 0, y, min(state.MinSize().Width, free))
	y += headerRow + widgets.GapSmall
	for _, row := range []fyne.CanvasObject{next, voice} {
		if row.Visible() {
			h := widgets.HeightFor(row, width)
			row.Move(fyne.NewPos(0, y))
			row.Resize(fyne.NewSize(min(row.MinSize().Width, width), h))
			y += h + widgets.GapSmall
		}
	}
}

// place puts o at x, centred in a row of the header that begins at y.
func place(o fyne.CanvasObject, x, y, w float32) {
	h := o.MinSize().Height
	o.Move(fyne.NewPos(x, y+(headerRow-h)/2))
	o.Resize(fyne.NewSize(w, h))
}

func (l *headerLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, l.HeightForWidth(o, l.width))
}

// HeightForWidth implements widgets.HeightLayout.
func (l *headerLayout) HeightForWidth(o []fyne.CanvasObject, width float32) float32 {
	h := float32(headerRow)
	switch l.rows(o, width) {
	case 2:
		h += headerRow + widgets.GapSmall
	case 0:
		h += headerRow + widgets.GapSmall
		for _, row := range o[3:5] {
			if row.Visible() {
				h += widgets.HeightFor(row, width) + widgets.GapSmall
			}
		}
	}
	return h
}
