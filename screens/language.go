package screens

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	fynelang "fyne.io/fyne/v2/lang"

	"offhook/resources/lang"
)

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
