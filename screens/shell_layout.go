package screens

import (
	"fyne.io/fyne/v2"

	"offhook/screens/widgets"
)

// bodyLayout shows one part at a time or, where there is room, calls, history or
// directory at the left and state over dialpad at the right.
type bodyLayout struct {
	shell *shell
	bar   *widgets.Panel
	side  *widgets.Panel
	wide  bool
}

func (l *bodyLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.wide = size.Width >= wideFrom
	s := l.shell
	pages := [tabCount]fyne.CanvasObject{s.calls.page, s.padPage, s.statePage, s.past.content, s.book.content}
	for i, p := range pages {
		setHidden(p, !l.shows(tab(i)))
		setHidden(s.tabs[i], l.wide && (tab(i) == tabDialpad || tab(i) == tabState))
		s.tabs[i].SetSelected(l.shows(tab(i)))
	}
	setHidden(l.side, !l.wide && s.selected != tabDialpad && s.selected != tabState)
	s.ring.setHidden(l.shows(tabCalls))
	setHidden(s.queues, !l.wide || s.left != tabCalls || len(s.waiting.views) == 0)
	setHidden(s.agent.queues.content, l.wide || len(s.waiting.views) == 0)
	setHidden(s.agent.today.content, l.wide || !s.agent.today.known())
	fitRoll(s.past.call, s.past.undo, s.past.count, l.wide)
	fitRoll(s.book.call, s.book.undo, s.book.count, l.wide)
	if l.wide {
		l.columns(size)
		return
	}
	setHidden(s.day, true)
	bottom := l.bars(size.Width, size.Height)
	top := l.notices(size.Width)
	l.side.Move(fyne.NewPos(0, 0))
	l.side.Resize(fyne.NewSize(size.Width, bottom))
	for _, p := range pages {
		p.Move(fyne.NewPos(0, top))
		p.Resize(fyne.NewSize(size.Width, bottom-top))
	}
}

// shows reports whether a part is in sight.
func (l *bodyLayout) shows(t tab) bool {
	switch {
	case !l.wide:
		return t == l.shell.selected
	case t == tabDialpad, t == tabState:
		return true
	}
	return t == l.shell.left
}

// bars places what is below the pages: the tabs, and the call that rings while
// the calls are out of sight. It returns where the pages end.
func (l *bodyLayout) bars(width, bottom float32) float32 {
	for _, p := range []*widgets.Panel{l.bar, l.shell.ring.panel} {
		if p.Visible() {
			h := p.MinSize().Height
			bottom -= h
			p.Move(fyne.NewPos(0, bottom))
			p.Resize(fyne.NewSize(width, h))
		}
	}
	return bottom
}

// notices places the notices at the top of the left column and returns where
// they end.
func (l *bodyLayout) notices(width float32) float32 {
	n := l.shell.notices.content
	if !n.Visible() {
		return 0
	}
	h := widgets.HeightFor(n, width) - widgets.GapSmall // the page below has its own space
	n.Resize(fyne.NewSize(width, h))
	return h
}

// columns puts calls, history or directory at the left, state over dialpad at the right.
func (l *bodyLayout) columns(size fyne.Size) {
	s := l.shell
	right := min(400, max(364, size.Width*0.38))
	x := size.Width - right
	top, bottom := l.notices(x), l.bars(x, size.Height)
	if s.queues.Visible() {
		h := min(widgets.HeightFor(s.queues, x), size.Height*0.3)
		bottom -= h
		s.queues.Move(fyne.NewPos(0, bottom))
		s.queues.Resize(fyne.NewSize(x, h))
	}
	bottom -= l.totals(x, bottom-top, bottom)
	for _, p := range []fyne.CanvasObject{s.calls.page, s.past.content, s.book.content} {
		p.Move(fyne.NewPos(0, top))
		p.Resize(fyne.NewSize(x, bottom-top))
	}
	l.side.Move(fyne.NewPos(x, 0))
	l.side.Resize(fyne.NewSize(right, size.Height))
	h := min(widgets.HeightFor(s.statePage.Content, right), size.Height*0.46)
	s.statePage.Move(fyne.NewPos(x, 0))
	s.statePage.Resize(fyne.NewSize(right, h))
	s.padPage.Move(fyne.NewPos(x, h))
	s.padPage.Resize(fyne.NewSize(right, size.Height-h))
}

// totals places today's totals above a place where the calls leave room for
// them, and returns their height.
func (l *bodyLayout) totals(width, room, bottom float32) float32 {
	s := l.shell
	h := widgets.HeightFor(s.day, width)
	shown := s.left == tabCalls && s.totals.known() && widgets.HeightFor(s.calls.page.Content, width)+h <= room
	if setHidden(s.day, !shown); !shown {
		return 0
	}
	s.day.Move(fyne.NewPos(0, bottom-h))
	s.day.Resize(fyne.NewSize(width, h))
	return h
}

func (l *bodyLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// setHidden hides or shows only on change, for it is called while laying out.
func setHidden(o fyne.CanvasObject, hidden bool) {
	switch {
	case hidden && o.Visible():
		o.Hide()
	case !hidden && !o.Visible():
		o.Show()
	}
}
