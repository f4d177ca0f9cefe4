package screens

import (
	"log/slog"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// logSection says where the log is, and how much goes into it.
type logSection struct {
	path    *widgets.Paragraph
	copy    *widgets.Button
	level   *widgets.Choice
	content *fyne.Container
}

// logLevels are the levels that can be chosen, the least talkative first.
var logLevels = []slog.Level{slog.LevelError, slog.LevelWarn, slog.LevelInfo, slog.LevelDebug}

func newLogSection(phone Diagnosis) *logSection {
	l := &logSection{path: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText)}
	l.copy = widgets.NewButton("copy", lang.X("diag.log.copy", "Copy the path"), widgets.Outline, func() {
		fyne.CurrentApp().Clipboard().SetContent(l.path.Text)
	})
	l.copy.Compact = true
	l.level = widgets.NewChoice(lang.X("diag.log.level", "How much is written"),
		[]string{"error", "warning", "info", "note"},
		[]string{lang.X("diag.log.error", "Errors"), lang.X("diag.log.warning", "Warnings"), lang.X("diag.log.info", "Usual"), lang.X("diag.log.debug", "Everything")},
		func(i int) { phone.SetLogLevel(logLevels[i]) })
	caption := func(s string) fyne.CanvasObject {
		return widgets.NewText(s, widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking()
	}
	l.content = widgets.Column(widgets.GapLarge,
		widgets.Column(widgets.GapTiny, caption(lang.X("diag.log.path", "The log file")), l.path, widgets.Row(0, l.copy)),
		widgets.Column(widgets.GapSmall, caption(lang.X("diag.log.level", "How much is written")), widgets.Narrow(520, widgets.Grid(1, 120, 0, l.level)),
			widgets.NewParagraph(lang.X("diag.log.hint", "It holds until Offhook ends. “Everything” names each request and the numbers dialled: use it while you look for a fault."), widgets.ColorMuted, theme.SizeNameCaptionText)))
	return l
}

func (l *logSection) update(v app.LogView) {
	path := v.Path
	if path == "" {
		path = lang.X("diag.log.none", "No log is written.")
	}
	l.path.SetText(path)
	l.copy.SetEnabled(v.Path != "")
	l.level.SetEnabled(v.Path != "")
	if i := slices.IndexFunc(logLevels, func(x slog.Level) bool { return x <= v.Level }); i >= 0 && i != l.level.Selected {
		l.level.Selected = i
		l.level.Refresh()
	}
}

func (l *logSection) inspect(in *inspector) {
	in.add("diag.log.path", l.path, l.path.Text)
	in.add("diag.log.copy", l.copy, l.copy.Label)
	in.add("diag.log.level", l.level, l.level.AccessibilityLabel())
}
