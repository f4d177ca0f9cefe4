package screens

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	fynelang "fyne.io/fyne/v2/lang"

	"offhook/resources/lang"
)

// followLanguage makes the window's content anew when the language is another
// one than it was made in. What was typed and chosen stays.
func (m *Main) followLanguage() {
	if m.language == lang.Code() {
		return
	}
	translateFyne()
	m.rebuild()
}

// rebuild makes the content anew, shows the state in it and puts back what the
// agent had typed, chosen and focused.
func (m *Main) rebuild() {
	var again func()
	if m.sheet != nil {
		again = m.sheet.again
	}
	m.closeSheet()
	kept := m.keep()
	login, shell, settings := m.login, m.shell, m.settings
	shell.ring.flash.run(false)
	m.window.Canvas().Unfocus()
	m.build()
	m.remakeWindows()
	m.remakeTrainer()
	m.shell.carry(shell)
	m.phase, m.shows = 0, nil
	m.listen()
	m.listenWindows()
	for _, show := range m.shows {
		show()
	}
	m.login.form.expand(login.form.connection.Visible())
	m.shell.left = shell.left
	m.shell.show(shell.selected)
	if m.settings.carry(settings); settings.open {
		m.coverBody()
	}
	kept.putBack(m)
	if again != nil {
		again()
	}
}

// translateFyne gives Fyne's own words, those of a field's menu, in the language
// in use. Fyne looks its words up under the system's language alone, so they are
// put there.
func translateFyne() {
	words, err := json.Marshal(map[string]string{
		"Cut":        lang.X("edit.cut", "Cut"),
		"Copy":       lang.X("edit.copy", "Copy"),
		"Paste":      lang.X("edit.paste", "Paste"),
		"Select all": lang.X("edit.selectAll", "Select all"),
		"Undo":       lang.X("edit.undo", "Undo"),
		"Redo":       lang.X("edit.redo", "Redo"),
		"Quit":       lang.X("edit.quit", "Quit"),
	})
	if err == nil {
		err = fynelang.AddTranslationsForLocale(words, fyne.Locale(fynelang.SystemLocale().LanguageString()))
	}
	if err != nil {
		fyne.LogError("a field's menu keeps its language", err)
	}
}
