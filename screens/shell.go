package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/screens/widgets"
)

// wideFrom is the width from which there are two columns.
const wideFrom = 760

// tab is one of the three parts of the window.
type tab int

const (
	tabCalls tab = iota
	tabDialpad
	tabState
	tabCount
)

// shell is the window while signed in: header, notices, and calls, dialpad and
// state side by side or one at a time.
type shell struct {
	header  *header
	notices *notices
	calls   *calls
	dialpad *dialpad
	agent   *agent

	tabs      [tabCount]*widgets.Tab
	selected  tab
	padPage   *widgets.Page
	statePage *widgets.Page
	alert     *voiceAlert
	ring      *ringBar
	body      *fyne.Container
	layout    *bodyLayout
	content   *fyne.Container
}

func newShell(c fyne.Canvas, phone Phone, now func() time.Time, aux, signOut func()) *shell {
	s := &shell{header: newHeader(phone), notices: newNotices(phone), dialpad: newDialpad(c, phone)}
	s.dialpad.dialled = func() { s.show(tabCalls) }
	s.agent = newAgent(phone, aux, signOut)
	s.calls = newCalls(phone, now, s.goKeypad, s.header.toggleMute)
	s.alert = newVoiceAlert()
	s.ring = newRingBar(phone, now, func() { s.show(tabCalls) })
	inset := func(o fyne.CanvasObject) *widgets.Page {
		return widgets.NewPage(widgets.Inset(widgets.Gap, widgets.GapLarge, widgets.Narrow(440, o)))
	}
	s.padPage, s.statePage = inset(s.dialpad.content), inset(s.agent.content)
	s.reveal()
	icons := [tabCount]string{"phone", "keypad", "user"}
	labels := [tabCount]string{lang.X("tab.calls", "Calls"), lang.X("tab.dialpad", "Dialpad"), lang.X("tab.state", "State")}
	buttons := make([]fyne.CanvasObject, tabCount)
	for i := range tabCount {
		s.tabs[i] = widgets.NewTab(icons[i], labels[i], func() { s.show(i) })
		buttons[i] = s.tabs[i]
	}
	bar := widgets.NewPanel(widgets.ColorSurface, widgets.LineTop,
		widgets.Inset(6, widgets.Gap, widgets.Grid(int(tabCount), 60, widgets.GapSmall, buttons...)))
	side := widgets.NewPanel(widgets.ColorSurface, widgets.LineNone, widgets.Column(0))
	s.layout = &bodyLayout{shell: s, bar: bar, side: side}
	s.body = container.New(s.layout, side, s.calls.page, s.statePage, s.padPage, s.notices.content, s.ring.panel, bar)
	s.content = widgets.ColumnGrow(0, 2, s.header.content, s.alert.panel, s.body)
	s.show(tabCalls)
	return s
}

func (s *shell) reveal() {
	for _, k := range s.dialpad.keys {
		s.padPage.RevealOnFocus(k)
	}
	s.padPage.RevealOnFocus(s.dialpad.entry, s.dialpad.call, s.dialpad.redial, s.dialpad.backspace)
	for _, t := range s.agent.tiles {
		s.statePage.RevealOnFocus(t)
	}
	s.statePage.RevealOnFocus(s.agent.signOut)
}

// show selects a part; side by side it only moves the keyboard there.
func (s *shell) show(t tab) {
	s.selected = t
	for i, b := range s.tabs {
		b.SetSelected(tab(i) == t)
	}
	s.ring.setTab(t, s.layout.wide)
	widgets.Relayout(s.body)
}

// goKeypad brings the keypad up for sending tones.
func (s *shell) goKeypad() { s.show(tabDialpad) }

func (s *shell) setCalls(views []app.CallView) {
	s.calls.update(views)
	active, has := s.calls.first(app.CallConnected)
	s.dialpad.setCall(active, has)
	ringing, rings := s.calls.first(app.CallAlerting)
	s.tabs[tabCalls].SetBadge(len(views), rings)
	s.ring.setCall(ringing, rings)
	widgets.Relayout(s.body)
}

