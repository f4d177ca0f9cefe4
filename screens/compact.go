package screens

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"offhook/app"
	"offhook/resources/lang"
)

// compact is the window of the bar, which takes the main window's place.
type compact struct {
	bar    *bar
	window fyne.Window // nil until it was asked for
	on     bool
	place  app.WindowsView

	shortcuts []*desktop.CustomShortcut // those that its canvas has
}

// toggleCompact switches between the whole window and the bar.
func (m *Main) toggleCompact() {
	if m.compact.on {
		m.wholeWindow()
		return
	}
	m.goCompact()
}

// goCompact puts the bar in the main window's place.
func (m *Main) goCompact() {
	c := &m.compact
	if c.on || m.phase != app.PhaseSignedIn || m.sheet != nil {
		return
	}
	if c.window == nil {
		m.makeBarWindow()
	}
	c.on, m.away.hidden = true, false
	c.window.Show() // before the other goes, so that one of them is always there
	m.window.Hide()
	m.remark()
}

// wholeWindow brings the main window back.
func (m *Main) wholeWindow() {
	c := &m.compact
	if !c.on {
		return
	}
	m.rememberBar()
	c.on = false
	m.window.Show()
	c.window.Hide()
	m.remark()
}

// Raise brings the whole window to the front.
func (m *Main) Raise() {
	m.away.hidden, m.away.starting = false, false
	m.wholeWindow()
	m.window.Show()
	m.window.RequestFocus()
}

// inFront is the window that stands for the program now.
func (m *Main) inFront() fyne.Window {
	if m.compact.on {
		return m.compact.window
	}
	return m.window
}

// makeBarWindow makes the bar's window where it was the last time.
func (m *Main) makeBarWindow() {
	c := &m.compact
	c.window = fyne.CurrentApp().NewWindow(lang.X("app.name", "Offhook"))
	c.window.SetPadded(false)
	c.window.SetContent(c.bar.frame)
	size := fyne.NewSize(barWidth, c.bar.frame.MinSize().Height)
	if p := c.place.Bar; p.Width > 0 {
		size = size.Max(fyne.NewSize(p.Width, 0))
		m.placeBar(image.Pt(p.X, p.Y), size)
	}
	c.window.Resize(size)
	if w, ok := c.window.(desktop.Window); ok {
		w.RequestAlwaysOnTop()
	}
	c.window.SetCloseIntercept(m.wholeWindow) // nobody loses a call by closing a bar
	c.window.Canvas().SetOnTypedKey(m.barKey)
	c.window.Canvas().SetOnTypedRune(m.barRune)
	m.bindBarShortcuts()
}

// placeBar puts the bar where it was, unless that is no longer on the screen.
func (m *Main) placeBar(at image.Point, size fyne.Size) {
	if room, ok := m.announcer.system.Room(m.window); ok {
		// The desktop may have more monitors than the one with the pointer; only
		// what is wholly before its beginning is surely lost.
		r := image.Rectangle{Min: at, Max: at.Add(pixels(m.window.Canvas(), size))}
		if r.Max.X <= 0 || r.Max.Y <= 0 {
			at = within(r, room).Min
		}
	}
	requestPosition(m.compact.window, at)
}

// rememberBar keeps where the bar is. It is asked each second: nothing else
// tells when a window has moved.
func (m *Main) rememberBar() {
	c := &m.compact
	if !c.on {
		return
	}
	at, ok := m.announcer.system.Where(c.window)
	if !ok {
		return
	}
	size := c.window.Canvas().Size()
	v := app.WindowsView{Bar: app.WindowPlace{X: at.Min.X, Y: at.Min.Y, Width: size.Width, Height: size.Height}}
	if v != c.place {
		c.place = v
		m.phone.RememberWindows(v)
	}
}
