package screens

import (
	"strings"

	"fyne.io/fyne/v2"

	"offhook/app"
)

// bindPaste takes what is pasted while no field has the keyboard into the
// dialpad. It never dials by itself.
func (m *Main) bindPaste() {
	m.window.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { m.paste() })
}

func (m *Main) paste() {
	if m.phase != app.PhaseSignedIn || m.sheet != nil {
		return
	}
	if text := strings.TrimSpace(fyne.CurrentApp().Clipboard().Content()); text != "" {
		m.phone.OfferNumber(text, app.FromClipboard)
	}
}

// droppedNumber is the link in what was dropped on the window, empty when it is
// a file. A desktop hands a link over as if it were a file of that name.
func droppedNumber(u fyne.URI) string {
	name := u.Path()
	if u.Scheme() != "file" {
		name = u.String()
	}
	lower := strings.ToLower(name)
	for _, scheme := range []string{"tel:", "callto:"} {
		if i := strings.LastIndex(lower, scheme); i == 0 || i > 0 && name[i-1] == '/' {
			return name[i:]
		}
	}
	return ""
}
