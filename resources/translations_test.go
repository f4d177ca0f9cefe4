package resources

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// pluralForms are the forms that a counted text has in each language (Unicode
// CLDR, "Language Plural Rules"). "many" is for whole millions.
var pluralForms = map[string][]string{
	"de": {"one", "other"},
	"en": {"one", "other"},
	"es": {"many", "one", "other"},
	"fr": {"many", "one", "other"},
	"pt": {"many", "one", "other"},
}

// readLanguage returns a catalogue: a string or an object of plural forms by
// key.
func readLanguage(t *testing.T, code string) map[string]any {
	t.Helper()
	b, err := Translations.ReadFile(TranslationsDir + "/" + code + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]any
	if err := json.Unmarshal(b, &texts); err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	return texts
}

// TestTheLanguagesThatAreThere: a new language needs its plural forms above.
func TestTheLanguagesThatAreThere(t *testing.T) {
	files, err := Translations.ReadDir(TranslationsDir)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, f := range files {
		have = append(have, strings.TrimSuffix(f.Name(), ".json"))
	}
	if want := slices.Sorted(maps.Keys(pluralForms)); !slices.Equal(have, want) {
		t.Errorf("the catalogues are %v, and the plural forms of %v are known", have, want)
	}
}

func TestCountedTextsHaveTheFormsOfTheirLanguage(t *testing.T) {
	english := readLanguage(t, "en")
	for code, want := range pluralForms {
		texts := readLanguage(t, code)
		for key, text := range english {
			_, counted := text.(map[string]any)
			forms, is := texts[key].(map[string]any)
			if counted != is {
				t.Errorf("%s: %s has forms here or in English alone", code, key)
				continue
			}
			if have := slices.Sorted(maps.Keys(forms)); counted && !slices.Equal(have, want) {
				t.Errorf("%s: %s has the forms %v, want %v", code, key, have, want)
			}
		}
	}
}

// TestSingularFormsShowTheCount: where "one" is for 0 as well (French,
// Portuguese), a form that says 1 in words would be wrong for 0.
func TestSingularFormsShowTheCount(t *testing.T) {
	for _, code := range []string{"fr", "pt"} {
		for key, text := range readLanguage(t, code) {
			forms, _ := text.(map[string]any)
			other, _ := forms["other"].(string)
			one, _ := forms["one"].(string)
			if strings.Contains(other, "{{.Count}}") && !strings.Contains(one, "{{.Count}}") && !strings.HasPrefix(key, "signout.") {
				t.Errorf("%s: %s says %q, which is wrong for 0", code, key, one)
			}
		}
	}
}

// sameAsEnglish are texts that are right as they are: names, Avaya's own words
// and words that the languages share.
var sameAsEnglish = map[string]string{
	"de": "app.name contact.name diag.link.server diag.log diag.voice.codec doctor.step.proxy doctor.step.websocket header.agent link.offline login.server mode.acw mode.aux quality.jitter settings.headset trainer.code trainer.title",
	"es": "app.name doctor.step.proxy doctor.step.websocket mode.acw mode.aux quality.jitter",
	"fr": "app.name call.consultation call.service diag.link.session diag.trace.note diag.voice.codec directory.list doctor.step.proxy doctor.step.session doctor.step.websocket doctor.verdict.ok header.agent header.messages mode.acw mode.aux picker.contact tab.directory trainer.code",
	"pt": "app.name diag.log diag.voice.codec doctor.step.proxy doctor.step.websocket doctor.verdict.ok mode.acw mode.aux quality.jitter settings.headset",
}

func TestNothingIsLeftInEnglish(t *testing.T) {
	english := readLanguage(t, "en")
	for code, keys := range sameAsEnglish {
		allowed := strings.Fields(keys)
		texts := readLanguage(t, code)
		for key, text := range english {
			if s, ok := text.(string); ok && texts[key] == s && !slices.Contains(allowed, key) {
				t.Errorf("%s: %s is English: %q", code, key, s)
			}
		}
	}
	if len(sameAsEnglish) != len(pluralForms)-1 {
		t.Error("a language is missing in sameAsEnglish")
	}
}
