package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// settingsPart is one page of the settings.
type settingsPart struct {
	name    string // for Inspect
	icon    string
	title   string
	short   string // where there is little room
	lines   []*settingLine
	content *fyne.Container
	page    *widgets.Page
	// also inspects what is not a line; may be nil.
	also func(*inspector)
}

// settings is the page over the window in which values are changed. It shows
// what holds; the app decides what is possible. What is in it is made when it
// opens for the first time: that takes as long as the rest of the window.
type settings struct {
	phone   Phone
	now     func() time.Time
	open    bool
	close   func()
	parts   []*settingsPart // none before it was open
	chosen  int
	version string
	sound   *soundSettings
	about   *aboutSettings

	back    *widgets.Button
	nav     []*widgets.NavItem
	tabs    []*widgets.Tab
	unsaved *widgets.Card
	reason  *widgets.Paragraph
	ring    *ringBar
	side    *widgets.Panel
	bar     *widgets.Panel
	head    *widgets.Panel
	ground  *widgets.Panel
	view    app.SettingsView
	heard   app.SoundView
	calls   []app.CallView
	content *fyne.Container
}

func newSettings(phone Phone, now func() time.Time, closed func()) *settings {
	s := &settings{phone: phone, now: now, close: closed}
	s.content = container.New(&settingsLayout{s})
	s.content.Hide()
	return s
}

// make makes what is in the page, if it is not there yet.
func (s *settings) make() {
	if s.parts != nil {
		return
	}
	s.sound, s.about = newSoundSettings(s.phone), newAboutSettings()
	s.parts = []*settingsPart{s.sound.part, callSettings(s.phone), lookSettings(s.phone), keySettings(s.phone), s.about.part}
	s.back = widgets.NewButton("back", lang.X("settings.close", "Back"), widgets.Ghost, s.close)
	s.back.Hint = "Esc"
	s.head = widgets.NewPanel(widgets.ColorSurface, widgets.LineBottom, widgets.Inset(widgets.GapSmall, widgets.GapLarge,
		widgets.RowGrow(widgets.Gap, 1, s.back, widgets.NewStrong(lang.X("settings.title", "Settings"), theme.ColorNameForeground, theme.SizeNameSubHeadingText).Shrinking())))
	s.reason = widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText)
	s.unsaved = widgets.NewCard(alertLayout("warning", widgets.ColorAux, s.reason))
	s.unsaved.Fill, s.unsaved.Border, s.unsaved.Padding = widgets.ColorAuxSoft, widgets.ColorAux, widgets.Gap
	s.unsaved.Hide()
	s.ring = newRingBar(s.phone, s.now, s.close)
	s.ground = widgets.NewPanel(theme.ColorNameBackground, widgets.LineNone, widgets.Column(0))
	s.makeParts()
	s.content.Objects = []fyne.CanvasObject{s.ground, s.head, s.side, s.bar, s.unsaved, s.ring.panel}
	for _, p := range s.parts {
		s.content.Objects = append(s.content.Objects, p.page)
	}
	s.about.setVersion(s.version)
	s.show(s.chosen)
	s.update(s.view)
	s.setSound(s.heard)
	s.setCalls(s.calls)
}

// carry takes over what an earlier page knew and the state does not say.
func (s *settings) carry(was *settings) {
	s.version, s.chosen = was.version, was.chosen
	if was.open {
		s.open, s.content.Hidden = true, false
		s.make()
	}
}

// makeParts makes the pages and the two lists of them: at the side, and above.
func (s *settings) makeParts() {
	var items, tabs []fyne.CanvasObject
	for i, p := range s.parts {
		p.page = widgets.NewPage(widgets.Inset(widgets.GapLarge, widgets.GapLarge, widgets.Narrow(640, p.content)))
		for _, l := range p.lines {
			p.page.RevealOnFocus(l.control, l.reset)
		}
		s.nav = append(s.nav, widgets.NewNavItem(p.icon, p.title, func() { s.choose(i) }))
		s.tabs = append(s.tabs, widgets.NewTab(p.icon, p.short, func() { s.choose(i) }))
		items, tabs = append(items, s.nav[i]), append(tabs, s.tabs[i])
	}
	s.side = widgets.NewPanel(widgets.ColorSurface, widgets.LineNone, widgets.Inset(widgets.Gap, widgets.Gap, widgets.Column(widgets.GapTiny, items...)))
	s.bar = widgets.NewPanel(widgets.ColorSurface, widgets.LineBottom, widgets.Inset(6, widgets.Gap, widgets.Grid(len(tabs), 56, widgets.GapTiny, tabs...)))
}

// choose shows another page. Sound devices are open while theirs is shown.
func (s *settings) choose(i int) {
	was := s.chosen
	s.show(i)
	if s.open && was != i {
		s.listen(was == 0, i == 0)
	}
}

