package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// section is a part of the diagnostics.
type section int

const (
	sectionVoice section = iota
	sectionConnection
	sectionTrace
	sectionLog
	sectionCount
)

// diagnostics is the sheet for whoever looks for a fault.
type diagnostics struct {
	main    *Main
	sheet   *sheet
	choice  *widgets.Choice
	parts   [sectionCount]*fyne.Container
	voice   *voiceSection
	link    *connectionSection
	trace   *traceSection
	log     *logSection
	copyAll *widgets.Button
	support *widgets.Button
	close   *widgets.Button
}

// showDiagnostics opens the diagnostics at a section.
func (m *Main) showDiagnostics(at section) {
	c := m.window.Canvas()
	d := &diagnostics{main: m, voice: newVoiceSection(), link: newConnectionSection(m.phone), trace: newTraceSection(c, m.phone), log: newLogSection(m.phone)}
	d.parts = [sectionCount]*fyne.Container{d.voice.content, d.link.content, d.trace.content, d.log.content}
	title := lang.X("diag.title", "Diagnostics")
	d.choice = widgets.NewChoice(lang.X("diag.sections", "What to look at"), []string{"signal", "link", "queue", "note"},
		[]string{lang.X("diag.voice", "Voice"), lang.X("diag.connection", "Connection"), lang.X("diag.trace", "Protocol"), lang.X("diag.log", "Log")},
		func(i int) { d.choose(section(i)) })
	d.copyAll = widgets.NewButton("copy", lang.X("diag.copyAll", "Copy all"), widgets.Neutral, d.copyText)
	d.support = widgets.NewButton("export", lang.X("diag.support", "Support file"), widgets.Neutral, func() { d.main.phone.SaveSupport() })
	d.close = widgets.NewButton("", lang.X("help.close", "Close"), widgets.Primary, func() { m.closeSheet() })
	d.close.Hint = "Esc"
	d.sheet = &sheet{also: d.inspect, closed: d.closed}
	d.sheet.again = func() { m.showDiagnostics(section(d.choice.Selected)) }
	content := widgets.Column(widgets.GapLarge,
		sheetTitle(title, lang.X("diag.hint", "What your administrator may ask you for. “Copy all” puts it on the clipboard as text.")),
		widgets.Grid(1, 120, 0, d.choice), widgets.Column(0, d.parts[0], d.parts[1], d.parts[2], d.parts[3]),
		widgets.Grid(3, 120, widgets.GapSmall, d.copyAll, d.support, d.close))
	d.choice.Selected = int(at)
	for i, p := range d.parts {
		p.Hidden = section(i) != at
	}
	m.closeSheet()
	m.diagnostics = d
	d.fill()
	m.showSheet(d.sheet, 900, title, content, d.choice)
	d.sheet.sheet.Page().RevealOnFocus(d.trace.roll.search, d.trace.call, d.trace.copy, d.trace.save, d.trace.box, d.log.copy, d.log.level, d.link.doctor.button, d.copyAll, d.support, d.close, d.choice)
	if at == sectionTrace {
		d.trace.open()
	}
}

// toggleDiagnostics is what the key does.
func (m *Main) toggleDiagnostics() {
	if m.diagnostics != nil {
		m.closeSheet()
		return
	}
	m.showDiagnostics(sectionVoice)
}

// fill shows what is known.
func (d *diagnostics) fill() {
	s := d.main.state
	if v, err := s.Quality.Get(); err == nil {
		d.voice.update(v)
	}
	if v, err := s.Log.Get(); err == nil {
		d.log.update(v)
	}
	if v, err := s.Support.Get(); err == nil && v.Busy {
		d.setSupport(v)
	}
	d.setConnection()
	if v, err := s.CheckUp.Get(); err == nil {
		d.link.doctor.update(v)
	}
}

func (d *diagnostics) choose(at section) {
	for i, p := range d.parts {
		p.Hidden = section(i) != at
	}
	if at == sectionTrace {
		d.trace.open()
	} else {
		d.main.phone.UnwatchTrace()
	}
	d.relayout()
	d.sheet.sheet.Page().Top()
}

