package app

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// mostShown is how many characters of a text from outside are shown.
const mostShown = 160

// Plain makes a text from outside safe to show on one line: no control or
// formatting characters (which could reorder what is read, or speak to a
// terminal), no line breaks, at most 160 characters and an ellipsis.
func Plain(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n == mostShown {
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

// Elapsed formats how long ago since was: "0:07", "12:34", "1:02:03". A zero
// since gives "".
func Elapsed(now, since time.Time) string {
	if since.IsZero() {
		return ""
	}
	s := max(0, int(now.Sub(since).Round(100*time.Millisecond)/time.Second))
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// WithReason appends a reason from outside to a word: "AUX · Lunch".
func WithReason(word, reason string) string {
	if reason = Plain(reason); reason == "" {
		return word
	}
	return word + " · " + reason
}
