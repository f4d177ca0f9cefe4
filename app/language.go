package app

import (
	"log/slog"

	"offhook/resources/lang"
)

// useLanguage has all texts from now on in a language, empty for the system's.
// What was said before, such as a notice, stays as it was said.
func useLanguage(code string, log *slog.Logger) {
	if err := lang.Use(code); err != nil {
		log.Warn("language not changed", "err", err)
	}
}
