package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"offhook/app"
	"offhook/wti"
)

// bindKeys gives the window its keys. Controls pass on what they have no use
// for, so these work wherever the focus is.
func (m *Main) bindKeys() {
	c := m.window.Canvas()
	c.SetOnTypedKey(m.typedKey)
	c.SetOnTypedRune(m.typedRune)
	for k := range m.ctrlKeys() {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) { m.ctrl(k) })
	}
}

// ctrlKeys are the keys that do something together with Ctrl.
func (m *Main) ctrlKeys() map[fyne.KeyName]func() {
	return map[fyne.KeyName]func(){
		fyne.KeyD:      m.goDial,
		fyne.KeyJ:      m.goConference,
		fyne.KeyB:      m.goBack,
		fyne.KeyN:      m.shell.agent.features.toggleDoNotDisturb,
		fyne.Key1:      func() { m.goTab(tabCalls) },
		fyne.Key2:      func() { m.goTab(tabDialpad) },
		fyne.Key3:      func() { m.goTab(tabState) },
		fyne.Key4:      func() { m.goTab(tabHistory) },
		fyne.Key5:      func() { m.goTab(tabDirectory) },
		fyne.KeyDelete: m.rollDelete,
		fyne.KeyU:      m.rollUndo,
		fyne.KeyK:      m.rollCopy,
		fyne.KeyReturn: m.second,
		fyne.KeyEnter:  m.second,
	}
}

// ctrl does what a key does together with Ctrl. A sheet takes what it has use
// for; nothing else works below it.
func (m *Main) ctrl(k fyne.KeyName) {
	f, ok := m.ctrlKeys()[k]
	if sheets := k == fyne.KeyReturn || k == fyne.KeyEnter; ok && m.phase == app.PhaseSignedIn && (m.sheet == nil) != sheets {
		f()
	}
}

// second takes the second of the ways that the picker offers.
func (m *Main) second() {
	if m.picker != nil {
		m.picker.submit(1)
	}
}

func (m *Main) typedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyF1:
		m.showHelp()
		return
	case fyne.KeyEscape:
		m.escape()
		return
	}
	if m.phase != app.PhaseSignedIn {
		m.login.key(ev)
		return
	}
	if !m.callKey(ev.Name) && m.sheet == nil && !m.rollKey(ev) {
		m.stateKey(ev.Name)
		m.pairKey(ev.Name)
	}
}

// callKey handles the keys for calls. They work even over a sheet: a call does
// not wait.
func (m *Main) callKey(k fyne.KeyName) bool {
	calls := m.shell.calls
	switch k {
	case fyne.KeyF2:
		if v, ok := calls.first(app.CallAlerting); ok && v.Asked != app.ActionAnswer {
			m.phone.Answer(v.ID)
			m.shell.show(tabCalls)
		}
	case fyne.KeyF3:
		if v, ok := calls.first(app.CallConnected, app.CallDialing, app.CallFailed, app.CallAlerting, app.CallHeld); ok && v.Asked != app.ActionHangUp {
			m.phone.HangUp(v.ID)
		}
	case fyne.KeyF4:
		m.toggleHold()
	case fyne.KeyF5:
		if m.shell.header.media.Active {
			m.shell.header.toggleMute()
		}
	default:
		return false
	}
	return true
}

func (m *Main) toggleHold() {
	if v, ok := m.shell.calls.first(app.CallConnected, app.CallHeld); ok && v.Asked == app.ActionNone {
		if v.State == app.CallHeld {
			m.phone.Retrieve(v.ID)
		} else {
			m.phone.Hold(v.ID)
		}
	}
}

func (m *Main) stateKey(k fyne.KeyName) {
	switch k {
	case fyne.KeyF6:
		m.phone.SetAgent(wti.AgentAutoIn, 0)
	case fyne.KeyF7:
		m.phone.SetAgent(wti.AgentManualIn, 0)
	case fyne.KeyF8:
		m.askAux()
	case fyne.KeyF9:
		m.phone.SetAgent(wti.AgentAfterCall, 0)
	case fyne.KeyF10:
		m.askSignOut()
	case fyne.KeyBackspace:
		m.shell.dialpad.deleteLast()
	case fyne.KeyReturn, fyne.KeyEnter:
		if m.window.Canvas().Focused() == nil && m.shell.dialpad.entry.Text != "" {
			m.shell.dialpad.dial()
		}
	}
}

// escape closes, clears or cancels the nearest thing there is.
func (m *Main) escape() {
	switch {
	case m.closeSheet():
	case m.phase != app.PhaseSignedIn:
		m.login.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	case m.shell.clearSearch():
	case m.shell.dialpad.clear():
	case m.shell.notices.dismissNewest():
	default:
		m.window.Canvas().Unfocus()
	}
}

// typedRune takes digits typed outside a field: as tones during a connected
// call, else into the number field.
func (m *Main) typedRune(r rune) {
	if m.phase != app.PhaseSignedIn || m.sheet != nil || !isDialRune(r) {
		return
	}
	d := m.shell.dialpad
	if d.has && isTone(r) {
		d.press(r)
		return
	}
	m.shell.show(tabDialpad)
	d.append(r)
	d.focus()
}

func (m *Main) goDial() {
	m.shell.show(tabDialpad)
	m.shell.dialpad.focus()
}

// goTab shows a part and puts the keyboard on its first control.
func (m *Main) goTab(t tab) {
	m.shell.show(t)
	c := m.window.Canvas()
	switch t {
	case tabDialpad:
		m.shell.dialpad.focus()
	case tabState:
		c.Focus(m.shell.agent.tiles[wti.AgentAutoIn])
	case tabHistory:
		m.shell.past.roll.focus()
	case tabDirectory:
		m.shell.book.roll.focus()
	case tabCalls:
		c.Unfocus()
		if b := m.shell.calls.firstButton(); b != nil {
			c.Focus(b)
		}
	}
}
