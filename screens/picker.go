package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// picker asks where a call is to go, or who is to be asked about it: a number in
// any spelling, a colleague, or a contact. It stays until what it asked for has come about,
// so that nothing typed is lost by a refusal.
type picker struct {
	phone Phone
	call  app.CallView
	close func()

	colleagues []app.ColleagueView
	contacts   []app.Contact      // what the directory has found for query
	query      app.DirectoryQuery // the newest question to it
	matches    []target
	selected   int        // among matches; -1 when what is typed counts
	linked     bool       // control works
	asked      app.Action // under way; ActionNone when nothing is
	begun      bool       // the call has shown it as asked
	tried      bool       // something was asked, and why nothing came of it is not known
	heard      int        // the newest notice before that

	entry   *widgets.Entry
	people  []*widgets.Person
	most    int // lines for which there is room
	more    *widgets.Text
	target  *widgets.Text
	await   *widgets.Button // whether to be told when who is selected is free
	fault   *widgets.Paragraph
	faulty  *fyne.Container
	acts    []cardAct
	list    *fyne.Container
	content *fyne.Container
}

// mostPeople is how many colleagues are listed at once.
const mostPeople = 7

func newPicker(phone Phone, call app.CallView, room float32, closed func()) *picker {
	p := &picker{phone: phone, call: call, close: closed, selected: -1, linked: true}
	p.most = min(mostPeople, max(2, int((room-400)/46)))
	p.entry = widgets.NewEntry(lang.X("picker.entry", "Number or name"))
	p.entry.PlaceHolder = lang.X("picker.placeholder", "Number or name")
	p.entry.OnChanged = func(string) { p.typed() }
	p.entry.OnSubmitted = func(string) { p.submit(0) }
	p.entry.Keys = p.key
	objects := make([]fyne.CanvasObject, p.most)
	for i := range p.most {
		person := widgets.NewPerson(func() { p.choose(p.first() + i) })
		p.people = append(p.people, person)
		objects[i] = person
	}
	p.more = widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking()
	p.list = widgets.Column(widgets.GapTiny, append(objects, p.more)...)
	p.target = widgets.NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking()
	p.await = newAwait(phone, func() (app.ColleagueView, bool) { return find(p.colleagues, p.chosen()) })
	p.fault = widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText)
	card := widgets.NewCard(alertLayout("error", widgets.ColorAlert, p.fault))
	card.Fill, card.Border, card.Padding = widgets.ColorAlertSoft, widgets.ColorAlert, widgets.Gap
	p.faulty = widgets.Column(0, card)
	p.faulty.Hide()
	p.makeActs()
	return p
}

func (p *picker) makeActs() {
	add := func(part, icon, label string, a app.Action) {
		i := len(p.acts)
		b := widgets.NewButton(icon, label, widgets.Neutral, func() { p.submit(i) })
		b.Vertical = true
		p.acts = append(p.acts, cardAct{b, part, a})
	}
	for _, a := range []struct {
		part, icon, label string
		action            app.Action
	}{
		{"consult", "phone", lang.X("picker.consult", "Consult"), app.ActionConsult},
		{"deflect", "forward", lang.X("picker.deflect", "Send there"), app.ActionDeflect},
		{"blind", "forward", lang.X("picker.blind", "Transfer now"), app.ActionBlindTransfer},
		{"join", "add", lang.X("picker.join", "Add to the call"), app.ActionJoin},
	} {
		if p.call.Can.Has(a.action) {
			add(a.part, a.icon, a.label, a.action)
		}
	}
	hints := []string{"Enter", "Ctrl+Enter"}
	for i, a := range p.acts {
		if i < len(hints) {
			a.Hint = hints[i]
		}
		if i == 0 {
			a.Style = widgets.Primary
		}
	}
}

// build lays the picker out below its title.
func (p *picker) build(title, hint string, cancel *widgets.Button) *fyne.Container {
	objects := make([]fyne.CanvasObject, len(p.acts))
	for i, a := range p.acts {
		objects[i] = a.Button
	}
	p.content = widgets.Column(widgets.Gap,
		widgets.TopRow(widgets.GapSmall, 0, sheetTitle(title, hint), cancel),
		p.entry, p.list, p.faulty,
		widgets.RowGrow(widgets.GapSmall, 1, widgets.NewIcon("transfer", widgets.ColorMuted, widgets.SizeIcon), p.target), p.await,
		widgets.Actions(widgets.GapSmall, objects...))
	return p.content
}

// typed looks for whom the text means. A number counts as it stands; anything
// else means the first colleague whom it fits.
func (p *picker) typed() {
	p.ask()
	p.match("")
	p.faulty.Hide()
	p.show()
}

// ask asks the directory for what the text may mean; without one, for the
// favourites.
func (p *picker) ask() {
	q := app.DirectoryQuery{Search: p.entry.Text, Favourites: p.entry.Text == ""}
	if q != p.query {
		p.query, p.contacts = q, nil
		p.phone.ShowDirectory(q)
	}
}

// match looks for whom the text means. Who has a number stays selected.
func (p *picker) match(number string) {
	p.matches, p.selected = targets(p.colleagues, p.contacts, p.entry.Text), -1
	for i, v := range p.matches {
		if v.number == number {
			p.selected = i
			return
		}
	}
	if _, err := app.Dialable(p.entry.Text); err != nil && p.entry.Text != "" && len(p.matches) > 0 {
		p.selected = 0
	}
}

// chosen is the number of who is selected, empty for nobody.
func (p *picker) chosen() string {
	if p.selected >= 0 && p.selected < len(p.matches) {
		return p.matches[p.selected].number
	}
	return ""
}

// key moves through the colleagues while the field keeps the keyboard.
func (p *picker) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDown:
		p.choose(p.selected + 1)
	case fyne.KeyUp:
		p.choose(p.selected - 1)
	default:
		return false
	}
	return true
}

// choose selects a colleague; before the first one, what is typed counts again.
func (p *picker) choose(i int) {
	p.selected = min(max(i, -1), len(p.matches)-1)
	p.show()
}

// first is the colleague in the first line: the list moves along with what is
// selected.
func (p *picker) first() int {
	return min(max(0, p.selected-p.most+1), max(0, len(p.matches)-p.most))
}

// number is where the call is to go; the error says that it is nowhere yet.
func (p *picker) number() (string, error) {
	if n := p.chosen(); n != "" {
		return n, nil
	}
	return app.Dialable(p.entry.Text)
}

// submit asks for the i-th action with the chosen number.
func (p *picker) submit(i int) {
	number, err := p.number()
	if i >= len(p.acts) || p.asked != app.ActionNone || !p.linked {
		return
	}
	if err != nil {
		p.fail(lang.X("picker.nobody", "Type a number or choose somebody first."))
		return
	}
	p.faulty.Hide()
	p.asked, p.begun, p.tried = p.acts[i].action, false, true
	switch id := p.call.ID; p.asked {
	case app.ActionConsult:
		p.phone.Consult(id, number)
	case app.ActionDeflect:
		p.phone.Deflect(id, number)
	case app.ActionBlindTransfer:
		p.phone.BlindTransfer(id, number)
	case app.ActionJoin:
		p.phone.Join(id, number)
	}
	p.show()
}

// fail says why nothing came of it. What is typed stays.
func (p *picker) fail(text string) {
	p.asked, p.tried = app.ActionNone, false
	p.fault.SetText(text)
	p.faulty.Show()
	p.show()
}
