package desktop

import (
	"strings"
	"unicode"
)

// longest is how many characters of a text a message shows.
const longest = 200

// Plain is a text from outside on one line, without characters that control or
// reorder what is read.
func Plain(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case n == longest:
			return b.String() + "…"
		case unicode.IsSpace(r):
			r = ' '
		case !unicode.IsPrint(r):
			continue
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// escape keeps a text from being read as markup (Desktop Notifications
// Specification 1.2, §4).
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;").Replace(s)
}
