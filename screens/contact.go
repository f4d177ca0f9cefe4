package screens

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// editContact asks for a contact's texts, over the window.
func (m *Main) editContact(c app.Contact) {
	s := &sheet{}
	title := lang.X("contact.change", "Change the contact")
	if c.ID == 0 {
		title = lang.X("contact.new", "New contact")
	}
	field := func(name, label, text string) *widgets.Entry {
		e := widgets.NewEntry(label)
		e.SetText(text)
		e.CursorColumn = len([]rune(text))
		s.name("contact."+name, e, text)
		return e
	}
	name := field("name", lang.X("contact.name", "Name"), c.Name)
	number := field("number", lang.X("contact.number", "Number"), c.Number)
	company := field("company", lang.X("contact.company", "Company"), c.Company)
	label := field("label", lang.X("contact.label", "Which number, e.g. mobile"), c.Label)
	fault := widgets.NewParagraph("", widgets.ColorAlert, theme.SizeNameText)
	fault.Hide()
	save := func() {
		if _, err := app.Dialable(number.Text); err != nil {
			fault.SetText(lang.X("contact.fault", "Type a number that can be dialled: digits, *, # and a leading +."))
			fault.Show()
			s.sheet.Refresh()
			m.window.Canvas().Focus(number)
			return
		}
		c.Name, c.Number, c.Company, c.Label = name.Text, number.Text, company.Text, label.Text
		m.closeSheet()
		m.phone.SaveContact(c)
	}
	fields := []fyne.CanvasObject{sheetTitle(title, lang.X("contact.hint", "Whoever calls from this number is shown by this name."))}
	for _, e := range []*widgets.Entry{name, number, company, label} {
		e.OnSubmitted = func(string) { save() }
		fields = append(fields, widgets.Column(widgets.GapTiny,
			widgets.NewText(e.Name, widgets.ColorMuted, theme.SizeNameCaptionText), e))
	}
	ok := widgets.NewButton("check", lang.X("contact.save", "Save"), widgets.Primary, save)
	ok.Hint = "Enter"
	cancel := m.cancelButton()
	s.name("contact.save", ok, ok.Label)
	s.name("contact.cancel", cancel, cancel.Label)
	focus := name
	if c.Name != "" && c.Number == "" {
		focus = number
	}
	m.showSheet(s, 420, title, widgets.Column(widgets.Gap, append(fields, fault,
		widgets.Grid(2, 100, widgets.GapSmall, cancel, ok))...), focus)
}

// askImport asks for the file to import, by its path or by dropping it on the
// window.
func (m *Main) askImport() {
	s := &sheet{}
	title := lang.X("import.title", "Import contacts")
	path := widgets.NewEntry(lang.X("import.path", "Path of the file"))
	path.PlaceHolder = lang.X("import.path", "Path of the file")
	submit := func() {
		if strings.TrimSpace(path.Text) != "" {
			m.closeSheet()
			m.phone.ImportContacts(path.Text)
		}
	}
	path.OnSubmitted = func(string) { submit() }
	ok := widgets.NewButton("import", lang.X("import.ok", "Import"), widgets.Primary, submit)
	ok.Hint = "Enter"
	cancel := m.cancelButton()
	s.name("import.path", path, "")
	s.name("import.ok", ok, ok.Label)
	s.name("import.cancel", cancel, cancel.Label)
	m.showSheet(s, 460, title, widgets.Column(widgets.GapLarge,
		sheetTitle(title, lang.X("import.hint", "A vCard file, or a table (CSV) whose first line names its columns. You can also drop the file on this window.")),
		path, widgets.Grid(2, 100, widgets.GapSmall, cancel, ok)), path)
}

// dropped takes what is dropped on the window, once signed in: a link to dial, or
// files to import.
func (m *Main) dropped(_ fyne.Position, files []fyne.URI) {
	if m.phase != app.PhaseSignedIn {
		return
	}
	for _, f := range files {
		if number := droppedNumber(f); number != "" {
			m.phone.OfferNumber(number, app.FromLink)
			continue
		}
		if f.Scheme() == "file" {
			m.closeSheet()
			m.shell.show(tabDirectory)
			m.phone.ImportContacts(f.Path())
		}
	}
}
