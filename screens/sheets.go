package screens

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// sheet is what lies over the window: a question or the list of keys.
type sheet struct {
	sheet   *widgets.Sheet
	names   []string
	objects []fyne.CanvasObject
	texts   []string
	// also inspects what changes while the sheet is open; closed is told that it
	// was closed. Both may be nil.
	also   func(*inspector)
	closed func()
	// again opens it anew in another language; nil leaves it closed.
	again func()
	// ring announces a call that rings meanwhile.
	ring *ringBar
	// reading says that nothing is asked here: it makes way for a call that is
	// answered. Anything else stays, with what was typed.
	reading bool
}

// name records an element of the sheet for Inspect.
func (s *sheet) name(name string, o fyne.CanvasObject, text string) {
	s.names, s.objects, s.texts = append(s.names, name), append(s.objects, o), append(s.texts, text)
}

func (s *sheet) inspect(in *inspector) {
	in.within(s.sheet.Page())
	for i, name := range s.names {
		in.add(name, s.objects[i], s.texts[i])
	}
	if s.also != nil {
		s.also(in)
	}
	in.within(nil)
	in.add("sheet.ring", s.ring.panel, s.ring.text.Text)
	in.add("sheet.ring.answer", s.ring.answer, s.ring.answer.Label)
}

// closeSheet closes what lies over the window and reports whether there was
// anything.
func (m *Main) closeSheet() bool {
	if m.sheet == nil {
		return false
	}
	s := m.sheet
	s.sheet.Close()
	s.ring.flash.run(false)
	m.sheet = nil
	if s.closed != nil {
		s.closed()
	}
	return true
}

// setCalls announces a call that rings below the sheet.
func (s *sheet) setCalls(views []app.CallView) {
	was := s.ring.rings
	s.ring.setCalls(views)
	s.ring.setHidden(false)
	if s.sheet != nil && s.ring.rings != was {
		s.sheet.Refresh()
	}
}

// makeWay closes what is just read, for a call that is answered.
func (m *Main) makeWay() {
	if m.sheet != nil && m.sheet.reading {
		m.closeSheet()
	}
}

// showSheet opens a sheet; the focused object gets the keyboard.
func (m *Main) showSheet(s *sheet, limit float32, title string, content *fyne.Container, focus fyne.Focusable) {
	m.closeSheet()
	s.ring = newRingBar(m.phone, m.now, m.makeWay)
	s.setCalls(m.shell.calls.views)
	s.sheet = widgets.ShowSheet(m.window.Canvas(), limit, title, content, s.ring.panel)
	m.sheet = s
	m.announce() // the bar may flash
	if focus != nil {
		m.window.Canvas().Focus(focus)
	}
}

// options makes a list of reason codes.
func (m *Main) options(s *sheet, name string, reasons []app.Reason, submit func(code int)) (*widgets.Options, func()) {
	opts := make([]widgets.Option, len(reasons))
	for i, r := range reasons {
		opts[i] = widgets.Option{Code: r.Code, Label: plain(r.Name)}
	}
	list := widgets.NewOptions(name, opts)
	confirm := func() {
		if list.Selected >= 0 {
			m.closeSheet()
			submit(reasons[list.Selected].Code)
		}
	}
	list.OnSubmit = confirm
	list.OnReveal = func(o fyne.CanvasObject) {
		if s.sheet != nil {
			s.sheet.Page().Reveal(o)
		}
	}
	for i, r := range reasons {
		s.name(fmt.Sprintf("reason.%d", r.Code), list.Row(i), plain(r.Name))
	}
	return list, confirm
}

// askAux asks for the reason of a break, where the administrator named any.
func (m *Main) askAux() {
	reasons := m.phone.AuxReasons()
	if len(reasons) == 0 {
		m.phone.SetAgent(wti.AgentAux, 0)
		return
	}
	s := &sheet{}
	title := lang.X("reason.title", "Why AUX?")
	list, confirm := m.options(s, title, reasons, func(code int) { m.phone.SetAgent(wti.AgentAux, code) })
	list.Select(0)
	ok := widgets.NewButton("coffee", lang.X("reason.ok", "Go AUX"), widgets.Primary, confirm)
	ok.Hint = "Enter"
	cancel := m.cancelButton()
	s.name("reason.ok", ok, ok.Label)
	s.name("reason.cancel", cancel, cancel.Label)
	m.showSheet(s, 380, title, widgets.Column(widgets.GapLarge,
		sheetTitle(title, lang.X("reason.hint", "Type its number, or choose with the arrow keys.")),
		list, widgets.Grid(2, 100, widgets.GapSmall, cancel, ok)), list)
}

// askSignOut asks before signing out: for the reason where there are reasons,
// and twice as clearly when calls exist.
func (m *Main) askSignOut() {
	s := &sheet{}
	title := lang.X("signout.title", "Sign out?")
	rows := []fyne.CanvasObject{sheetTitle(title, lang.X("signout.hint", "The telephone is unregistered and no more calls come here."))}
	if n := len(m.shell.calls.views); n > 0 {
		warn := widgets.NewParagraph(lang.XN("signout.calls", "You have {{.Count}} calls. Signing out ends them.", n, map[string]any{"Count": n}), theme.ColorNameForeground, theme.SizeNameText)
		card := widgets.NewCard(alertLayout("warning", widgets.ColorAlert, warn))
		card.Fill, card.Border, card.Padding = widgets.ColorAlertSoft, widgets.ColorAlert, widgets.Gap
		rows = append(rows, card)
		s.name("signout.warning", card, warn.Text)
	}
	var focus fyne.Focusable
	confirm := func() { m.closeSheet(); m.phone.SignOut(0) }
	if reasons := m.phone.LogoutReasons(); len(reasons) > 0 {
		list, chosen := m.options(s, title, reasons, m.phone.SignOut)
		list.Select(0)
		rows, focus, confirm = append(rows, list), list, chosen
	}
	out := widgets.NewButton("signout", lang.X("signout.confirm", "Sign out"), widgets.HangUp, confirm)
	stay := m.cancelButton()
	s.name("signout.confirm", out, out.Label)
	s.name("signout.cancel", stay, stay.Label)
	if focus == nil {
		focus = out
	}
	rows = append(rows, widgets.Grid(2, 100, widgets.GapSmall, stay, out))
	m.showSheet(s, 400, title, widgets.Column(widgets.GapLarge, rows...), focus)
}

func (m *Main) cancelButton() *widgets.Button {
	b := widgets.NewButton("", lang.X("sheet.cancel", "Cancel"), widgets.Neutral, func() { m.closeSheet() })
	b.Hint = "Esc"
	return b
}

func sheetTitle(title, hint string) fyne.CanvasObject {
	return widgets.Column(widgets.GapTiny,
		widgets.NewStrong(title, theme.ColorNameForeground, theme.SizeNameSubHeadingText),
		widgets.NewParagraph(hint, widgets.ColorMuted, theme.SizeNameText))
}
