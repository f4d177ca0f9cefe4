package tel

import (
	"fmt"
	"strings"
)

// separators make numbers readable and are not dialled: those of RFC 3966
// §5.1.1, and the blanks, dashes and slashes that people use for the same.
const separators = "-.()/ \u00a0\u2002\u2003\u2009\u202f\u2010\u2011\u2012\u2013\u2212"

// reading is a number on its way from text to digits.
type reading struct {
	out   strings.Builder
	tones bool // A to D are part of it
	after strings.Builder
	pause bool // the digits are over; what follows is sent later
}

// read takes the characters of a number. letters says that pauses may be
// written p and w, and that tones A to D may be part of a local number, as in a
// URI.
func read(s string, letters bool) (digits, after string, err error) {
	if strings.HasPrefix(strings.TrimLeft(s, "( "), "+") {
		s = withoutTrunk(s)
	}
	var r reading
	for _, c := range s {
		if !r.take(c, letters) {
			return "", "", fmt.Errorf("%w: %q", ErrNotNumber, c)
		}
	}
	digits, after = r.out.String(), strings.TrimRight(r.after.String(), "pw")
	if strings.HasPrefix(digits, "+") && (r.tones || strings.ContainsAny(digits, "*#")) && letters {
		return "", "", fmt.Errorf("%w: a global number has digits alone", ErrNotNumber)
	}
	return digits, after, nil
}

// take takes one character and reports whether it belongs into a number.
func (r *reading) take(c rune, letters bool) bool {
	to := &r.out
	if r.pause {
		to = &r.after
	}
	switch {
	case c >= '0' && c <= '9', c == '*', c == '#':
		to.WriteRune(c)
	case c == '+' && r.out.Len() == 0:
		to.WriteRune(c)
	case c == ',' || letters && strings.ContainsRune("pPwW", c):
		return r.takePause(c)
	case letters && strings.ContainsRune("abcdABCD", c):
		r.tones = r.tones || !r.pause
		to.WriteString(strings.ToUpper(string(c)))
	default:
		return strings.ContainsRune(separators, c)
	}
	return true
}

// takePause begins what is sent later; before the first digit there is nothing
// to wait for.
func (r *reading) takePause(c rune) bool {
	if r.out.Len() == 0 {
		return false
	}
	r.pause = true
	if c == 'w' || c == 'W' {
		r.after.WriteByte('w')
	} else {
		r.after.WriteByte('p')
	}
	return true
}

// withoutTrunk drops the national zero in brackets behind a country code, as in
// "+49 (0)30". In Italy the zero is part of the number.
func withoutTrunk(s string) string {
	zero := ""
	if strings.HasPrefix(strings.TrimLeft(s, "(+ "), "39") {
		zero = "0"
	}
	return strings.Replace(s, "(0)", zero, 1)
}
