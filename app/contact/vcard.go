package contact

import (
	"io"
	"mime/quotedprintable"
	"slices"
	"strings"
	"unicode/utf8"
)

// favouriteCategory marks favourites in the vCards that we write.
const favouriteCategory = "Favourite"

// card is a vCard while it is read.
type card struct {
	line       int // of its BEGIN
	full, name string
	company    string
	favourite  bool
	numbers    []Entry
	lines      []int // of numbers
}

// readVCards reads vCards of the versions 2.1 to 4.0 (RFC 6350, RFC 2426).
func readVCards(text string, dialable func(string) (string, error)) Result {
	var res Result
	var c *card
	for p := range properties(text) {
		switch {
		case p.name == "BEGIN" && strings.EqualFold(p.value, "VCARD"):
			if c != nil {
				res.skip(c.line, "the card has no end")
			}
			c = &card{line: p.line}
		case c == nil:
			if p.name != "" || strings.TrimSpace(p.value) != "" {
				res.skip(p.line, "outside of any card")
			}
		case p.name == "END" && strings.EqualFold(p.value, "VCARD"):
			c.take(&res, dialable)
			c = nil
		default:
			c.set(p)
		}
	}
	if c != nil {
		res.skip(c.line, "the card has no end")
	}
	return res
}

// set takes over one property.
func (c *card) set(p property) {
	switch p.name {
	case "FN":
		if c.full == "" {
			c.full = unescape(p.value)
		}
	case "N":
		if parts := splitEscaped(p.value, ';'); c.name == "" {
			first := ""
			if len(parts) > 1 {
				first = unescape(parts[1])
			}
			c.name = strings.TrimSpace(first + " " + unescape(parts[0]))
		}
	case "ORG":
		c.company = unescape(splitEscaped(p.value, ';')[0])
	case "CATEGORIES":
		c.favourite = c.favourite || slices.ContainsFunc(splitEscaped(p.value, ','), func(s string) bool {
			return strings.EqualFold(strings.TrimSpace(s), favouriteCategory)
		})
	case "TEL":
		if !slices.ContainsFunc(p.types, func(t string) bool { return t == "fax" || t == "pager" || t == "modem" }) {
			c.numbers = append(c.numbers, Entry{Label: p.label(), Number: unescape(p.value)})
			c.lines = append(c.lines, p.line)
		}
	}
}

func (c *card) take(res *Result, dialable func(string) (string, error)) {
	name := c.full
	if name == "" {
		name = c.name
	}
	for i, n := range c.numbers {
		n.Name, n.Company, n.Favourite = name, c.company, c.favourite
		res.add(c.lines[i], n, dialable)
	}
	if len(c.numbers) == 0 {
		res.skip(c.line, "%q has no number", clip(name))
	}
}

// property is one line of a vCard.
type property struct {
	line  int
	name  string // upper case, without its group
	types []string
	value string
}

// label is the kind of number that an agent cares about.
func (p property) label() string {
	for _, t := range []string{"cell", "work", "home", "main"} {
		if slices.Contains(p.types, t) {
			if t == "cell" {
				return "mobile"
			}
			return t
		}
	}
	return ""
}

// properties are the lines of a text, folded ones joined.
func properties(text string) func(func(property) bool) {
	return func(yield func(property) bool) {
		lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
		for i := 0; i < len(lines); {
			at := i + 1
			var whole strings.Builder
			whole.WriteString(lines[i])
			soft := isQuotedPrintable(lines[i])
			for i++; i < len(lines); i++ {
				next := lines[i]
				if soft && strings.HasSuffix(lines[i-1], "=") {
					whole.WriteString("\r\n" + next) // a soft break of quoted-printable
				} else if next != "" && (next[0] == ' ' || next[0] == '\t') {
					whole.WriteString(next[1:])
				} else {
					break
				}
			}
			if line := whole.String(); strings.TrimSpace(line) != "" && !yield(parse(line, at)) {
				return
			}
		}
	}
}

func isQuotedPrintable(line string) bool {
	head, _, _ := strings.Cut(line, ":")
	return strings.Contains(strings.ToUpper(head), "QUOTED-PRINTABLE")
}

// longestHead bounds a property's name with its parameters, in bytes.
const longestHead = 1000

// parse splits a line into name, parameters and value. A colon or semicolon
// between quotation marks does not count.
func parse(line string, at int) property {
	quoted, colon := false, -1
	for i := 0; i < len(line) && colon < 0; i++ {
		switch line[i] {
		case '"':
			quoted = !quoted
		case ':':
			if !quoted {
				colon = i
			}
		}
	}
	if colon < 0 || colon > longestHead {
		return property{line: at, value: line}
	}
	head := splitQuoted(line[:colon], ';')
	p := property{line: at, name: strings.ToUpper(strings.TrimSpace(head[0])), value: line[colon+1:]}
	if i := strings.LastIndexByte(p.name, '.'); i >= 0 {
		p.name = p.name[i+1:]
	}
	charset := ""
	for _, param := range head[1:] {
		key, value, has := strings.Cut(param, "=")
		if !has { // version 2.1 leaves TYPE= out
			key, value = "TYPE", param
		}
		switch strings.ToUpper(strings.TrimSpace(key)) {
		case "TYPE":
			p.types = append(p.types, strings.Split(strings.ToLower(strings.Trim(value, `"`)), ",")...)
		case "CHARSET":
			charset = strings.ToUpper(value)
		}
	}
	if isQuotedPrintable(line) {
		p.value = fromQuotedPrintable(p.value, charset)
	}
	p.value = strings.TrimSpace(p.value)
	return p
}

func fromQuotedPrintable(s, charset string) string {
	data, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(s)))
	if err != nil && len(data) == 0 {
		return s
	}
	if charset != "UTF-8" && !utf8.Valid(data) {
		return latin(data)
	}
	return string(data)
}

// splitQuoted splits at a separator that is not between quotation marks.
func splitQuoted(s string, sep byte) (parts []string) {
	quoted, from := false, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == sep && !quoted:
			parts, from = append(parts, s[from:i]), i+1
		}
	}
	return append(parts, s[from:])
}

// splitEscaped splits at a separator that has no backslash in front.
func splitEscaped(s string, sep byte) (parts []string) {
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case sep:
			parts, from = append(parts, s[from:i]), i+1
		}
	}
	return append(parts, s[from:])
}

// unescape takes the backslashes of RFC 6350 §3.4 away.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		if i++; s[i] == 'n' || s[i] == 'N' {
			b.WriteByte(' ')
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
