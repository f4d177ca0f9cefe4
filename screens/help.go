package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"offhook/screens/widgets"
)

// showHelp opens the sheet of keys.
func (m *Main) showHelp() {
	s := &sheet{}
	title := lang.X("help.title", "Keys")
	var groups []fyne.CanvasObject
	for _, g := range helpGroups() {
		rows := []fyne.CanvasObject{widgets.NewStrong(g.title, widgets.ColorMuted, theme.SizeNameCaptionText)}
		for _, k := range g.keys {
			rows = append(rows, keyRow(k[0], k[1]))
		}
		groups = append(groups, widgets.Column(6, rows...))
	}
	done := widgets.NewButton("", lang.X("help.close", "Close"), widgets.Primary, func() { m.closeSheet() })
	done.Hint = "Esc"
	s.name("help", done, title)
	m.showSheet(s, 640, title, widgets.Column(widgets.GapLarge,
		widgets.NewStrong(title, theme.ColorNameForeground, theme.SizeNameSubHeadingText),
		widgets.Grid(2, 240, widgets.GapHuge, groups[0], widgets.Column(widgets.GapLarge, groups[1:]...)), done), done)
}

// helpGroup is a heading and its keys, each with what it does.
type helpGroup struct {
	title string
	keys  [][2]string
}

func helpGroups() []helpGroup {
	return []helpGroup{
		{lang.X("help.calls", "Calls"), [][2]string{
			{"F2", lang.X("help.answer", "Answer the ringing call")},
			{"F3", lang.X("help.hangUp", "Hang up, or decline")},
			{"F4", lang.X("help.hold", "Hold, or retrieve")},
			{"F5", lang.X("help.mute", "Mute, or unmute")},
			{"F11", lang.X("help.transfer", "Transfer or consult, then complete")},
			{"F12", lang.X("help.swap", "Switch between the two calls")},
			{"Ctrl+J", lang.X("help.conference", "Join the two calls")},
			{"Ctrl+B", lang.X("help.back", "End the consultation")},
			{"0–9 * #", lang.X("help.digits", "Dial; tones during a call")},
			{"Ctrl+D", lang.X("help.dial", "Go to the number field")},
			{"Enter", lang.X("help.enter", "Dial the number typed")},
		}},
		{lang.X("help.state", "Your state"), [][2]string{
			{"F6", lang.X("help.autoIn", "Auto-in")},
			{"F7", lang.X("help.manualIn", "Manual-in")},
			{"F8", lang.X("help.aux", "AUX, with a reason")},
			{"F9", lang.X("help.acw", "After-call work")},
			{"Ctrl+N", lang.X("help.dnd", "Do not disturb, on or off")},
			{"F10", lang.X("help.signOut", "Sign out")},
		}},
		{lang.X("help.window", "The window"), [][2]string{
			{"F1", lang.X("help.help", "This list")},
			{"Ctrl+1 2 3", lang.X("help.tabs", "Calls, dialpad, state")},
			{"Ctrl+4 5", lang.X("help.rolls", "History, contacts; Enter calls")},
			{"Ctrl+K", lang.X("help.rollCopy", "There: copy the number")},
			{"Ctrl+Del U", lang.X("help.rollDelete", "There: delete; undo")},
			{"Tab", lang.X("help.tab", "Next control; Space presses it")},
			{"Ctrl+H", lang.X("help.reveal", "Show or hide a password")},
			{"Esc", lang.X("help.esc", "Clear, close or cancel")},
		}},
	}
}

// keyRow is a key on a cap beside what it does.
func keyRow(key, text string) fyne.CanvasObject {
	label := widgets.NewStrong(key, theme.ColorNameForeground, theme.SizeNameCaptionText)
	label.Align = fyne.TextAlignCenter
	cap := widgets.NewCard(label)
	cap.Fill, cap.Padding = widgets.ColorSunken, 5
	return widgets.FirstColumn(92, widgets.Gap, cap, widgets.NewParagraph(text, theme.ColorNameForeground, theme.SizeNameText))
}
