package screens

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"offhook/resources"
	"offhook/resources/lang"
)

// pseudo is a language for tests: English with accents, two fifths longer and in
// brackets, so that what is cut off, or not translated, is seen.
const pseudo = "pseudo"

// speakPseudo has the texts in the test's language.
func speakPseudo(t *testing.T) {
	t.Helper()
	b, err := resources.Translations.ReadFile(resources.TranslationsDir + "/en.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]any
	if err := json.Unmarshal(b, &texts); err != nil {
		t.Fatal(err)
	}
	for key, text := range texts {
		switch text := text.(type) {
		case string:
			texts[key] = stretch(text)
		case map[string]any:
			for form, s := range text {
				text[form] = stretch(s.(string))
			}
		}
	}
	if b, err = json.Marshal(texts); err != nil {
		t.Fatal(err)
	}
	if err := lang.UseTexts(pseudo, b); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lang.Use(lang.English) })
}

var accents = strings.NewReplacer("a", "ä", "e", "é", "i", "ï", "o", "ô", "u", "ü", "n", "ñ", "c", "ç", "A", "Å", "E", "É", "I", "Î", "O", "Ø", "U", "Ü", "S", "Š")

// stretch makes a text two fifths longer and leaves its places as they are.
func stretch(s string) string {
	var b strings.Builder
	length := 0
	for s != "" {
		words, rest, found := strings.Cut(s, "{{")
		place, after, _ := strings.Cut(rest, "}}")
		b.WriteString(accents.Replace(words))
		length += utf8.RuneCountInString(words)
		if s = after; found {
			b.WriteString("{{" + place + "}}")
		}
	}
	return "[" + b.String() + strings.Repeat("~", max(0, (length*2+4)/5-2)) + "]"
}

func TestStretchedTexts(t *testing.T) {
	for text, want := range map[string]string{
		"Answer":                       "[Åñswér~]",
		"{{.Free}} of {{.Count}} free": "[{{.Free}} ôf {{.Count}} fréé~~]",
		"":                             "[]",
	} {
		if got := stretch(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
