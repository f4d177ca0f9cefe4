package lang

import (
	"cmp"
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
func System() string {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" { // they keep it elsewhere than in the environment
		return choose(fynelang.SystemLocale().String())
	}
	return choose(fromEnvironment(os.Getenv)...)
}

// fromEnvironment are the locales that the environment names, the wanted one
// first: $LANGUAGE is a list and counts where there is a locale at all (GNU
// gettext manual, "The LANGUAGE variable").
func fromEnvironment(env func(string) string) []string {
	locale := cmp.Or(env("LC_ALL"), env("LC_MESSAGES"), env("LANG"))
	if locale == "" || locale == "C" || locale == "POSIX" {
		return nil
	}
	return append(strings.Split(env("LANGUAGE"), ":"), locale)
}

// choose takes the first of the locales whose language there is.
func choose(locales ...string) string {
	for _, l := range locales {
		if end := strings.IndexAny(l, "_-.@"); end >= 0 {
			l = l[:end]
		}
		if code := strings.ToLower(l); has(code) {
			return code
		}
	}
	return English
}
