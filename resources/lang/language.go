package lang

import (
	"os"
	"runtime"
	"strings"

	fynelang "fyne.io/fyne/v2/lang"
)

// English is the code of the language that the source is written in.
const English = "en"

// Language is one of the languages to choose from.
type Language struct {
	Code string // ISO 639-1
	Name string // in the language itself
}

// Languages are the languages that there are, English first.
func Languages() []Language {
	return []Language{{English, "English"}, {"de", "Deutsch"}, {"es", "Español"}, {"fr", "Français"}, {"pt", "Português"}}
}

func has(code string) bool {
	for _, l := range Languages() {
		if l.Code == code {
			return true
		}
	}
	return false
}

// System is the language that the system asks for: of those that there are, the
// first in $LANGUAGE, or that of the locale. It is English when there is none.
func System() string { return choose(os.Getenv, fynelang.SystemLocale().String(), runtime.GOOS) }

// choose takes the first language that there is. Windows and macOS keep the
// language elsewhere than in the environment.
func choose(env func(string) string, locale, system string) string {
	wanted := []string{locale}
	if system != "windows" && system != "darwin" {
		wanted = append(strings.Split(env("LANGUAGE"), ":"), locale)
	}
	for _, w := range wanted {
		code, _, _ := strings.Cut(strings.ReplaceAll(w, "_", "-"), "-")
		code, _, _ = strings.Cut(code, ".")
		if code = strings.ToLower(code); has(code) {
			return code
		}
	}
	return English
}
