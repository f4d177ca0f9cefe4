package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// history lists the calls that have ended. It holds the part that is in sight;
// scrolling asks for another.
type history struct {
	phone Phone
	now   func() time.Time
	view  app.HistoryView
	asked app.HistoryQuery // the newest question
	id    int64            // of the current call, 0 for none
	added func(app.Contact)
	// dialled is called after a number was dialled.
	dialled func()

	roll                    *roll
	filter                  *widgets.Choice
	count                   *widgets.Text
	call, copy, add, delete *widgets.Button
	undo, export            *widgets.Button
	quality                 *widgets.Paragraph // of the current call
	qualityPanel            *widgets.Card
	empty                   *empty
	content                 *fyne.Container
}

func newHistory(c fyne.Canvas, phone Phone, now func() time.Time, added func(app.Contact)) *history {
	h := &history{phone: phone, now: now, added: added, dialled: func() {}}
	h.roll = newRoll(c, lang.X("history.list", "Calls that have ended"), lang.X("history.search", "Search number, name or service"))
	h.roll.look, h.roll.asked, h.roll.open, h.roll.moved = h.look, h.search, h.dial, h.moved
	h.filter = widgets.NewChoice(lang.X("history.filter", "Which calls"), []string{"history", "missed"},
		[]string{lang.X("history.filter.all", "All"), lang.X("history.filter.missed", "Missed")}, func(int) { h.ask() })
	h.count = widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking()
	h.call = widgets.NewButton("phone", lang.X("history.call", "Call"), widgets.Answer, func() { h.dial(h.roll.current) })
	h.call.Hint, h.call.Compact = "Enter", true
	h.copy = widgets.NewIconButton("copy", lang.X("history.copy", "Copy the number"), h.copyNumber)
	h.add = widgets.NewIconButton("contacts", lang.X("history.add", "Add to the contacts"), h.addContact)
	h.delete = widgets.NewIconButton("trash", lang.X("history.delete", "Delete the call"), h.deleteCall)
	tipKey(phone, h.copy, app.KeyCopy)
	tipKey(phone, h.delete, app.KeyDelete)
	h.undo = widgets.NewButton("undo", lang.X("history.undo", "Undo"), widgets.Ghost, phone.UndoDelete)
	h.undo.Compact, h.undo.Name = true, h.undo.Label
	tipKey(phone, h.undo, app.KeyUndo)
	h.export = widgets.NewIconButton("export", lang.X("history.export", "Export as a table"), func() { phone.ExportHistory(h.asked) })
	h.empty = newEmpty("history")
	h.buildQuality()
	h.content = rollPage(h.roll, h.filter, h.count, h.empty, h.qualityPanel, h.call, h.copy, h.add, h.delete, h.undo, h.export)
	h.update(app.HistoryView{KeepDays: 1})
	return h
}

// rollPage lays a list out below its field, with what can be done at the bottom.
func rollPage(r *roll, filter *widgets.Choice, count *widgets.Text, e *empty, detail, call fyne.CanvasObject, actions ...fyne.CanvasObject) *fyne.Container {
	bar := widgets.RowGrow(widgets.GapTiny, 1, append([]fyne.CanvasObject{call, widgets.Layers(count)}, actions...)...)
	return widgets.Inset(widgets.Gap, widgets.GapLarge, widgets.Narrow(720, widgets.ColumnGrow(widgets.GapSmall, 1,
		widgets.Grid(2, 220, widgets.GapSmall, r.search, filter),
		widgets.Layers(r.list, e.content),
		detail, bar)))
}

// fitRoll shows what there is room for at the bottom of a list.
func fitRoll(call, undo *widgets.Button, count *widgets.Text, wide bool) {
	setHidden(count, !wide)
	hint, word := "", ""
	if wide {
		hint, word = "Enter", undo.Name
	}
	undo.SetFace(undo.Icon, word, undo.Style)
	if call.Hint != hint {
		call.Hint = hint
		call.Refresh()
	}
}

// update shows another part of the history. The current call stays the current
// one where it is in that part.
func (h *history) update(v app.HistoryView) {
	if v.Query.Search != h.asked.Search || v.Query.Missed != h.asked.Missed {
		return // the answer to an older question
	}
	if v.Revision > 0 && v.Revision <= h.view.Revision {
		return // it is shown already
	}
	fresh := h.view.Query.Search != v.Query.Search || h.view.Query.Missed != v.Query.Missed
	h.view = v
	current := h.roll.current
	for i, c := range v.Calls {
		if c.ID == h.id && h.id != 0 {
			current = v.Query.First + i
		}
	}
	if fresh {
		current = -1
		if v.Query.Search != "" && v.Total > 0 {
			current = 0
		}
		h.roll.list.Top()
	}
	h.roll.update(v.Total, current)
	h.count.SetText(countWord(v.Total))
	h.undo.Hidden = v.Deleted == 0
	h.export.SetEnabled(v.Total > 0)
	h.sayEmpty()
	h.content.Refresh()
}

