package screens

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"offhook/resources/lang"

	"offhook/app"
	"offhook/screens/widgets"
)

// workCode is the field for the call work code, below the call and, in after-call
// work, in its place. What is typed stays until the phone has taken it.
type workCode struct {
	phone Phone
	view  app.WorkCodeView
	codes []app.WorkCode

	title   *widgets.Paragraph
	entry   *widgets.Entry
	give    *widgets.Button
	named   []*widgets.Button
	list    *fyne.Container
	icon    *widgets.Icon
	note    *widgets.Paragraph
	noteRow *fyne.Container
	card    *widgets.Card
	content *fyne.Container // with its space, which goes with it
}

func newWorkCode(phone Phone) *workCode {
	w := &workCode{phone: phone,
		title: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText),
		entry: widgets.NewEntry(lang.X("workcode.entry", "Call work code")),
		icon:  widgets.NewIcon("check", widgets.ColorReady, widgets.SizeIcon),
		note:  widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText),
		list:  widgets.Flow(widgets.GapSmall),
	}
	w.title.Bold = true
	w.entry.PlaceHolder = lang.X("workcode.placeholder", "Digits, then Enter")
	w.entry.Accept = func(r rune) bool { return r >= '0' && r <= '9' }
	w.entry.OnSubmitted = func(string) { w.submit() }
	w.give = widgets.NewButton("pencil", lang.X("workcode.give", "Give code"), widgets.Primary, w.submit)
	w.noteRow = widgets.TopRow(widgets.GapSmall, 1, w.icon, w.note)
	w.card = widgets.NewCard(widgets.Column(widgets.GapSmall,
		widgets.TopRow(widgets.GapSmall, 1, widgets.NewIcon("pencil", widgets.ColorWrap, widgets.SizeIcon), w.title),
		widgets.RowGrow(widgets.GapSmall, 0, w.entry, w.give), w.list, w.noteRow))
	w.card.Stripe = widgets.ColorWrap
	w.card.Padding = widgets.Gap
	w.content = widgets.Inset(widgets.GapSmall, 0, w.card)
	w.content.Hide()
	return w
}

func (w *workCode) submit() {
	if w.view.Asked == "" {
		w.phone.GiveWorkCode(w.entry.Text)
	}
}

// update shows a new state and reports whether the card came or went.
func (w *workCode) update(v app.WorkCodeView) (changed bool) {
	changed = w.content.Visible() != v.Offered
	if v.Given != "" && v.Given != w.view.Given && w.entry.Text == v.Given {
		w.entry.SetText("")
	}
	w.view = v
	if v.Offered {
		w.offer()
	}
	who := remoteName(app.CallView{Remote: v.Remote, Shown: w.phone.Pretty(v.Remote)})
	if v.Name != "" {
		who = plain(v.Name)
	}
	title := lang.X("workcode.title", "Work code for {{.Name}}", map[string]any{"Name": who})
	if v.Ended {
		title = lang.X("workcode.title.ended", "Work code for the call with {{.Name}}", map[string]any{"Name": who})
	}
	w.title.SetText(title)
	w.card.Name = title
	w.give.SetPending(v.Asked != "")
	for _, b := range w.named {
		b.SetEnabled(v.Asked == "")
	}
	w.setNote()
	setHidden(w.content, !v.Offered)
	w.card.Refresh()
	return changed
}

// offer makes a button of each code that has a name.
func (w *workCode) offer() {
	codes := w.phone.WorkCodes()
	if len(codes) == len(w.codes) {
		return // they do not change while the window is there
	}
	w.codes, w.named, w.list.Objects = codes, nil, nil
	for _, c := range codes {
		b := widgets.NewButton("", plain(c.Code+" "+c.Name), widgets.Neutral, func() {
			if w.view.Asked == "" {
				w.entry.SetText(c.Code)
				w.submit()
			}
		})
		b.Compact = true
		w.named = append(w.named, b)
		w.list.Objects = append(w.list.Objects, b)
	}
}

// setNote tells what became of the last code.
func (w *workCode) setNote() {
	icon, ink, text := "check", widgets.ColorReady, ""
	switch v := w.view; {
	case v.Asked != "":
		icon, ink, text = "dots", widgets.ColorMuted, lang.X("workcode.asked", "Entering {{.Code}}…", map[string]any{"Code": v.Asked})
	case v.Problem != "":
		icon, ink, text = "error", widgets.ColorAlert, plain(v.Problem)
	case v.Given != "":
		text = lang.X("workcode.given", "{{.Code}} was taken. Another one replaces it.", map[string]any{"Code": w.labelOf(v.Given)})
	}
	w.icon.Set(icon, ink)
	w.note.SetText(text)
	w.noteRow.Hidden = text == ""
}

// labelOf is a code with its name.
func (w *workCode) labelOf(code string) string {
	for _, c := range w.codes {
		if c.Code == code && c.Name != "" {
			return plain(c.Code + " " + c.Name)
		}
	}
	return code
}

func (w *workCode) inspect(in *inspector) {
	in.add("workcode.card", w.card, w.title.Text)
	in.add("workcode.entry", w.entry, w.entry.Text)
	in.add("workcode.give", w.give, w.give.Label)
	in.add("workcode.note", w.noteRow, w.note.Text)
	for i, b := range w.named {
		in.add(fmt.Sprintf("workcode.code.%s", w.codes[i].Code), b, b.Label)
	}
}
