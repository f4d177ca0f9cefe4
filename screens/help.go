package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// showHelp opens the sheet of keys.
func (m *Main) showHelp() {
	s := &sheet{reading: true}
	title := lang.X("help.title", "Keys")
	var groups []fyne.CanvasObject
	for _, g := range m.helpGroups() {
		rows := []fyne.CanvasObject{widgets.NewStrong(g.title, widgets.ColorMuted, theme.SizeNameCaptionText)}
		for _, k := range g.keys {
			rows = append(rows, keyRow(k[0], k[1]))
		}
		groups = append(groups, widgets.Column(6, rows...))
	}
	done := widgets.NewButton("", lang.X("help.close", "Close"), widgets.Primary, func() { m.closeSheet() })
	done.Hint = "Esc"
	s.name("help", done, title)
	m.showSheet(s, 920, title, widgets.Column(widgets.GapLarge,
		widgets.NewStrong(title, theme.ColorNameForeground, theme.SizeNameSubHeadingText),
		widgets.Grid(3, 240, widgets.GapHuge, groups...), done), done)
}

// helpGroup is a heading and its keys, each with what it does.
type helpGroup struct {
	title string
	keys  [][2]string
}

func (m *Main) helpGroups() []helpGroup {
	calls := m.keyTexts(app.KeyAnswer, app.KeyHangUp, app.KeyHold, app.KeyMute, app.KeyTransfer, app.KeySwap, app.KeyConference, app.KeyBack, app.KeyDial)
	window := m.keyTexts(app.KeyHelp, app.KeySettings, app.KeyCompact, app.KeyDiagnostics, app.KeyCalls, app.KeyDialpad, app.KeyState, app.KeyHistory, app.KeyDirectory)
	rolls := m.keyTexts(app.KeyCopy, app.KeyDelete, app.KeyUndo)
	return []helpGroup{
		{lang.X("help.calls", "Calls"), append(calls,
			[2]string{"0–9 * #", lang.X("help.digits", "Dial; tones during a call")},
			[2]string{"Enter", lang.X("help.enter", "Dial the number typed")})},
		{lang.X("help.state", "Your state"), append(m.keyTexts(app.KeyAutoIn, app.KeyManualIn, app.KeyAux, app.KeyAfterCall, app.KeyDisturb, app.KeySignOut), rolls...)},
		{lang.X("help.window", "The window"), append(window,
			[2]string{"Tab", lang.X("help.tab", "Next control; Space presses it")},
			[2]string{"Ctrl+H", lang.X("help.reveal", "Show or hide a password")},
			[2]string{"Esc", lang.X("help.esc", "Clear, close or cancel")})},
	}
}

// keyTexts are keys as they are now, each with what it does; what has no key is
// left out.
func (m *Main) keyTexts(actions ...app.KeyAction) (list [][2]string) {
	for _, a := range actions {
		if c := m.keys.chord(a); c != "" {
			list = append(list, [2]string{chordText(c), app.KeyText(a)})
		}
	}
	return list
}

// keyRow is a key on a cap beside what it does.
func keyRow(key, text string) fyne.CanvasObject {
	label := widgets.NewStrong(key, theme.ColorNameForeground, theme.SizeNameCaptionText)
	label.Align = fyne.TextAlignCenter
	cap := widgets.NewCard(label)
	cap.Fill, cap.Padding = widgets.ColorSunken, 5
	return widgets.FirstColumn(92, widgets.Gap, cap, widgets.NewParagraph(text, theme.ColorNameForeground, theme.SizeNameText))
}
