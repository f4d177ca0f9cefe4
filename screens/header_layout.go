package screens

import (
	"fyne.io/fyne/v2"

	"offhook/screens/widgets"
)

// headerLayout places who, tools, state, flags, voice, buttons and link: in one
// row where there is room, else the voice path and the buttons in a second one,
// else stacked.
type headerLayout struct {
	face     fyne.CanvasObject // the picture before the agent's name, which gives way to it
	whoNeeds func() float32
	width    float32
}

const (
	headerRow = 36
	whoWidth  = 132 // what the agent's name gets beside other things
	faceWidth = 46  // with its gap
	headerGap = widgets.Gap
)

// who is the width for the agent's name beside other things.
func (l *headerLayout) who() float32 { return max(whoWidth, l.whoNeeds()+faceWidth) }

// spare is what the agent's name takes of a width that nothing else needs.
func (l *headerLayout) spare(left float32) float32 { return max(0, min(whoWidth+60-l.who(), left)) }

// need is the width of the visible objects side by side.
func (l *headerLayout) need(objects ...fyne.CanvasObject) float32 {
	need := l.who()
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
	case width >= wideFrom-2*widgets.GapLarge && l.need(o[1], o[2], o[3], o[6]) <= width:
		return 2
	}
	return 0
}

func (l *headerLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	who, tools, state, flags, voice, buttons, link := o[0], o[1], o[2], o[3], o[4], o[5], o[6]
	rows := l.rows(o, size.Width)
	setHidden(l.face, rows == 0 && !l.faced(o, size.Width))
	switch rows {
	case 1:
		l.left(0, l.spare(size.Width-l.need(o[1:]...)), who, state, flags)
		l.right(l.right(size.Width, 0, widgets.GapTiny, tools), 0, headerGap, link, buttons, voice)
	case 2:
		l.left(0, l.spare(size.Width-l.need(tools, state, flags, link)), who, state, flags)
		l.right(l.right(size.Width, 0, widgets.GapTiny, tools), 0, headerGap, link)
		l.left(headerRow+widgets.GapSmall, 0, voice)
		l.right(size.Width, headerRow+widgets.GapSmall, headerGap, buttons)
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
			w = l.who() + spare
		}
		place(o, x, y, w)
		x += w + headerGap
	}
}

// right places objects from the right edge inwards, with a gap before each, and
// returns where that ends.
func (l *headerLayout) right(x, y, gap float32, objects ...fyne.CanvasObject) float32 {
	for _, o := range objects {
		if o.Visible() {
			w := o.MinSize().Width
			place(o, x-w, y, w)
			x -= w + gap
		}
	}
	return x
}

// above reports whether the link has room in the first row of a narrow header,
// beside the agent's name.
func (l *headerLayout) above(o []fyne.CanvasObject, width float32) bool {
	return l.whoNeeds()+o[1].MinSize().Width+o[6].MinSize().Width+2*widgets.GapSmall <= width
}

// faced reports whether the picture has room in the first row of a narrow header.
func (l *headerLayout) faced(o []fyne.CanvasObject, width float32) bool {
	need := faceWidth + l.whoNeeds() + o[1].MinSize().Width + widgets.GapSmall
	if l.above(o, width) {
		need += o[6].MinSize().Width + widgets.GapSmall
	}
	return need <= width
}

// beside reports whether the link and the flags have room in one row.
func (l *headerLayout) beside(o []fyne.CanvasObject, width float32) bool {
	return o[3].Visible() && o[6].MinSize().Width+widgets.GapSmall+o[3].MinSize().Width <= width
}

// stack is the header of a narrow window. The link goes below the state when the
// agent's name needs its place.
func (l *headerLayout) stack(o []fyne.CanvasObject, width float32) {
	who, tools, state, flags, voice, buttons, link := o[0], o[1], o[2], o[3], o[4], o[5], o[6]
	above := l.above(o, width)
	w, wl := tools.MinSize().Width, link.MinSize().Width
	place(tools, width-w, 0, w)
	free := width - w - widgets.GapTiny
	if above {
		place(link, free-wl, 0, wl)
		free -= wl
	}
	place(who, 0, 0, free-widgets.GapSmall)
	y := float32(headerRow + widgets.GapSmall)
	free = width
	if buttons.Visible() {
		m := buttons.MinSize().Width
		place(buttons, width-m, y, m)
		free -= m + headerGap
	}
	place(state, 0, y, min(state.MinSize().Width, free))
	y += headerRow + widgets.GapSmall
	x := float32(0)
	if !above {
		link.Move(fyne.NewPos(0, y))
		link.Resize(link.MinSize())
		if l.beside(o, width) {
			x = wl + widgets.GapSmall
		} else {
			y += link.MinSize().Height + widgets.GapSmall
		}
	}
	for _, row := range []fyne.CanvasObject{flags, voice} {
		if row.Visible() {
			h := widgets.HeightFor(row, width-x)
			row.Move(fyne.NewPos(x, y))
			row.Resize(fyne.NewSize(min(row.MinSize().Width, width-x), h))
			y += h + widgets.GapSmall
			x = 0
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
		if !l.above(o, width) && !l.beside(o, width) {
			h += o[6].MinSize().Height + widgets.GapSmall
		}
		for _, row := range o[3:5] {
			if row.Visible() {
				h += widgets.HeightFor(row, width) + widgets.GapSmall
			}
		}
	}
	return h
}
