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
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter} {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) { m.second() })
	}
	m.bindShortcuts()
}

// second takes the second of the ways that the picker offers, or a number from
// outside.
func (m *Main) second() {
	switch {
	case m.phase != app.PhaseSignedIn:
	case m.picker != nil:
		m.picker.submit(1)
	case m.sheet == nil:
		m.shell.dialpad.consultOffer()
	}
}

func (m *Main) typedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		m.escape()
		return
	}
	if a := m.keys.action(string(ev.Name)); a != "" {
		m.do(a)
		return
	}
	if m.phase != app.PhaseSignedIn {
		m.login.key(ev)
		return
	}
	if m.sheet == nil && !m.settings.open && !m.rollKey(ev) {
		m.editKey(ev.Name)
	}
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

// editKey handles the keys that work on the number to dial.
func (m *Main) editKey(k fyne.KeyName) {
	switch k {
	case fyne.KeyBackspace:
		m.shell.dialpad.deleteLast()
	case fyne.KeyReturn, fyne.KeyEnter:
		if m.window.Canvas().Focused() == nil && m.shell.dialpad.entry.Text != "" {
			m.shell.dialpad.enter()
		}
	}
}

// escape closes, clears or cancels the nearest thing there is.
func (m *Main) escape() {
	switch {
	case m.closeSheet():
	case m.closeSettings():
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
	if m.phase != app.PhaseSignedIn || m.sheet != nil || m.settings.open || !isDialRune(r) {
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
