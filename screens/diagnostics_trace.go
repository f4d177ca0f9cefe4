package screens

import (
	"bytes"
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// traceSection is the protocol trace: its frames, the story of one call, and the
// frame that is chosen.
type traceSection struct {
	phone Diagnosis
	view  app.TraceView
	asked app.TraceQuery
	// story is the call of which the ladder is shown, empty for the chosen frame.
	story string

	roll             *roll
	count            *widgets.Text
	call, copy, save *widgets.Button
	box              *widgets.Mono
	hint             *widgets.Paragraph
	content          *fyne.Container
	frame            app.TraceLine // the chosen one
	chosen           bool
}

func newTraceSection(c fyne.Canvas, phone Diagnosis) *traceSection {
	t := &traceSection{phone: phone}
	t.roll = newRoll(c, lang.X("diag.trace.list", "Frames of the protocol"), lang.X("diag.trace.search", "Search the frames"))
	t.roll.look, t.roll.asked, t.roll.moved = t.look, func(string) { t.ask() }, t.moved
	t.roll.open = func(int) { t.toggleStory() }
	t.count = widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking()
	t.call = widgets.NewButton("queue", lang.X("diag.trace.story", "The call's story"), widgets.Outline, t.toggleStory)
	t.copy = widgets.NewButton("copy", lang.X("diag.trace.copy", "Copy"), widgets.Outline, func() { fyne.CurrentApp().Clipboard().SetContent(t.box.Text()) })
	t.save = widgets.NewButton("export", lang.X("diag.trace.save", "Save all"), widgets.Outline, phone.SaveTrace)
	t.call.Compact, t.copy.Compact, t.save.Compact = true, true, true
	t.box = widgets.NewMono(lang.X("diag.trace.frame", "The frame, or the call's story"), 190)
	t.hint = widgets.NewParagraph(lang.X("diag.trace.hint", "Passwords, keys, tokens and dialled digits are masked; telephone numbers are not. Choose a frame to read it."), widgets.ColorMuted, theme.SizeNameCaptionText)
	t.content = widgets.Column(widgets.GapSmall, t.hint, t.roll.search,
		widgets.Tall(230, t.roll.list),
		t.count, widgets.Grid(3, 118, widgets.GapSmall, t.call, t.copy, t.save), t.box)
	t.update(app.TraceView{})
	return t
}

// open begins to follow the trace.
func (t *traceSection) open() { t.phone.WatchTrace(t.asked) }

func (t *traceSection) ask() {
	t.asked = app.TraceQuery{Search: t.roll.search.Text, Call: t.story}
	t.phone.WatchTrace(t.asked)
}

// toggleStory shows the story of the chosen frame's call, or all frames again.
func (t *traceSection) toggleStory() {
	switch {
	case t.story != "":
		t.story = ""
	case t.chosen && t.frame.Call != "":
		t.story = t.frame.Call
	case len(t.view.Calls) > 0:
		t.story = t.view.Calls[0].ID
	default:
		return
	}
	t.ask()
}

func (t *traceSection) update(v app.TraceView) {
	if v.Query != t.asked && v.Revision > 0 && v.Total > 0 {
		return // the answer to an older question
	}
	t.view = v
	current := -1
	for i, l := range v.Lines {
		if t.chosen && l == t.frame {
			current = i
		}
	}
	t.roll.update(len(v.Lines), current)
	count := lang.X("diag.trace.count", "{{.Shown}} of {{.Total}} frames", map[string]any{"Shown": len(v.Lines), "Total": v.Total})
	if v.Total == 0 {
		count = lang.X("diag.trace.none", "No frames yet. They come with a sign-in.")
	}
	t.count.SetText(count)
	word := lang.X("diag.trace.story", "The call's story")
	if t.story != "" {
		word = lang.X("diag.trace.all", "All frames")
	}
	t.call.SetFace("queue", word, widgets.Outline)
	t.call.SetEnabled(t.story != "" || len(v.Calls) > 0)
	t.save.SetEnabled(v.Total > 0)
	t.show()
}

// moved takes note of the chosen frame.
func (t *traceSection) moved() {
	if i := t.roll.current; i >= 0 && i < len(t.view.Lines) {
		t.frame, t.chosen = t.view.Lines[i], true
	}
	t.show()
}

// show fills the box with the ladder or the chosen frame.
func (t *traceSection) show() {
	text := ""
	switch {
	case t.story != "" && t.view.Ladder != "":
		text = t.view.Ladder
	case t.chosen:
		text = indented(t.frame.Frame)
	}
	t.box.SetText(printable(text))
	t.copy.SetEnabled(text != "")
}

// indented is a frame with a member on each line.
func indented(frame string) string {
	var b bytes.Buffer
	if json.Indent(&b, []byte(frame), "", "  ") != nil {
		return frame
	}
	return b.String()
}

// printable keeps line breaks and makes each line safe to show.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r >= ' ' && r != 0x7f && !(r >= 0x200e && r <= 0x200f) && !(r >= 0x202a && r <= 0x202e) && !(r >= 0x2066 && r <= 0x2069) {
			return r
		}
		return -1
	}, text)
}

// look is what the line of a frame shows.
func (t *traceSection) look(i int) widgets.RecordLook {
	if i < 0 || i >= len(t.view.Lines) {
		return widgets.RecordLook{Title: "…"}
	}
	f := t.view.Lines[i]
	l := widgets.RecordLook{Icon: "incoming", Ink: widgets.ColorManual, Soft: widgets.ColorManualSoft, Title: plain(f.Name), Right: f.At.Local().Format("15:04:05.000")}
	switch {
	case f.Note:
		l.Icon, l.Ink, l.Soft, l.Word = "note", widgets.ColorIdle, widgets.ColorIdleSoft, lang.X("diag.trace.note", "Note")
	case f.Refused:
		l.Icon, l.Ink, l.Soft, l.Word = "error", widgets.ColorAlert, widgets.ColorAlertSoft, lang.X("diag.trace.refused", "Refused")
	case f.Out:
		l.Icon, l.Ink, l.Soft, l.Word = "outgoing", widgets.ColorAccentText, widgets.ColorAccentSoft, lang.X("diag.trace.request", "Request")
	case f.Event:
		l.Word = lang.X("diag.trace.event", "Event")
	default:
		l.Word = lang.X("diag.trace.answer", "Answer")
	}
	if f.Call != "" {
		l.Sub = lang.X("diag.trace.call", "call {{.ID}}", map[string]any{"ID": plain(f.Call)})
	}
	if f.Took > 0 {
		l.RightSub = decimal(float64(f.Took.Microseconds())/1000, 1) + " ms"
	}
	return l
}

func (t *traceSection) inspect(in *inspector) {
	t.roll.inspect(in, "diag.trace")
	in.add("diag.trace.count", t.count, t.count.Text)
	in.add("diag.trace.box", t.box, t.box.Text())
	in.add("diag.trace.story", t.call, t.call.Label)
	in.add("diag.trace.copy", t.copy, t.copy.Label)
	in.add("diag.trace.save", t.save, t.save.Label)
}
