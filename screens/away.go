package screens

import "offhook/app"

// away is whether the window is off the screen, behind the icon beside the clock.
type away struct {
	tray     app.TrayView
	closes   bool // the window's cross hides it there
	hidden   bool
	starting bool // the program starts without the window; where that goes is not known yet
}

// StartMinimised has the program start without its window: behind the icon where
// there is one, else minimised. Call it before [Main.Show].
func (m *Main) StartMinimised() { m.away.starting = true }

// closed is the window's cross.
func (m *Main) closed() {
	if m.away.closes && m.away.tray.Shown {
		m.hideInTray()
		return
	}
	m.phone.Quit() // which knows of calls that are not shown yet, and comes back as a wish
}

// hideInTray takes the window off the screen. Calls go on, and a call that rings
// is announced as ever.
func (m *Main) hideInTray() {
	m.closeSheet()
	m.away.hidden = true
	m.window.Hide()
	m.phone.HiddenInTray()
}

// setTray follows whether the icon is there. Without it nobody could bring a
// hidden window back.
func (m *Main) setTray(v app.TrayView) {
	m.away.tray = v
	switch {
	case !v.Known:
	case m.away.starting:
		m.away.starting = false
		if m.away.hidden = v.Shown; !v.Shown {
			m.window.Show()
			m.announcer.system.Minimise(m.window)
		}
	case m.away.hidden && !v.Shown:
		m.Raise()
	}
}