func (s *shell) setMedia(v app.MediaView) {
	s.header.setMedia(v)
	s.calls.setMedia(v)
	s.alert.update(v)
	widgets.Relayout(s.content)
}

func (s *shell) tick(now time.Time) {
	s.header.tick(now)
	s.calls.tick(now)
}

func (s *shell) inspect(in *inspector) {
	s.header.inspect(in)
	in.add("voice.alert", s.alert.panel, s.alert.text.Text)
	s.notices.inspect(in)
	s.calls.inspect(in)
	in.within(s.padPage)
	s.dialpad.inspect(in)
	in.within(s.statePage)
	s.agent.inspect(in)
	in.within(nil)
	for i, name := range [tabCount]string{"tab.calls", "tab.dialpad", "tab.state"} {
		in.add(name, s.tabs[i], s.tabs[i].Label)
	}
	in.add("ring.bar", s.ring.panel, s.ring.text.Text)
	in.add("ring.answer", s.ring.answer, s.ring.answer.Label)
}

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
	s.calls.page.Resize(fyne.NewSize(x, size.Height-top))
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

// voiceAlert says what is wrong with the voice path.
type voiceAlert struct {
	text  *widgets.Paragraph
	panel *widgets.Panel
}

func newVoiceAlert() *voiceAlert {
	a := &voiceAlert{text: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameCaptionText)}
	a.panel = widgets.NewPanel(widgets.ColorAuxSoft, widgets.LineNone,
		widgets.Inset(widgets.GapSmall, widgets.GapLarge, alertLayout("warning", widgets.ColorAux, a.text)))
	a.panel.Hide()
	return a
}

func (a *voiceAlert) update(v app.MediaView) {
	text := ""
	switch {
	case v.Active && v.OneWay:
		text = lang.X("voice.oneWay", "No voice arrives from the other side. If it stays so, ask the caller to call again and tell your administrator that voice is one-way.")
	case v.Active && v.NoDevice:
		text = lang.X("voice.noDevice", "No sound device is in use, so you hear nothing and cannot be heard. Plug your headset in.")
	}
	a.text.SetText(text)
	setHidden(a.panel, text == "")
}

// ringBar announces a ringing call while another part is shown.
type ringBar struct {
	now    func() time.Time
	shown  time.Time // since when this call is announced
	call   app.CallView
	rings  bool
	text   *widgets.Text
	answer *widgets.Button
	panel  *widgets.Panel
}

func newRingBar(phone Phone, now func() time.Time, show func()) *ringBar {
	r := &ringBar{now: now, text: widgets.NewStrong("", widgets.ColorReady, theme.SizeNameText).Shrinking()}
	r.answer = widgets.NewButton("answer", lang.X("call.answer", "Answer"), widgets.Answer, func() {
		// It comes up where something else was a moment ago, so that not even
		// a click counts at first.
		if r.now().Sub(r.shown) >= guard {
			phone.Answer(r.call.ID)
			show()
		}
	})
	r.answer.Compact, r.answer.Hint = true, "F2"
	r.panel = widgets.NewPanel(widgets.ColorReadySoft, widgets.LineTop, widgets.Inset(widgets.GapSmall, widgets.GapLarge,
		widgets.RowGrow(widgets.GapSmall, 1, widgets.NewIcon("incoming", widgets.ColorReady, widgets.SizeIcon), r.text, r.answer)))
	r.panel.Hide()
	return r
}

func (r *ringBar) setCall(v app.CallView, rings bool) {
	if rings && (!r.rings || r.call.ID != v.ID) {
		r.shown = r.now()
	}
	r.call, r.rings = v, rings
	r.text.SetText(remoteName(v))
	r.answer.SetPending(v.Asked == app.ActionAnswer)
}

func (r *ringBar) setTab(t tab, wide bool) { setHidden(r.panel, wide || !r.rings || t == tabCalls) }
