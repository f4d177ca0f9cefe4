package lang

import (
	"strings"
	"sync"
	"testing"
	"time"

	"offhook/resources"
)

// use changes the language for one test.
func use(t *testing.T, code string) {
	t.Helper()
	was := Code()
	if err := Use(code); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = Use(was) })
}

func TestTheLanguageChangesAtRunTime(t *testing.T) {
	use(t, "en")
	for code, want := range map[string]string{"en": "Answer", "de": "Annehmen", "es": "Contestar", "fr": "Répondre", "pt": "Atender"} {
		use(t, code)
		if got := X("call.answer", "Answer"); got != want || Code() != code {
			t.Errorf("%s: %q in %s, want %q", code, got, Code(), want)
		}
	}
}

func TestALanguageThatThereIsNot(t *testing.T) {
	use(t, "de")
	for _, code := range []string{"tlh", "../en", "de.json"} {
		if err := Use(code); err == nil || !strings.Contains(err.Error(), code) {
			t.Errorf("Use(%q): %v", code, err)
		}
	}
	if Code() != "de" {
		t.Errorf("the language became %s", Code())
	}
}

func TestValuesAreFilledIn(t *testing.T) {
	use(t, "en")
	for _, c := range []struct {
		english string
		values  map[string]any
		want    string
	}{
		{"plain", nil, "plain"},
		{"To {{.Number}}", map[string]any{"Number": 4750}, "To 4750"},
		{"{{.A}}{{.B}} and {{.A}}", map[string]any{"A": "x", "B": "y"}, "xy and x"},
		{"{{.A}}", map[string]any{"A": "{{.B}} %s", "B": "never"}, "{{.B}} %s"},
		{"not given: {{.A}}.", map[string]any{"B": 1}, "not given: ."},
		{"not closed {{.A", map[string]any{"A": 1}, "not closed {{.A"},
		{"", nil, ""},
	} {
		if got := X("no.such.key", c.english, c.values); got != c.want {
			t.Errorf("%q with %v: %q, want %q", c.english, c.values, got, c.want)
		}
	}
}

func TestPluralForms(t *testing.T) {
	for code, want := range map[string]string{
		"en": "0 calls,1 call,2 calls,1000000 calls", "de": "0 Anrufe,1 Anruf,2 Anrufe,1000000 Anrufe",
		"es": "0 llamadas,1 llamada,2 llamadas,1000000 de llamadas", "fr": "0 appel,1 appel,2 appels,1000000 d’appels",
		"pt": "0 chamada,1 chamada,2 chamadas,1000000 de chamadas",
	} {
		use(t, code)
		var got []string
		for _, n := range []int{0, 1, 2, 1_000_000} {
			got = append(got, XN("history.count", "{{.Count}} calls", n, map[string]any{"Count": n}))
		}
		if s := strings.Join(got, ","); s != want {
			t.Errorf("%s: %s, want %s", code, s, want)
		}
	}
	if s := XN("no.such.key", "{{.Count}} things", 1, map[string]any{"Count": 1}); s != "1 things" {
		t.Errorf("a key that there is not: %q", s)
	}
}

func TestEveryCatalogueIsALanguage(t *testing.T) {
	files, err := resources.Translations.ReadDir(resources.TranslationsDir)
	if err != nil || len(files) != len(Languages()) {
		t.Fatalf("%d catalogues for the languages %v: %v", len(files), Languages(), err)
	}
	for _, l := range Languages() {
		if c, err := load(l.Code); err != nil || len(c.texts) < 500 {
			t.Errorf("%s: %v", l.Code, err)
		}
	}
}

func TestTheSystemsLanguage(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"LANG": "de_DE.UTF-8"}, "de"},
		{map[string]string{"LANG": "pt_BR"}, "pt"},
		{map[string]string{"LANG": "fr@euro"}, "fr"},
		{map[string]string{"LANG": "de_DE", "LC_MESSAGES": "es_ES", "LC_ALL": "fr_FR"}, "fr"},
		{map[string]string{"LANG": "de_DE", "LC_MESSAGES": "es_ES"}, "es"},
		{map[string]string{"LANG": "de_DE", "LANGUAGE": "nl:fr_CA:es"}, "fr"},
		{map[string]string{"LANG": "de_DE", "LANGUAGE": "nl"}, "de"},
		{map[string]string{"LANG": "C", "LANGUAGE": "fr"}, "en"},
		{map[string]string{"LANG": "C.UTF-8"}, "en"},
		{map[string]string{"LANG": "nl_NL"}, "en"},
		{map[string]string{"LANG": "_"}, "en"},
		{map[string]string{"LANGUAGE": "::"}, "en"},
		{nil, "en"},
	} {
		if got := choose(fromEnvironment(func(k string) string { return c.env[k] })...); got != c.want {
			t.Errorf("%v: %s, want %s", c.env, got, c.want)
		}
	}
	for locale, want := range map[string]string{"de-AT": "de", "pt-BR-Latn": "pt", "EN-us": "en", "": "en"} {
		if got := choose(locale); got != want {
			t.Errorf("%q: %s, want %s", locale, got, want)
		}
	}
	use(t, "de")
	use(t, "")
	if want := System(); Code() != want {
		t.Errorf("the system's language is %s, and %s is in use", want, Code())
	}
}

func TestNumbersAndDays(t *testing.T) {
	day := time.Date(2026, 3, 4, 17, 5, 0, 0, time.UTC)
	for code, want := range map[string]string{
		"en": "4.3 2026-03-04 17:05", "de": "4,3 04.03.2026 17:05", "es": "4,3 04/03/2026 17:05",
		"fr": "4,3 04/03/2026 17:05", "pt": "4,3 04/03/2026 17:05",
	} {
		use(t, code)
		if got := Decimal(4.31, 1) + " " + Date(day) + " " + Clock(day); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}

// TestEverybodyAsksWhileTheLanguageChanges is for the race detector.
func TestEverybodyAsksWhileTheLanguageChanges(t *testing.T) {
	use(t, "en")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 200 {
				if s := X("call.answer", "Answer"); s != "Answer" && s != "Annehmen" {
					t.Errorf("got %q", s)
				}
			}
		})
	}
	for range 20 {
		_ = Use("de")
		_ = Use("en")
	}
	wg.Wait()
}