func countWord(n int) string {
	if n == 0 {
		return ""
	}
	return lang.XN("history.count", "{{.Count}} calls", n, map[string]any{"Count": n})
}

// sayEmpty teaches how a call gets here, where there is none.
func (h *history) sayEmpty() {
	v := h.view
	h.roll.list.Hidden = v.Total == 0
	switch {
	case v.Total > 0:
		h.empty.say("", "")
	case !v.Problem.IsZero():
		h.empty.say(v.Problem.Title, v.Problem.Advice)
	case v.KeepDays == 0:
		h.empty.say(lang.X("history.off", "No calls are kept"), lang.X("history.off.text", "The settings say that calls are not kept here."))
	case v.Query.Search != "":
		h.empty.say(lang.X("history.none", "No call fits"), lang.X("history.none.text", "Search for a part of the number in any spelling, of the name or of the service."))
	case v.Query.Missed:
		h.empty.say(lang.X("history.missed.none", "No missed calls"), lang.X("history.missed.none.text", "A call that rings here and that nobody takes shows here."))
	default:
		h.empty.say(lang.X("history.empty", "No calls yet"), lang.X("history.empty.text", "A call shows here when it has ended. Choose one with the arrow keys and press Enter to call it again."))
	}
}

// search asks for the calls that fit what was typed.
func (h *history) search(string) { h.ask() }

func (h *history) ask() {
	q := app.HistoryQuery{Search: h.roll.search.Text, Missed: h.filter.Selected == 1}
	if q == h.asked {
		return
	}
	h.asked = q
	if v, ok := h.phone.SearchHistory(q); ok {
		h.update(v) // painted with the letter
	}
}

// request asks for another part, without waiting: it may be painting that asks.
func (h *history) request(q app.HistoryQuery) {
	if q != h.asked {
		h.asked = q
		h.phone.ShowHistory(q)
	}
}

// at returns a call, false when it is not in the part that is here; then that
// part is asked for.
func (h *history) at(i int) (app.PastCall, bool) {
	v := h.view
	if j := i - v.Query.First; j >= 0 && j < len(v.Calls) {
		return v.Calls[j], true
	}
	if j := i - h.asked.First; i >= 0 && i < v.Total && (j < 0 || j >= app.HistoryWindow) {
		q := h.asked
		q.First = max(0, i-app.HistoryWindow/2)
		h.request(q)
	}
	return app.PastCall{}, false
}

func (h *history) current() (app.PastCall, bool) {
	if h.roll.current < 0 {
		return app.PastCall{}, false
	}
	return h.at(h.roll.current)
}

// moved fits what can be done to the current call.
func (h *history) moved() {
	c, ok := h.current()
	if ok {
		h.id = c.ID
	} else if h.roll.current < 0 {
		h.id = 0
	}
	known := ok && c.Number != ""
	h.call.SetEnabled(known && !c.Masked)
	h.copy.SetEnabled(known)
	h.add.SetEnabled(known && !c.Masked)
	h.delete.SetEnabled(ok)
	h.showQuality(c, ok)
	number := ""
	if known && !c.Masked {
		number = c.Number
	}
	h.count.SetText(withPreview(countWord(h.view.Total), number, h.phone))
}

func (h *history) dial(i int) {
	if c, ok := h.at(i); ok && c.Number != "" && !c.Masked {
		h.roll.canvas.Unfocus() // what is typed next are tones for this call
		h.phone.Dial(c.Number)
		h.dialled()
	}
}

func (h *history) copyNumber() {
	if c, ok := h.current(); ok && c.Number != "" {
		fyne.CurrentApp().Clipboard().SetContent(c.Number)
	}
}

func (h *history) addContact() {
	if c, ok := h.current(); ok && c.Number != "" && !c.Masked {
		h.added(app.Contact{Name: c.Name, Number: c.Number})
	}
}

func (h *history) deleteCall() {
	if c, ok := h.current(); ok {
		h.id = 0 // the next one becomes the current one
		h.phone.DeleteCalls(c.ID)
	}
}

func (h *history) inspect(in *inspector) {
	h.roll.inspect(in, "history")
	in.add("history.filter", h.filter, h.filter.AccessibilityLabel())
	in.add("history.count", h.count, h.count.Text)
	in.add("history.quality", h.qualityPanel, h.quality.Text)
	in.add("history.empty", h.empty.content, h.empty.title.Text)
	for name, b := range map[string]*widgets.Button{
		"history.call": h.call, "history.copy": h.copy, "history.add": h.add,
		"history.delete": h.delete, "history.undo": h.undo, "history.export": h.export,
	} {
		in.add(name, b, b.AccessibilityLabel())
	}
}