// relayout measures the sheet again.
func (d *diagnostics) relayout() {
	if d.sheet.sheet != nil {
		d.sheet.sheet.Refresh()
	}
}

func (d *diagnostics) shows(at section) bool { return d.choice.Selected == int(at) }

func (d *diagnostics) setConnection() {
	link, errL := d.main.state.Link.Get()
	v, errC := d.main.state.Connection.Get()
	if errL == nil && errC == nil {
		d.link.update(link, v, d.main.now())
	}
}

// closed is called when the sheet is closed.
func (d *diagnostics) closed() {
	d.main.phone.UnwatchTrace()
	d.main.diagnostics = nil
}

func (d *diagnostics) copyText() {
	fyne.CurrentApp().Clipboard().SetContent(app.DiagnosticsText(d.main.state, d.main.now()))
	d.copyAll.SetFace("check", lang.X("diag.copied", "Copied"), widgets.Neutral)
}

// setSupport shows how far the file for support is, which may take a while; a
// notice tells where it is, or why there is none.
func (d *diagnostics) setSupport(v app.SupportView) {
	icon, label := "export", lang.X("diag.support", "Support file")
	switch {
	case v.Busy:
		icon, label = "clock", lang.X("diag.support.doing", "Being saved…")
	case v.Path != "":
		icon, label = "check", lang.X("diag.support.done", "Saved")
	}
	d.support.SetFace(icon, label, widgets.Neutral)
	d.support.SetEnabled(!v.Busy)
}

func (d *diagnostics) inspect(in *inspector) {
	in.add("diag.sections", d.choice, d.choice.AccessibilityLabel())
	switch section(d.choice.Selected) {
	case sectionVoice:
		d.voice.inspect(in)
	case sectionConnection:
		d.link.inspect(in)
	case sectionTrace:
		d.trace.inspect(in)
	case sectionLog:
		d.log.inspect(in)
	}
	in.add("diag.copyAll", d.copyAll, d.copyAll.Label)
	in.add("diag.support", d.support, d.support.Label)
	in.add("diag.close", d.close, d.close.Label)
}

// listenDiagnostics keeps open diagnostics up to date.
func (m *Main) listenDiagnostics() {
	open := func(at section, f func(d *diagnostics) bool) {
		if d := m.diagnostics; d != nil && d.shows(at) && f(d) {
			d.relayout()
		}
	}
	watch(m, m.state.Quality, func(v app.QualityView) {
		open(sectionVoice, func(d *diagnostics) bool { return d.voice.update(v) })
	})
	connection := func(d *diagnostics) bool { d.setConnection(); return true }
	watch(m, m.state.Connection, func(app.ConnectionView) { open(sectionConnection, connection) })
	watch(m, m.state.Link, func(app.LinkView) { open(sectionConnection, connection) })
	watch(m, m.state.CheckUp, func(v app.CheckUpView) {
		open(sectionConnection, func(d *diagnostics) bool { d.link.doctor.update(v); return true })
	})
	watch(m, m.state.Support, func(v app.SupportView) {
		if d := m.diagnostics; d != nil {
			d.setSupport(v)
		}
	})
	watch(m, m.state.Trace, func(v app.TraceView) {
		open(sectionTrace, func(d *diagnostics) bool { d.trace.update(v); return false })
	})
	watch(m, m.state.Log, func(v app.LogView) {
		open(sectionLog, func(d *diagnostics) bool { d.log.update(v); return true })
	})
}

// newDiagnosticsLink opens the diagnostics from the sign-in screen.
func newDiagnosticsLink(open func()) *widgets.Button {
	b := widgets.NewButton("signal", lang.X("diag.title", "Diagnostics"), widgets.Ghost, open)
	b.Compact, b.Hint = true, "Ctrl+Shift+D"
	return b
}

// pressQuality makes the bars of the header open the voice's quality.
func pressQuality(content fyne.CanvasObject, open func()) *widgets.Hot {
	return widgets.NewHot(lang.X("header.quality.open", "Voice quality: show the graph"), content, open)
}
