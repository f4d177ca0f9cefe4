package screens

import (
	"time"

	"offhook/app"
)

// elapsed is [app.Elapsed].
func elapsed(now, since time.Time) string { return app.Elapsed(now, since) }

// plain is [app.Plain].
func plain(s string) string { return app.Plain(s) }

// isDialRune reports whether a typed character belongs into a number.
func isDialRune(r rune) bool {
	return r >= '0' && r <= '9' || r == '*' || r == '#' || r == '+'
}

// isTone reports whether a character can be sent as a tone during a call.
func isTone(r rune) bool {
	return r >= '0' && r <= '9' || r == '*' || r == '#'
}
