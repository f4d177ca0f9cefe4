package screens

import (
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
	link, _ := m.state.Link.Get()
	title, hint, confirm, hangsUp := link.QuitQuestion()
	icon, look := "hangup", widgets.HangUp
	if !hangsUp {
		icon, look = "signout", widgets.Primary
	}
	out := widgets.NewButton(icon, confirm, look, func() {
		m.closeSheet()
		m.hideAll()
		quit()
	})
	stay := m.cancelButton()
	s.name("quit.confirm", out, out.Label)
	s.name("quit.cancel", stay, stay.Label)
	m.showSheet(s, 400, title, widgets.Column(widgets.GapLarge,
		sheetTitle(title, hint),
		widgets.Grid(2, 100, widgets.GapSmall, stay, out)), stay)
}
