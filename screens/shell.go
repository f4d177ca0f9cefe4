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

// wideFrom is the width from which there are two columns.
const wideFrom = 760

// tab is one of the parts of the window.
type tab int

const (
	tabCalls tab = iota
	tabDialpad
	tabState
	tabHistory
	tabDirectory
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
	past    *history
	book    *directory

	tabs      [tabCount]*widgets.Tab
	selected  tab
	unseen    int // missed calls
	left      tab // in the left column: calls, history or directory
	padPage   *widgets.Page
	statePage *widgets.Page
	alert     *voiceAlert
	ring      *ringBar
	queues    *widgets.Panel // the queues below the calls, where there is room
	waiting   *queues
	day       *widgets.Panel // today's totals above them
	totals    *today
	body      *fyne.Container
	layout    *bodyLayout
	content   *fyne.Container
}

// questions are what the parts of the window ask over it.
type questions struct {
	aux, signOut, forward func()
	compact               func() // the bar in the window's place
	today                 func()
	settings              func() // opens and closes the settings
	send, clear           func(app.CallView)
	contacts              directoryQuestions
}

func newShell(c fyne.Canvas, phone Phone, now func() time.Time, ask questions) *shell {
	s := &shell{header: newHeader(phone, ask.compact, ask.today, ask.settings), notices: newNotices(phone), dialpad: newDialpad(c, phone)}
	s.dialpad.now = now
	s.dialpad.dialled = func() { s.show(tabCalls) }
	s.agent = newAgent(phone, ask)
	s.calls = newCalls(phone, now, cardTools{keypad: s.goKeypad, mute: s.header.toggleMute, send: ask.send, clear: ask.clear})
	s.past, s.book = newHistory(c, phone, now, ask.contacts.edit), newDirectory(c, phone, ask.contacts)
	s.past.dialled, s.book.dialled = s.dialpad.dialled, s.dialpad.dialled
	s.alert = newVoiceAlert()
	s.ring = newRingBar(phone, now, func() { s.show(tabCalls) })
	inset := func(o fyne.CanvasObject) *widgets.Page {
		return widgets.NewPage(widgets.Inset(widgets.Gap, widgets.GapLarge, widgets.Narrow(440, o)))
	}
	s.padPage, s.statePage = inset(s.dialpad.content), inset(s.agent.content)
	s.reveal()
	icons := [tabCount]string{"phone", "keypad", "user", "history", "contacts"}
	labels := [tabCount]string{lang.X("tab.calls", "Calls"), lang.X("tab.dialpad", "Dialpad"), lang.X("tab.state", "State"),
		lang.X("tab.history", "History"), lang.X("tab.directory", "Contacts")}
	buttons := make([]fyne.CanvasObject, tabCount)
	for i := range tabCount {
		s.tabs[i] = widgets.NewTab(icons[i], labels[i], func() { s.show(i) })
		buttons[i] = s.tabs[i]
	}
	bar := widgets.NewPanel(widgets.ColorSurface, widgets.LineTop,
		widgets.Inset(6, widgets.Gap, widgets.Grid(int(tabCount), 56, widgets.GapTiny, buttons...)))
	s.waiting = newQueues(2)
	s.queues = widgets.NewPanel(theme.ColorNameBackground, widgets.LineTop, widgets.Inset(widgets.Gap, widgets.GapLarge, widgets.Narrow(640, s.waiting.content)))
	s.totals = newToday(3)
	s.day = widgets.NewPanel(theme.ColorNameBackground, widgets.LineTop, widgets.Inset(widgets.Gap, widgets.GapLarge, widgets.Narrow(640, s.totals.content)))
	side := widgets.NewPanel(widgets.ColorSurface, widgets.LineNone, widgets.Column(0))
	s.layout = &bodyLayout{shell: s, bar: bar, side: side}
	s.body = container.New(s.layout, side, s.calls.page, s.past.content, s.book.content, s.statePage, s.padPage, s.notices.content, s.ring.panel, bar, s.queues, s.day)
	s.content = widgets.ColumnGrow(0, 2, s.header.content, s.alert.panel, s.body)
	s.show(tabCalls)
	return s
}

func (s *shell) reveal() {
	for _, k := range s.dialpad.keys {
		s.padPage.RevealOnFocus(k)
	}
	s.padPage.RevealOnFocus(s.dialpad.entry, s.dialpad.call, s.dialpad.redial, s.dialpad.backspace, s.dialpad.offer.call, s.dialpad.offer.consult, s.dialpad.offer.dismiss)
	for _, t := range s.agent.tiles {
		s.statePage.RevealOnFocus(t)
	}
	s.statePage.RevealOnFocus(s.agent.signOut, s.agent.features.dnd, s.agent.features.fwd, s.agent.today.copy)
}

// carry takes over what an earlier shell knew and the state does not say.
func (s *shell) carry(was *shell) {
	s.unseen = was.unseen
	s.calls.code.entry.SetText(was.calls.code.entry.Text)
	s.past.id, s.book.id = was.past.id, was.book.id
	s.dialpad.setLast(was.dialpad.last)
}

// show selects a part; side by side it only moves the keyboard there.
func (s *shell) show(t tab) {
	s.selected = t
	for i, b := range s.tabs {
		b.SetSelected(tab(i) == t)
	}
	if t != tabDialpad && t != tabState {
		s.left = t
	}
	widgets.Relayout(s.body)
	s.seeMissed()
}

// goKeypad brings the keypad up for sending tones.
func (s *shell) goKeypad() { s.show(tabDialpad) }

func (s *shell) setCalls(views []app.CallView) {
	s.calls.update(views)
	active, has := s.calls.first(app.CallConnected)
	s.dialpad.setCall(active, has)
	s.ring.setCalls(views)
	s.tabs[tabCalls].SetBadge(len(views), s.ring.rings)
	widgets.Relayout(s.body)
}

func (s *shell) setMedia(v app.MediaView) {
	s.header.setMedia(v)
	s.calls.setMedia(v)
	s.alert.update(v)
	widgets.Relayout(s.content)
}

func (s *shell) setPhone(v app.PhoneView) {
	s.header.setPhone(v)
	s.agent.features.update(v)
	widgets.Relayout(s.content)
}

func (s *shell) setSkills(v []app.SkillView) {
	s.agent.queues.update(v)
	if s.waiting.update(v) {
		widgets.Relayout(s.body)
	}
	s.statePage.Relayout()
}

func (s *shell) tick(now time.Time) {
	s.header.tick(now)
	if s.agent.tick(now) {
		s.statePage.Relayout()
	}
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
	s.waiting.inspect(in, "queues")
	s.totals.inspect(in, "day")
	s.past.inspect(in)
	s.book.inspect(in)
	for i, name := range [tabCount]string{"tab.calls", "tab.dialpad", "tab.state", "tab.history", "tab.directory"} {
		in.add(name, s.tabs[i], s.tabs[i].Label)
	}
	in.add("ring.bar", s.ring.panel, s.ring.text.Text)
	in.add("ring.answer", s.ring.answer, s.ring.answer.Label)
}
