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

// dialable reduces a number written in any way to what can be dialled: digits,
// * and #, and a leading +. The national zero in "+49 (0)30" is not dialled
// after a country code, so it goes too. A "tel:" scheme and parameters after a
// semicolon are dropped.
func dialable(s string) string {
	s = strings.TrimSpace(s)
	for _, scheme := range []string{"tel:", "callto:"} {
		if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			s = s[len(scheme):]
		}
	}
	s, _, _ = strings.Cut(s, ";")
	if i := strings.IndexAny(s, "+0123456789*#"); i >= 0 && s[i] == '+' {
		s = strings.Replace(s, "(0)", "", 1)
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r == '*', r == '#':
			b.WriteRune(r)
		case r == '+' && b.Len() == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isDialRune reports whether a typed character belongs into a number.
func isDialRune(r rune) bool {
	return r >= '0' && r <= '9' || r == '*' || r == '#' || r == '+'
}

// isTone reports whether a character can be sent as a tone during a call.
func isTone(r rune) bool {
	return r >= '0' && r <= '9' || r == '*' || r == '#'
}
