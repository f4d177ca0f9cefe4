package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/screens/widgets"
)

// openSettings shows the settings over the window; while signed in the header
// stays in sight.
func (m *Main) openSettings() {
	m.closeSheet()
	m.window.Canvas().Unfocus()
	m.settings.setOpen(true)
	m.coverBody()
	m.window.Canvas().Focus(m.settings.first())
}

// closeSettings reports whether the settings were open.
func (m *Main) closeSettings() bool {
	if !m.settings.open {
		return false
	}
	m.window.Canvas().Unfocus()
	m.settings.setOpen(false)
	m.coverBody()
	return true
}

func (m *Main) toggleSettings() {
	if !m.closeSettings() {
		m.openSettings()
	}
}

// coverBody hides what is below the settings, so that the keyboard cannot get
// there.
func (m *Main) coverBody() {
	in := m.phase == app.PhaseSignedIn || m.phase == app.PhaseSigningOut
	m.shell.body.Hidden = m.settings.open
	m.login.content.Hidden = in || m.settings.open
	m.content.Refresh()
	widgets.Relayout(m.shell.content)
	widgets.Relayout(m.content)
	m.settings.relayout()
}

// first is the control that gets the keyboard when the settings open.
func (s *settings) first() fyne.Focusable {
	if s.side.Visible() {
		return s.nav[s.chosen]
	}
	return s.tabs[s.chosen]
}

// SetVersion has the settings tell which version this is.
func (m *Main) SetVersion(v string) { m.settings.setVersion(v) }

func (s *settings) setVersion(v string) {
	s.version = v
	if s.about != nil {
		s.about.setVersion(v)
	}
}

// windowLayout fills the window with its screens and puts the settings below the
// header of the one in sight. The least size is smaller than the content's: parts
// scroll. What is hidden is placed when it is shown.
type windowLayout struct{ m *Main }

func (l windowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			o.Move(fyne.NewPos(0, 0))
			o.Resize(size)
		}
	}
	s, top := l.m.settings.content, float32(0)
	if sh := l.m.shell; sh.content.Visible() {
		top = widgets.HeightFor(sh.header.content, size.Width)
		if sh.alert.panel.Visible() {
			top += widgets.HeightFor(sh.alert.panel, size.Width)
		}
	}
	s.Move(fyne.NewPos(0, top))
	s.Resize(fyne.NewSize(size.Width, size.Height-top))
}

func (windowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(340, 400) }

// setCalls announces a call that rings while the settings cover it.
func (s *settings) setCalls(views []app.CallView) {
	if s.calls = views; s.parts == nil {
		return
	}
	s.ring.setCalls(views)
	s.ring.setHidden(false)
	widgets.Relayout(s.content)
}
