package history

import (
	"strings"
	"unicode"
)

// mostWords bounds a search; more words than that are ignored.
const mostWords = 8

// searchText is what a search looks at.
func searchText(c Call) string {
	return strings.ToLower(strings.Join([]string{bareNumber(c.Number), c.Name, c.Service}, "\n"))
}

// words are the parts of a search, each of which has to be found. Words that are
// numbers lose what differs from spelling to spelling: marks between the digits,
// and the 0, 00 or + in front.
func words(search string) []string {
	var found []string
	for _, w := range strings.Fields(strings.ToLower(bounded(search))) {
		if n := bareNumber(w); isNumber(w) && n != "" {
			w = n
		}
		if found = append(found, w); len(found) == mostWords {
			break
		}
	}
	return found
}

// isNumber reports whether a text can only be meant as a telephone number.
func isNumber(s string) bool {
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

// bareNumber reduces a number to what is the same in every spelling: its digits
// without zeros in front, unless there is nothing else. Masked ones and those
// with letters stay as they are.
func bareNumber(s string) string {
	if !isNumber(s) {
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
	return digits
}
