package screens

import (
	"maps"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"offhook/app"
	"offhook/resources"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// Main is the app's window.
type Main struct {
	window fyne.Window
	state  *app.State
	phone  Phone
	now    func() time.Time

	phase app.Phase
	login *login
	shell *shell
	// settings lie over the window while they are open.
	settings    *settings
	look        *appearance
	sheet       *sheet                // over the window, nil when there is none
	diagnostics *diagnostics          // in the sheet, nil when that asks for something else
	trainer     *trainer              // its window, nil while that is closed
	picker      *picker               // in the sheet, nil when it asks for something else
	drafts      map[wti.CallID]string // what was typed into pickers that were closed
	today       *today                // in the sheet, nil when that shows something else
	forward     string                // what was typed to forward calls to
	content     *fyne.Container
	tips        *widgets.Tips
	quit        func() // signs out and ends the program, nil until it is known
	away        away
	unseen      bool // the window is minimised or hidden, as of the last second

	keys      *keymap
	shortcuts []*desktop.CustomShortcut // those that the canvas has
	announcer announcer
	compact   compact

	language string   // that the content was made in
	shows    []func() // show each part of the state as it is
	heard    int      // how many of them have a listener
}

// NewMain sets the theme and the icon, and builds the window over the state. Call
// it on the UI goroutine, or before the app runs.
func NewMain(f fyne.App, s *app.State, p Phone) *Main {
	return newMain(f, s, p, widgets.NewTheme(), time.Now)
}

func newMain(f fyne.App, s *app.State, p Phone, look fyne.Theme, now func() time.Time) *Main {
	f.Settings().SetTheme(look)
	f.SetIcon(resources.WindowIcon()) // of each window that is made from now on
	m := &Main{state: s, now: now, look: newAppearance(look), drafts: map[wti.CallID]string{}, keys: newKeymap()}
	p = &keyedPhone{p, m.keys}
	m.phone = p
	m.window = f.NewWindow(lang.X("app.name", "Offhook"))
	m.window.SetPadded(false)
	m.window.SetMaster()
	if lang.Code() != lang.System() {
		translateFyne()
	}
	m.build()
	m.makeWindows()
	m.window.Resize(fyne.NewSize(1100, 700))
	m.window.SetOnDropped(m.dropped)
	m.bindKeys()
	m.bindPaste()
	m.watchFront(f)
	m.listen()
	m.listenWindows()
	hear(m.state.DialText, m.showNumber)
	hear(m.state.Wish, m.grant)
	return m
}

// build makes what is in the window, in the language in use.
func (m *Main) build() {
	m.language = lang.Code()
	c := m.window.Canvas()
	m.login = newLogin(c, m.phone, m.openSettings)
	m.shell = newShell(c, m.phone, m.now, questions{aux: m.askAux, signOut: m.askSignOut, forward: m.askForward, send: m.askSend, clear: m.askClear,
		compact: m.toggleCompact, today: m.showToday, settings: m.toggleSettings,
		contacts: directoryQuestions{edit: m.editContact, insert: m.askImport}})
	m.shell.header.looked = func() { m.showDiagnostics(sectionVoice) }
	m.shell.header.trained = m.toggleTrainer
	m.login.looked = func() { m.showDiagnostics(sectionConnection) }
	m.shell.content.Hide()
	m.settings = newSettings(m.phone, m.now, func() { m.closeSettings() })
	m.tips = widgets.NewTips()
	m.content = container.New(windowLayout{m}, m.login.content, m.shell.content, m.settings.content, m.tips)
	m.window.SetContent(m.content)
}

// Window returns the window.
func (m *Main) Window() fyne.Window { return m.window }

// Show shows the window, unless the program starts without it. Call it before
// [Main.Run].
func (m *Main) Show() {
	if !m.away.starting {
		m.window.Show()
	}
}

// Run runs the app until the window is closed.
func (m *Main) Run() { fyne.CurrentApp().Run() }

// listen repaints on every change of the state.
func (m *Main) listen() {
	watch(m, m.state.Form, m.login.fill)
	watch(m, m.state.SignIn, m.setSignIn)
	watch(m, m.state.Agent, m.setAgent)
	watch(m, m.state.Link, func(v app.LinkView) {
		m.shell.header.setLink(v)
		m.shell.calls.setLink(v)
		m.follow()
	})
	watch(m, m.state.Media, m.shell.setMedia)
	watch(m, m.state.Levels, func(v app.LevelsView) {
		if !m.unseen {
			m.shell.header.setLevels(v, m.now())
		}
	})
	watch(m, m.state.Calls, m.setCalls)
	watch(m, m.state.Colleagues, m.setColleagues)
	watch(m, m.state.Notices, func(v []app.Notice) {
		m.shell.notices.update(v)
		widgets.Relayout(m.shell.body)
		m.follow()
	})
	watch(m, m.state.Phone, m.setPhone)
	watch(m, m.state.Skills, m.shell.setSkills)
	watch(m, m.state.History, m.shell.setHistory)
	watch(m, m.state.Directory, func(v app.DirectoryView) {
		m.shell.book.update(v)
		m.follow()
	})
	watch(m, m.state.Settings, m.setSettings)
	watch(m, m.state.Tray, m.setTray)
	watch(m, m.state.Offer, m.showOffer)
	m.listenDiagnostics()
	watch(m, m.state.WorkCode, func(v app.WorkCodeView) { m.shell.calls.setCode(v) })
	watch(m, m.state.Today, m.setToday)
	watch(m, m.state.Trainer, m.setTrainer)
	watch(m, m.state.Sound, m.settings.setSound)
	watch(m, m.state.Tick, func(time.Time) {
		if m.unseen = m.announcer.system.Minimised(m.window); m.unseen {
			return // each change of a clock paints a window anew, also one that nobody sees
		}
		m.shell.tick(m.now())
		m.tips.Settle()
		if m.sheet != nil {
			m.sheet.sheet.Tips().Settle()
		}
	})
}

func (m *Main) setCalls(v []app.CallView) {
	m.shell.setCalls(v)
	m.settings.setCalls(v)
	if m.sheet != nil {
		m.sheet.setCalls(v)
	}
	maps.DeleteFunc(m.drafts, func(id wti.CallID, _ string) bool {
		return !slices.ContainsFunc(v, func(c app.CallView) bool { return c.ID == id })
	})
	m.follow()
}

func (m *Main) setSettings(v app.SettingsView) {
	m.setKeys(v.Keys())
	m.away.closes = v.On(app.SettingCloseToTray)
	m.setAppearance(v)
	m.settings.update(v)
	m.followLanguage()
}

func (m *Main) setPhone(v app.PhoneView) {
	if v.Forward != "" {
		m.forward = "" // it has come about
	}
	m.shell.setPhone(v)
}

func (m *Main) setColleagues(v []app.ColleagueView) {
	m.shell.calls.setNames(v)
	m.shell.book.setColleagues(v)
	m.follow()
}

// setSignIn switches between the sign-in screen and the working one.
func (m *Main) setSignIn(v app.SignInView) {
	was := m.phase
	m.phase = v.Phase
	in := v.Phase == app.PhaseSignedIn || v.Phase == app.PhaseSigningOut
	if !in && (was == app.PhaseSignedIn || was == app.PhaseSigningOut) {
		m.closeSheet()
	}
	if !in {
		m.wholeWindow()
	}
	if m.shell.content.Visible() != in {
		m.closeSettings()
		m.window.Canvas().Unfocus()
		m.login.content.Hidden, m.shell.content.Hidden = in, !in
		m.content.Refresh()
	}
	m.login.update(v)
	if !in || was == v.Phase {
		return
	}
	if v.Phase == app.PhaseSignedIn {
		m.shell.show(tabCalls)
		m.prepareIncoming()
	}
	if v, err := m.state.Offer.Get(); err == nil {
		m.showOffer(v)
	}
	if a, err := m.state.Agent.Get(); err == nil {
		m.setAgent(a)
	}
}

func (m *Main) setAgent(v app.AgentView) {
	m.shell.header.setAgent(v, m.phase == app.PhaseSigningOut, m.now())
	m.shell.calls.setAgent(v)
	m.shell.agent.update(v)
	m.shell.agent.tick(m.now())
	widgets.Relayout(m.shell.content)
}

// showNumber puts a number from a link into the field; Enter dials it.
func (m *Main) showNumber(number string) {
	if number == "" || m.phase != app.PhaseSignedIn {
		return
	}
	m.closeSheet()
	m.closeSettings()
	m.shell.show(tabDialpad)
	m.shell.dialpad.show(number)
}
