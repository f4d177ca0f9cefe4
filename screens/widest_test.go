//go:build !race

package screens

import (
	"encoding/json"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"offhook/resources"
	"offhook/resources/lang"
)

// widthOf is the width of a text, its places filled with something short.
func widthOf(s string) float32 {
	return fyne.MeasureText(s, 14, fyne.TextStyle{Bold: true}).Width
}

// widestTexts is a catalogue that has of every text the one of the language that
// needs the most room, with the widest word of them all.
func widestTexts(t *testing.T) []byte {
	t.Helper()
	all := map[string]any{}
	for _, l := range lang.Languages() {
		for key, text := range catalogueOf(t, l.Code) {
			switch text := text.(type) {
			case string:
				was, _ := all[key].(string)
				all[key] = wider(was, text)
			case map[string]any:
				was, _ := all[key].(map[string]any)
				if was == nil {
					was = map[string]any{}
				}
				for form, s := range text {
					old, _ := was[form].(string)
					was[form] = wider(old, s.(string))
				}
				all[key] = was
			}
		}
	}
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// wider is the wider of two texts. The widest word of a paragraph is that of both.
func wider(a, b string) string {
	if widthOf(b) > widthOf(a) {
		a, b = b, a
	}
	wordA, wordB := widestWord(a), widestWord(b)
	if len(strings.Fields(a)) < 5 {
		return a // on a line of its own
	}
	if wordA != "" && widthOf(wordB) > widthOf(wordA) {
		a = strings.Replace(a, wordA, wordB, 1)
	}
	return a
}

func widestWord(s string) (word string) {
	for _, w := range strings.Fields(s) {
		if !strings.Contains(w, "{{") && !strings.Contains(w, "}}") && (word == "" || widthOf(w) > widthOf(word)) {
			word = w
		}
	}
	return word
}

func catalogueOf(t *testing.T, code string) (texts map[string]any) {
	t.Helper()
	b, err := resources.Translations.ReadFile(resources.TranslationsDir + "/" + code + ".json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestTheWiderText(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"", "Ready", "Ready"},
		{"Ready", "Bereit für Anrufe", "Bereit für Anrufe"},
		{"Mein Telefon steht schon hier", "Nachbearbeitung", "Mein Nachbearbeitung steht schon hier"},
		{"Kein Anruf ist hier", "Nachbearbeitung", "Kein Anruf ist hier"},
		{"To {{.Number}} here", "An {{.Number}}", "To {{.Number}} here"},
	} {
		if got := wider(c.a, c.b); got != c.want {
			t.Errorf("wider(%q, %q) = %q, want %q", c.a, c.b, got, c.want)
		}
	}
}
