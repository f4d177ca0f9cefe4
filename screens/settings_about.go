package screens

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/resources/licences"
	"offhook/screens/widgets"
)

// aboutSettings tells which program this is, and where its files are.
type aboutSettings struct {
	version   string
	title     *widgets.Text
	files     []*aboutFile
	copy      *widgets.Button
	parts     []licences.Licence // what the program is made of
	licence   *widgets.Select
	terms     *widgets.Paragraph // the text of the one that is chosen
	transient *widgets.Paragraph
	part      *settingsPart
}

// aboutFile is one of the files.
type aboutFile struct {
	name string
	path *widgets.Paragraph
	box  *fyne.Container
}

func newAboutSettings() *aboutSettings {
	a := &aboutSettings{title: widgets.NewStrong("", theme.ColorNameForeground, theme.SizeNameSubHeadingText).Shrinking()}
	a.transient = widgets.NewParagraph(lang.X("settings.temporary", "This run keeps no settings: what you change holds until Offhook ends."), widgets.ColorMuted, theme.SizeNameText)
	names := []string{lang.X("settings.about.settings", "Settings"), lang.X("settings.about.history", "Call history"), lang.X("tab.directory", "Contacts")}
	var boxes []fyne.CanvasObject
	for _, n := range names {
		f := &aboutFile{name: n, path: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText)}
		f.box = widgets.Column(2, widgets.NewText(n, widgets.ColorMuted, theme.SizeNameCaptionText), f.path)
		a.files, boxes = append(a.files, f), append(boxes, f.box)
	}
	a.copy = widgets.NewButton("copy", lang.X("settings.about.copy", "Copy all this"), widgets.Outline, func() {
		fyne.CurrentApp().Clipboard().SetContent(a.text())
	})
	a.part = &settingsPart{name: "about", icon: "info", title: lang.X("settings.about", "About"), short: lang.X("settings.about", "About"), also: a.inspect}
	a.part.content = widgets.Column(widgets.GapLarge,
		widgets.RowGrow(widgets.Gap, 1, logo(44), widgets.Column(0, a.title,
			widgets.NewText(lang.X("app.tagline", "The agent's telephone"), widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking())),
		a.transient,
		settingsCard(lang.X("settings.about.files", "Files"), append(boxes, widgets.Grid(2, 160, widgets.GapSmall, a.copy))...),
		settingsCard(lang.X("settings.about.made", "Made with"), a.made()...))
	a.setVersion("")
	return a
}

// made lists what the program is made of; the text of a licence comes below when
// it is chosen.
func (a *aboutSettings) made() []fyne.CanvasObject {
	a.parts = licences.List()
	cells, names := make([]fyne.CanvasObject, len(a.parts)), make([]string, len(a.parts))
	for i, p := range a.parts {
		names[i] = p.Name
		cells[i] = widgets.Column(1,
			widgets.NewText(strings.TrimSpace(p.Name+" "+p.Version), theme.ColorNameForeground, theme.SizeNameCaptionText).Shrinking(),
			widgets.NewText(p.Kind, widgets.ColorMuted, widgets.SizeTiny).Shrinking())
	}
	a.terms = widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameCaptionText)
	a.terms.Hide()
	title := lang.X("settings.about.licence", "Text of a licence")
	a.licence = widgets.NewSelect(title, func(i int) {
		a.licence.Set(names, i, "")
		a.terms.SetText(a.parts[i].Kind + "\n\n" + a.parts[i].Flowing())
		a.terms.Show()
		a.part.page.Relayout()
	})
	a.licence.Set(names, -1, lang.X("settings.about.choose", "Choose one"))
	none := widgets.Column(0)
	none.Hide()
	line := widgets.SettingLine(lineWidth, widgets.NewParagraph(title, theme.ColorNameForeground, theme.SizeNameText), a.licence, none)
	return []fyne.CanvasObject{widgets.Column(widgets.Gap, line, a.terms), widgets.Grid(2, 240, widgets.GapSmall, cells...)}
}

func (a *aboutSettings) setVersion(v string) {
	a.version = v
	a.title.SetText(strings.TrimSpace(lang.X("app.name", "Offhook") + " " + v))
}

func (a *aboutSettings) update(v app.SettingsView) {
	setHidden(a.transient, !v.Temporary)
	for i, path := range []string{v.Path, v.HistoryPath, v.DirectoryPath} {
		if path == "" {
			path = lang.X("settings.about.none", "None in this run")
		}
		a.files[i].path.SetText(path)
	}
}

// text is everything for the clipboard.
func (a *aboutSettings) text() string {
	lines := []string{a.title.Text}
	for _, f := range a.files {
		lines = append(lines, f.name+": "+f.path.Text)
	}
	return strings.Join(lines, "\n")
}

func (a *aboutSettings) inspect(in *inspector) {
	in.add("settings.version", a.title, a.title.Text)
	in.add("settings.copy", a.copy, a.copy.Label)
	in.add("settings.licence", a.licence, a.licence.Text())
	in.add("settings.terms", a.terms, a.terms.Text)
}
