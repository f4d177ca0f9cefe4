package screens

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// elapsed formats how long ago since was: "0:07", "12:34", "1:02:03". A zero
// since gives "".
func elapsed(now, since time.Time) string {
	if since.IsZero() {
		return ""
	}
	s := max(0, int(now.Sub(since).Round(100*time.Millisecond)/time.Second))
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// longest is how many characters of a text from outside are shown.
const longest = 160

// plain makes a text from outside safe to show on one line: no control or
// formatting characters (which could reorder what is read), no line breaks,
// bounded length.
func plain(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n == longest {
			b.WriteRune('…')
			break
		}
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case !unicode.IsPrint(r):
			continue
		}
		b.WriteRune(r)
		n++
	}
	return strings.TrimSpace(b.String())
}

// isDialRune reports whether a typed character belongs into a number.
func isDialRune(r rune) bool {
	return r >= '0' && r <= '9' || r == '*' || r == '#' || r == '+'
}

// isTone reports whether a character can be sent as a tone during a call.
func isTone(r rune) bool {
	return r >= '0' && r <= '9' || r == '*' || r == '#'
}
