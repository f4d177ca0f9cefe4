package wti

import (
	"strings"
	"unicode"
)

// mostText is how much of a display's line is kept, in characters.
const mostText = 60

// displayLines finds the lines of a display that are about a call: those that
// begin with an appearance's letter and an equals sign. Dates, menus and blank
// updates are not (protocol notes §6.2).
func displayLines(text string) map[byte]string {
	lines := make(map[byte]string)
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.TrimSpace(line)
		if len(line) < 2 || line[1] != '=' || line[0] < 'a' || line[0] > 'z' {
			continue
		}
		if rest := oneLine(line[2:]); rest != "" {
			lines[line[0]] = rest
		}
	}
	return lines
}

// oneLine makes one short line of printable characters out of what came from
// outside.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == unicode.ReplacementChar:
			return -1
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > mostText {
		text = string(r[:mostText])
	}
	return text
}

// readDisplay reads who is at the other end, and for which service the call is,
// out of a line of the display: a number where one is shown, else the name. The
// switch writes "NAME to SERVICE", "NAME NUMBER" and the like (protocol notes
// §6.2, §7.2); the rest is guesswork, so nothing depends on it.
func readDisplay(line string) (who, service Party) {
	name, rest, _ := strings.Cut(line, " to ")
	if first, _, _ := strings.Cut(name, " "); strings.EqualFold(first, "conference") {
		return Party{}, Party{}
	}
	who.Number, service.Number = strings.TrimSpace(name), strings.TrimSpace(rest)
	for word := range strings.FieldsSeq(name) {
		if digits := strings.TrimPrefix(word, "+"); len(digits) >= 3 && strings.Trim(digits, "0123456789") == "" {
			who.Number = word
		}
	}
	return who, service
}