// listen opens and closes the sound devices as their page comes and goes.
func (s *settings) listen(was, is bool) {
	switch {
	case is && !was:
		s.phone.OpenSoundCheck()
	case was && !is:
		s.phone.CloseSoundCheck()
	}
}

func (s *settings) show(i int) {
	s.chosen = i
	for j, p := range s.parts {
		setHidden(p.page, j != i)
		s.nav[j].SetSelected(j == i)
		s.tabs[j].SetSelected(j == i)
	}
	widgets.Relayout(s.content)
}

// setOpen opens or closes the page.
func (s *settings) setOpen(on bool) {
	if s.open == on {
		return
	}
	if on {
		s.make()
	}
	s.open = on
	s.content.Hidden = !on
	s.listen(!on && s.chosen == 0, on && s.chosen == 0)
}

func (s *settings) update(v app.SettingsView) {
	s.view = v
	if s.parts == nil {
		return
	}
	for _, p := range s.parts {
		for _, l := range p.lines {
			l.update(v)
		}
	}
	s.sound.settings(v)
	s.about.update(v)
	reason := ""
	if u := v.Unsaved; !u.IsZero() {
		reason = u.Title + ". " + u.Meaning + " " + u.Advice + "\n" + plain(u.Details)
	}
	s.reason.SetText(reason)
	setHidden(s.unsaved, reason == "")
	s.relayout()
}

// relayout measures the page in sight again.
func (s *settings) relayout() {
	if s.open {
		widgets.Relayout(s.content)
		s.parts[s.chosen].page.Relayout()
	}
}

func (s *settings) setSound(v app.SoundView) {
	if s.heard = v; s.parts != nil && s.sound.update(v) {
		s.relayout()
	}
}

func (s *settings) inspect(in *inspector) {
	if s.parts == nil {
		return
	}
	in.add("settings", s.ground, "")
	in.add("settings.back", s.back, s.back.Label)
	in.add("settings.unsaved", s.unsaved, s.reason.Text)
	in.add("settings.ring.answer", s.ring.answer, s.ring.answer.Label)
	for i, p := range s.parts {
		in.add("settings.nav."+p.name, s.nav[i], p.title)
		in.add("settings.tab."+p.name, s.tabs[i], p.short)
		in.within(p.page)
		for _, l := range p.lines {
			l.inspect(in)
		}
		if p.also != nil {
			p.also(in)
		}
		in.within(nil)
	}
}

// settingsLayout has the list of pages at the side or, where there is little
// room, above.
type settingsLayout struct{ s *settings }

const sideWidth = 216

func (l *settingsLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := l.s
	if !s.open || s.parts == nil {
		return
	}
	wide := size.Width >= wideFrom
	setHidden(s.side, !wide)
	setHidden(s.bar, wide)
	s.ground.Resize(size)
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	top := s.head.MinSize().Height
	put(s.head, 0, 0, size.Width, top)
	bottom, left := size.Height, float32(0)
	if s.ring.panel.Visible() {
		h := s.ring.panel.MinSize().Height
		bottom -= h
		put(s.ring.panel, 0, bottom, size.Width, h)
	}
	if wide {
		left = sideWidth
		put(s.side, 0, top, sideWidth, bottom-top)
	} else {
		h := widgets.HeightFor(s.bar.Content, size.Width)
		put(s.bar, 0, top, size.Width, h)
		top += h
	}
	if s.unsaved.Visible() {
		w := size.Width - left - 2*widgets.GapLarge
		h := widgets.HeightFor(s.unsaved, w)
		put(s.unsaved, left+widgets.GapLarge, top+widgets.Gap, w, h)
		top += h + widgets.Gap
	}
	put(s.parts[s.chosen].page, left, top, size.Width-left, bottom-top)
}

func (l *settingsLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// settingsCard is a group of lines under a heading, with hairlines between.
func settingsCard(title string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, 0, 2*len(objects))
	for i, o := range objects {
		if i > 0 {
			rows = append(rows, hairline())
		}
		rows = append(rows, o)
	}
	card := widgets.NewCard(widgets.Column(widgets.Gap, rows...))
	return widgets.Column(widgets.GapSmall, widgets.NewStrong(title, widgets.ColorMuted, theme.SizeNameCaptionText), card)
}

func hairline() fyne.CanvasObject {
	return widgets.NewPanel(widgets.ColorBorder, widgets.LineNone, widgets.Inset(0.5, 0, widgets.Column(0)))
}

// boxes are the objects of lines.
func boxes(lines ...*settingLine) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(lines))
	for i, l := range lines {
		objects[i] = l.box
	}
	return objects
}
