package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// directory lists the contacts, favourites first. It holds the part that is in
// sight; scrolling asks for another.
type directory struct {
	phone Phone
	view  app.DirectoryView
	asked app.DirectoryQuery // the newest question
	id    int64              // of the current contact, 0 for none
	ask   directoryQuestions
	// dialled is called after a number was dialled.
	dialled func()

	colleagues []app.ColleagueView
	people     []app.ColleagueView // those who are listed
	colleague  string              // the extension of the current one, empty for none

	roll                      *roll
	filter                    *widgets.Choice
	count                     *widgets.Text
	call, star, edit, delete  *widgets.Button
	undo, add, insert, export *widgets.Button
	await                     *widgets.Button
	empty                     *empty
	content                   *fyne.Container
}

// directoryQuestions are what the directory asks over the window.
type directoryQuestions struct {
	edit   func(app.Contact)
	insert func()
}

func newDirectory(c fyne.Canvas, phone Phone, ask directoryQuestions) *directory {
	d := &directory{phone: phone, ask: ask, dialled: func() {}}
	d.roll = newRoll(c, lang.X("directory.list", "Contacts"), lang.X("directory.search", "Search name, company or number"))
	d.roll.look, d.roll.asked, d.roll.open, d.roll.moved = d.look, func(string) { d.query() }, d.dial, d.moved
	d.filter = widgets.NewChoice(lang.X("directory.filter", "Which contacts"), []string{"contacts", "star", "user"},
		[]string{lang.X("directory.filter.all", "All"), lang.X("directory.filter.favourites", "Favourites"), lang.X("directory.filter.colleagues", "Colleagues")}, func(int) { d.filtered() })
	d.count = widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking()
	d.call = widgets.NewButton("phone", lang.X("history.call", "Call"), widgets.Answer, func() { d.dial(d.roll.current) })
	d.call.Hint, d.call.Compact = "Enter", true
	d.star = widgets.NewIconButton("star", lang.X("directory.star", "Favourite, or no longer"), d.toggleStar)
	d.edit = widgets.NewIconButton("pencil", lang.X("directory.edit", "Change the contact"), d.change)
	d.delete = widgets.NewIconButton("trash", lang.X("directory.delete", "Delete the contact"), d.deleteContact)
	tipKey(phone, d.delete, app.KeyDelete)
	d.undo = widgets.NewButton("undo", lang.X("history.undo", "Undo"), widgets.Ghost, phone.UndoContacts)
	d.undo.Compact, d.undo.Name = true, d.undo.Label
	tipKey(phone, d.undo, app.KeyUndo)
	d.add = widgets.NewIconButton("add", lang.X("directory.add", "New contact"), func() { ask.edit(app.Contact{}) })
	d.insert = widgets.NewIconButton("import", lang.X("directory.import", "Import contacts"), ask.insert)
	d.export = widgets.NewIconButton("export", lang.X("directory.export", "Export as vCards"), func() { phone.ExportContacts(d.asked, true) })
	d.empty = newEmpty("contacts")
	d.await = newAwait(phone, d.chosen)
	d.content = rollPage(d.roll, d.filter, d.count, d.empty, widgets.Row(0, d.await), d.call, d.star, d.edit, d.delete, d.undo, d.add, d.insert, d.export)
	d.update(app.DirectoryView{})
	return d
}

// update shows another part of the directory. The current contact stays the
// current one where it is in that part.
func (d *directory) update(v app.DirectoryView) {
	if v.Query.Search != d.asked.Search || v.Query.Favourites != d.asked.Favourites {
		return // the answer to an older question
	}
	if d.filter.Selected == listColleagues {
		d.view = v
		return
	}
	fresh := d.view.Query.Search != v.Query.Search || d.view.Query.Favourites != v.Query.Favourites
	d.view = v
	current := d.roll.current
	for i, c := range v.Contacts {
		if c.ID == d.id && d.id != 0 {
			current = v.Query.First + i
		}
	}
	if fresh {
		current = -1
		if v.Query.Search != "" && v.Total > 0 {
			current = 0
		}
		d.roll.list.Top()
	}
	d.roll.update(v.Total, current)
	d.sayCount()
	d.undo.Hidden = v.Deleted == 0
	d.export.SetEnabled(v.Total > 0)
	d.add.SetEnabled(v.Problem.IsZero())
	d.insert.SetEnabled(v.Problem.IsZero())
	d.sayEmpty()
	d.content.Refresh()
}

