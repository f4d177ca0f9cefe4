package lookup

import (
	"strings"
	"unicode"
)

// mostWords bounds a search; more words than that are ignored.
const mostWords = 8

// mostText bounds a text from outside, in characters.
const mostText = 200

// Text joins what a search looks at. A word of Words is in the entry when the
// result contains it.
func Text(number string, others ...string) string {
	return strings.ToLower(strings.Join(append([]string{Bare(number)}, others...), "\n"))
}

// Words are the parts of a search, each of which has to be found. Words that are
// numbers lose what differs from spelling to spelling, as in Bare.
func Words(search string) []string {
	var found []string
	for _, w := range strings.Fields(strings.ToLower(Bounded(search))) {
		if found = append(found, Bare(w)); len(found) == mostWords {
			break
		}
	}
	return found
}

// Where is the SQL clause, and its arguments, for rows whose column holds each
// word of a search, and where only is not empty for those of which it is true.
// Both are names in our own statements, never what somebody typed.
func Where(column, search, only string) (string, []any) {
	var parts []string
	var args []any
	if only != "" {
		parts = append(parts, only)
	}
	for _, w := range Words(search) {
		parts, args = append(parts, "instr("+column+", ?) > 0"), append(args, w)
	}
	if len(parts) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(parts, " AND "), args
}

// Bounded makes a text from outside valid UTF-8 of 200 characters at most.
func Bounded(s string) string {
	s = strings.ToValidUTF8(s, "�")
	if r := []rune(s); len(r) > mostText {
		return string(r[:mostText])
	}
	return s
}

// IsNumber reports whether a text can only be meant as a telephone number.
func IsNumber(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune("+-/().", r):
			return false
		}
	}
	return digits > 0
}

// Bare reduces a number to what is the same in every spelling: its digits
// without the marks between them and without zeros or a + in front. One of
// zeros alone keeps them; what is no number stays as it is.
func Bare(s string) string {
	if !IsNumber(s) {
		return s
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ReplaceAll(s, "(0)", ""))
	if bare := strings.TrimLeft(digits, "0"); bare != "" {
		return bare
	}
	if digits == "" {
		return s
	}
	return digits
}
