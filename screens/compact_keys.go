package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
)

// bindBarShortcuts gives the bar the chords that have a modifier.
func (m *Main) bindBarShortcuts() {
	c := &m.compact
	if c.window == nil {
		return
	}
	for _, s := range c.shortcuts {
		c.window.Canvas().RemoveShortcut(s)
	}
	c.shortcuts = nil
	for _, b := range m.keys.bindings {
		if s := shortcutOf(b.Chord); s != nil {
			c.window.Canvas().AddShortcut(s, func(fyne.Shortcut) { m.barDo(b.Action) })
			c.shortcuts = append(c.shortcuts, s)
		}
	}
}

// barDo has the keys of the bar do what they do in the whole window, which comes
// back for those that ask or show something.
func (m *Main) barDo(a app.KeyAction) {
	switch a {
	case app.KeyCompact, app.KeyAnswer, app.KeyHangUp, app.KeyHold, app.KeyMute, app.KeySwap,
		app.KeyAutoIn, app.KeyManualIn, app.KeyAfterCall, app.KeyDisturb:
	default:
		m.wholeWindow()
	}
	m.do(a)
}

func (m *Main) barKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		m.shell.notices.dismissNewest()
	} else if a := m.keys.action(string(ev.Name)); a != "" {
		m.barDo(a)
	}
}

// barRune sends tones during a call; a number to dial needs the whole window.
func (m *Main) barRune(r rune) {
	if m.phase != app.PhaseSignedIn || !isDialRune(r) {
		return
	}
	if !m.shell.dialpad.has || !isTone(r) {
		m.wholeWindow()
	}
	m.typedRune(r)
}
