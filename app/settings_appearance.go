package app

import (
	"fmt"
	"slices"
)

// AppearanceSettings are how the window looks.
type AppearanceSettings struct {
	Theme    string `toml:"theme"`     // system, light or dark
	TextSize int    `toml:"text_size"` // percent, 100 to 200
	// RingFlash flashes the window while a call rings, for those who cannot hear
	// it.
	RingFlash bool `toml:"ring_flash"`
}

// The values of AppearanceSettings.Theme.
const (
	ThemeSystem = "system"
	ThemeLight  = "light"
	ThemeDark   = "dark"
)

const (
	leastTextSize = 100
	mostTextSize  = 200
)

func (s AppearanceSettings) check() error {
	if !slices.Contains([]string{ThemeSystem, ThemeLight, ThemeDark}, s.Theme) {
		return fmt.Errorf("appearance: theme %q: use system, light or dark", s.Theme)
	}
	if s.TextSize < leastTextSize || s.TextSize > mostTextSize {
		return fmt.Errorf("appearance: text_size %d: use %d to %d", s.TextSize, leastTextSize, mostTextSize)
	}
	return nil
}

// Language is a language of the window.
type Language struct {
	Code string // as in Settings.Language
	Name string // in the language itself
}

// Languages are the languages to choose from, beside the system's.
func Languages() []Language {
	return []Language{{"en", "English"}, {"de", "Deutsch"}, {"es", "Español"}, {"fr", "Français"}, {"pt", "Português"}}
}

func checkLanguage(code string) error {
	if code == "" || slices.ContainsFunc(Languages(), func(l Language) bool { return l.Code == code }) {
		return nil
	}
	return fmt.Errorf("language %q: use en, de, es, fr, pt, or none for the system's", code)
}