// sayEmpty teaches how a contact gets here, where there is none.
func (d *directory) sayEmpty() {
	v := d.view
	d.roll.list.Hidden = d.roll.length == 0
	switch {
	case d.filter.Selected == listColleagues && d.roll.length > 0:
		d.empty.say("", "")
	case d.filter.Selected == listColleagues && len(d.colleagues) > 0:
		d.empty.say(lang.X("directory.colleagues.none", "No colleague fits"), lang.X("directory.colleagues.none.text", "Search for a part of the name or the extension."))
	case d.filter.Selected == listColleagues:
		d.empty.say(lang.X("directory.colleagues.empty", "No colleagues yet"), lang.X("directory.colleagues.empty.text", "Your administrator names those whose presence is shown here."))
	case v.Total > 0:
		d.empty.say("", "")
	case !v.Problem.IsZero():
		d.empty.say(v.Problem.Title, v.Problem.Advice)
	case v.Query.Search != "":
		d.empty.say(lang.X("directory.none", "No contact fits"), lang.X("directory.none.text", "Search for a part of the name, the company or the number in any spelling."))
	case v.Query.Favourites:
		d.empty.say(lang.X("directory.favourites.none", "No favourites yet"), lang.X("directory.favourites.none.text", "Choose a contact and press the star."))
	default:
		d.empty.say(lang.X("directory.empty", "No contacts yet"), lang.X("directory.empty.text", "Add one, or import a vCard or CSV file. Whoever calls is then shown by name."))
	}
}

// sayCount says how many contacts there are and, for the current one, what would
// be dialled.
func (d *directory) sayCount() {
	text, number := "", ""
	if c, ok := d.person(d.roll.current); ok {
		d.count.SetText(withPreview(text, c.Extension, d.phone))
		return
	}
	if n := d.view.Total; n > 0 && d.filter.Selected != listColleagues {
		text = lang.XN("directory.count", "{{.Count}} contacts", n, map[string]any{"Count": n})
	}
	if c, ok := d.current(); ok {
		number = c.Number
	}
	d.count.SetText(withPreview(text, number, d.phone))
}

// filtered shows what was chosen to be listed.
func (d *directory) filtered() {
	d.roll.update(0, -1) // what was there is none of it
	if d.filter.Selected == listColleagues {
		d.showColleagues()
		return
	}
	q := app.DirectoryQuery{Search: d.roll.search.Text, Favourites: d.filter.Selected == listFavourites}
	d.asked = q
	d.phone.ShowDirectory(q)
}

func (d *directory) query() {
	if d.filter.Selected == listColleagues {
		d.showColleagues()
		return
	}
	d.request(app.DirectoryQuery{Search: d.roll.search.Text, Favourites: d.filter.Selected == listFavourites})
}

func (d *directory) request(q app.DirectoryQuery) {
	if q != d.asked {
		d.asked = q
		d.phone.ShowDirectory(q)
	}
}

// at returns a contact, false when it is not in the part that is here; then that
// part is asked for.
func (d *directory) at(i int) (app.Contact, bool) {
	v := d.view
	if d.filter.Selected == listColleagues {
		return app.Contact{}, false
	}
	if j := i - v.Query.First; j >= 0 && j < len(v.Contacts) {
		return v.Contacts[j], true
	}
	if j := i - d.asked.First; i >= 0 && i < v.Total && (j < 0 || j >= app.DirectoryWindow) {
		q := d.asked
		q.First = max(0, i-app.DirectoryWindow/2)
		d.request(q)
	}
	return app.Contact{}, false
}

