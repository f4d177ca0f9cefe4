package screens

import "offhook/app"

// grant does what is asked of the window from elsewhere: the icon's menu, a key of
// the desktop.
func (m *Main) grant(w app.WindowWish) {
	if w.ID == 0 {
		return
	}
	switch w.Action {
	case app.WindowShow:
		m.Raise()
	case app.WindowMissed:
		m.Raise()
		if m.phase == app.PhaseSignedIn {
			m.closeSheet()
			m.closeSettings()
			m.shell.show(tabHistory)
		}
	case app.WindowCompact:
		m.compactFromOutside()
	case app.WindowForward:
		m.Raise()
		if m.phase == app.PhaseSignedIn {
			m.closeSettings()
			m.askForward()
		}
	case app.WindowQuit:
		m.endProgram(w.Busy)
	}
}

// compactFromOutside changes between the window and the bar, and has whichever it
// is on the screen.
func (m *Main) compactFromOutside() {
	if m.compact.on {
		m.Raise()
		return
	}
	m.closeSheet()
	m.goCompact()
	m.inFront().RequestFocus()
}
