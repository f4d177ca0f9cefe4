package screens

import (
	"fyne.io/fyne/v2"

	"offhook/screens/widgets"
)

// bodyLayout shows the three parts side by side or one at a time.
type bodyLayout struct {
	shell *shell
	bar   *widgets.Panel
	side  *widgets.Panel
	wide  bool
}

func (l *bodyLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.wide = size.Width >= wideFrom
	s := l.shell
	pages := [tabCount]*widgets.Page{s.calls.page, s.padPage, s.statePage}
	for i, p := range pages {
		setHidden(p, !l.wide && tab(i) != s.selected)
	}
	setHidden(l.bar, l.wide)
	setHidden(l.side, !l.wide && s.selected == tabCalls)
	s.ring.setTab(s.selected, l.wide)
	setHidden(s.queues, !l.wide || len(s.waiting.views) == 0)
	setHidden(s.agent.queues.content, l.wide || len(s.waiting.views) == 0)
	if l.wide {
		l.columns(size)
		return
	}
	bottom := size.Height
	for _, p := range []*widgets.Panel{l.bar, s.ring.panel} {
		if p.Visible() {
			h := p.MinSize().Height
			bottom -= h
			p.Move(fyne.NewPos(0, bottom))
			p.Resize(fyne.NewSize(size.Width, h))
		}
	}
	top := l.notices(size.Width)
	l.side.Move(fyne.NewPos(0, 0))
	l.side.Resize(fyne.NewSize(size.Width, bottom))
	for _, p := range pages {
		p.Move(fyne.NewPos(0, top))
		p.Resize(fyne.NewSize(size.Width, bottom-top))
	}
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

// columns puts the calls at the left, state over dialpad at the right.
func (l *bodyLayout) columns(size fyne.Size) {
	s := l.shell
	right := min(400, max(364, size.Width*0.38))
	x := size.Width - right
	top := l.notices(x)
	s.calls.page.Move(fyne.NewPos(0, top))
	bottom := size.Height
	if s.queues.Visible() {
		h := min(widgets.HeightFor(s.queues, x), size.Height*0.3)
		bottom -= h
		s.queues.Move(fyne.NewPos(0, bottom))
		s.queues.Resize(fyne.NewSize(x, h))
	}
	s.calls.page.Resize(fyne.NewSize(x, bottom-top))
	l.side.Move(fyne.NewPos(x, 0))
	l.side.Resize(fyne.NewSize(right, size.Height))
	h := min(widgets.HeightFor(s.statePage.Content, right), size.Height*0.45)
	s.statePage.Move(fyne.NewPos(x, 0))
	s.statePage.Resize(fyne.NewSize(right, h))
	s.padPage.Move(fyne.NewPos(x, h))
	s.padPage.Resize(fyne.NewSize(right, size.Height-h))
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
