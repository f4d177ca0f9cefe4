package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
)

// shownRoll is the list that is in sight, nil when none is.
func (s *shell) shownRoll() *roll {
	switch {
	case s.layout.shows(tabHistory):
		return s.past.roll
	case s.layout.shows(tabDirectory):
		return s.book.roll
	}
	return nil
}

// rollKey takes the keys that move through the list in sight, when no control
// has the keyboard.
func (m *Main) rollKey(ev *fyne.KeyEvent) bool {
	r := m.shell.shownRoll()
	return r != nil && m.window.Canvas().Focused() == nil && r.key(ev)
}

// clearSearch empties the field of the list in sight and reports whether there
// was anything.
func (s *shell) clearSearch() bool {
	r := s.shownRoll()
	if r == nil || r.search.Text == "" {
		return false
	}
	r.search.SetText("")
	return true
}

func (m *Main) rollDelete() {
	switch m.shell.shownRoll() {
	case m.shell.past.roll:
		m.shell.past.deleteCall()
	case m.shell.book.roll:
		m.shell.book.deleteContact()
	}
}

func (m *Main) rollUndo() {
	switch m.shell.shownRoll() {
	case m.shell.past.roll:
		m.phone.UndoDelete()
	case m.shell.book.roll:
		m.phone.UndoContacts()
	}
}

func (m *Main) rollCopy() {
	switch m.shell.shownRoll() {
	case m.shell.past.roll:
		m.shell.past.copyNumber()
	case m.shell.book.roll:
		m.shell.book.copyNumber()
	}
}

func (s *shell) setHistory(v app.HistoryView) {
	s.past.update(v)
	s.tabs[tabHistory].SetBadge(v.Unseen, false)
	s.unseen = v.Unseen
	s.seeMissed()
}

// seeMissed takes note that the agent sees the history.
func (s *shell) seeMissed() {
	if s.unseen > 0 && s.layout.shows(tabHistory) {
		s.unseen = 0
		s.past.phone.SeenMissed()
	}
}
