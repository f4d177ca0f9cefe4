package screens

import (
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// SetOnQuit has closing the window call quit, which signs out and ends the
// program. With calls up, or being set up, the agent is asked first.
func (m *Main) SetOnQuit(quit func()) {
	m.quit = quit
	m.window.SetCloseIntercept(m.closed)
}

// endProgram ends the program, but no call: that is asked first.
func (m *Main) endProgram(busy bool) {
	switch {
	case m.quit == nil:
	case busy || len(m.shell.calls.views) > 0:
		m.Raise()
		m.askQuit(m.quit)
	default:
		m.hideAll()
		m.quit()
	}
}

// askQuit asks before a caller is lost.
func (m *Main) askQuit(quit func()) {
	s := &sheet{}
	title := lang.X("quit.title", "Quit during a call?")
	out := widgets.NewButton("hangup", lang.X("quit.confirm", "Hang up and quit"), widgets.HangUp, func() {
		m.closeSheet()
		m.hideAll()
		quit()
	})
	stay := m.cancelButton()
	s.name("quit.confirm", out, out.Label)
	s.name("quit.cancel", stay, stay.Label)
	m.showSheet(s, 400, title, widgets.Column(widgets.GapLarge,
		sheetTitle(title, lang.X("quit.hint", "You are signed out and the calls that are up here end.")),
		widgets.Grid(2, 100, widgets.GapSmall, stay, out)), stay)
}