func (d *directory) current() (app.Contact, bool) {
	if d.roll.current < 0 {
		return app.Contact{}, false
	}
	return d.at(d.roll.current)
}

// moved fits what can be done to the current contact.
func (d *directory) moved() {
	c, ok := d.current()
	if ok {
		d.id = c.ID
	} else if d.roll.current < 0 {
		d.id = 0
	}
	for _, b := range []*widgets.Button{d.call, d.star, d.edit, d.delete} {
		b.SetEnabled(ok)
	}
	if p, is := d.person(d.roll.current); is {
		d.colleague = p.Extension
		d.call.SetEnabled(true)
	} else if d.filter.Selected == listColleagues && d.roll.current < 0 {
		d.colleague = ""
	}
	p, _ := d.chosen()
	showAwait(d.await, p)
	d.sayCount()
	face := "star"
	if c.Favourite {
		face = "star-full"
	}
	d.star.SetFace(face, "", widgets.Ghost)
}

// look is what the line of a contact shows; nothing until the contact is here.
func (d *directory) look(i int) widgets.RecordLook {
	if p, ok := d.person(i); ok {
		return colleagueRecord(p)
	}
	c, ok := d.at(i)
	if !ok {
		return widgets.RecordLook{Title: "…"}
	}
	l := widgets.RecordLook{
		Icon: "user", Ink: widgets.ColorManual, Soft: widgets.ColorManualSoft,
		Title: plain(c.Name), Word: d.spelt(c.Number), Sub: plain(c.Company), RightSub: plain(c.Label),
	}
	if c.Favourite {
		l.Icon, l.Ink, l.Soft = "star-full", widgets.ColorAux, widgets.ColorAuxSoft
	}
	return l
}

// spelt groups a contact's number to be read; one that a person has grouped stays
// as that person has it.
func (d *directory) spelt(number string) string { return plain(d.phone.Pretty(number)) }

func (d *directory) dial(i int) {
	number := ""
	if p, ok := d.person(i); ok {
		number = p.Extension
	} else if c, ok := d.at(i); ok {
		number = c.Number
	}
	if number != "" {
		d.roll.canvas.Unfocus() // what is typed next are tones for this call
		d.phone.Dial(number)
		d.dialled()
	}
}

func (d *directory) toggleStar() {
	if c, ok := d.current(); ok {
		c.Favourite = !c.Favourite
		d.phone.SaveContact(c)
	}
}

func (d *directory) change() {
	if c, ok := d.current(); ok {
		d.ask.edit(c)
	}
}

func (d *directory) deleteContact() {
	if c, ok := d.current(); ok {
		d.id = 0 // the next one becomes the current one
		d.phone.DeleteContacts(c.ID)
	}
}

func (d *directory) inspect(in *inspector) {
	d.roll.inspect(in, "directory")
	in.add("directory.filter", d.filter, d.filter.AccessibilityLabel())
	in.add("directory.count", d.count, d.count.Text)
	in.add("directory.empty", d.empty.content, d.empty.title.Text)
	for name, b := range map[string]*widgets.Button{
		"directory.call": d.call, "directory.star": d.star, "directory.edit": d.edit, "directory.delete": d.delete,
		"directory.undo": d.undo, "directory.await": d.await, "directory.add": d.add, "directory.import": d.insert, "directory.export": d.export,
	} {
		in.add(name, b, b.AccessibilityLabel())
	}
}

func (d *directory) copyNumber() {
	if p, ok := d.person(d.roll.current); ok {
		fyne.CurrentApp().Clipboard().SetContent(p.Extension)
	} else if c, ok := d.current(); ok {
		fyne.CurrentApp().Clipboard().SetContent(c.Number)
	}
}
