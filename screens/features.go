package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// features are what the station does with calls by itself, to be switched on and
// off.
type features struct {
	phone    Phone
	view     app.PhoneView
	dnd, fwd *widgets.Tile
	content  *fyne.Container
}

// newFeatures takes what asks where calls are to be forwarded to.
func newFeatures(phone Phone, forward func()) *features {
	f := &features{phone: phone}
	f.dnd = widgets.NewTile("dnd", lang.X("features.dnd", "Do not disturb"), "", widgets.ColorAux, widgets.ColorAuxSoft, f.toggleDoNotDisturb)
	f.fwd = widgets.NewTile("forward", lang.X("features.forward", "Forwarding"), "", widgets.ColorAux, widgets.ColorAuxSoft, func() {
		switch {
		case f.view.ForwardAsked:
		case f.view.Forward != "":
			phone.SetForwarding("")
		default:
			forward()
		}
	})
	f.dnd.Plain, f.fwd.Plain = true, true
	f.content = widgets.Grid(2, 150, widgets.GapSmall, f.dnd, f.fwd)
	f.update(app.PhoneView{})
	return f
}

func (f *features) toggleDoNotDisturb() {
	if !f.view.DoNotDisturbAsked {
		f.phone.SetDoNotDisturb(!f.view.DoNotDisturb)
	}
}

func (f *features) update(v app.PhoneView) {
	f.view = v
	dnd, fwd := lang.X("features.off", "Off"), lang.X("features.off", "Off")
	if v.DoNotDisturb {
		dnd = lang.X("features.dnd.on", "No calls ring here")
	}
	if v.Forward != "" {
		fwd = lang.X("features.forward.on", "To {{.Number}}", map[string]any{"Number": plain(v.Forward)})
	}
	f.dnd.Set(featureState(v.DoNotDisturb, v.DoNotDisturbAsked), asked(dnd, v.DoNotDisturbAsked))
	f.fwd.Set(featureState(v.Forward != "", v.ForwardAsked), asked(fwd, v.ForwardAsked))
}

func featureState(on, asked bool) widgets.TileState {
	switch {
	case asked:
		return widgets.TileAsked
	case on:
		return widgets.TileCurrent
	}
	return widgets.TileIdle
}

// asked replaces a word while another state is asked for.
func asked(word string, asked bool) string {
	if asked {
		return lang.X("agent.sub.asked", "Asked…")
	}
	return word
}

func (f *features) inspect(in *inspector) {
	in.add("agent.dnd", f.dnd, f.dnd.AccessibilityLabel())
	in.add("agent.forward", f.fwd, f.fwd.AccessibilityLabel())
}

// awayLook is what the header tells of a feature that keeps calls away; the word
// is empty when there is none.
func awayLook(v app.PhoneView) look {
	switch {
	case v.DoNotDisturb:
		return look{"dnd", v.AwayWord(), widgets.ColorAux, widgets.ColorAuxSoft}
	case v.Forward != "":
		return look{"forward", v.AwayWord(), widgets.ColorAux, widgets.ColorAuxSoft}
	}
	return look{}
}

// askForward asks where all calls are to be forwarded to. What was typed is there
// again the next time, unless it came about.
func (m *Main) askForward() {
	s := &sheet{}
	title := lang.X("forward.title", "Forward all calls")
	entry := widgets.NewEntry(lang.X("forward.entry", "Number to forward to"))
	entry.PlaceHolder = lang.X("dialpad.placeholder", "Type or paste a number")
	entry.Text = m.forward
	entry.CursorColumn = len([]rune(entry.Text))
	fault := widgets.NewParagraph(lang.X("forward.fault", "That is not a number. Use digits, *, # and a leading +."), widgets.ColorAlert, theme.SizeNameText)
	fault.Hide()
	var content *fyne.Container
	confirm := func() {
		number, err := app.Dialable(entry.Text)
		if err != nil {
			fault.Show()
			content.Refresh()
			s.sheet.Refresh()
			return
		}
		m.closeSheet()
		m.phone.SetForwarding(number)
	}
	entry.OnSubmitted = func(string) { confirm() }
	ok := widgets.NewButton("forward", lang.X("forward.ok", "Forward"), widgets.Primary, confirm)
	ok.Hint = "Enter"
	cancel := m.cancelButton()
	s.name("forward.ok", ok, ok.Label)
	s.name("forward.cancel", cancel, cancel.Label)
	s.also = func(in *inspector) {
		in.add("forward.entry", entry, entry.Text)
		in.add("forward.fault", fault, fault.Text)
	}
	s.closed = func() { m.forward = entry.Text }
	content = widgets.Column(widgets.GapLarge,
		sheetTitle(title, lang.X("forward.hint", "Calls for this extension ring there until you end it.")),
		entry, fault, widgets.Grid(2, 100, widgets.GapSmall, cancel, ok))
	m.showSheet(s, 400, title, content, entry)
}
