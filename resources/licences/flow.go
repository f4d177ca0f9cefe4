package licences

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Flowing is the text for a width that is not known: each paragraph and each item of a
// list is one line, whose leading spaces are those that it had beyond the text around
// it. Titles, copyright lines, rules and addresses stay as they are.
func (l Licence) Flowing() string {
	var out []string
	for _, block := range blocks(l.Text) {
		if len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, flow(block)...)
	}
	return strings.Join(out, "\n")
}

// blocks divides a text at its empty lines, and takes away what all of it is indented by.
func blocks(text string) (list [][]string) {
	lines, margin := strings.Split(text, "\n"), -1
	if !slices.ContainsFunc(lines, func(line string) bool { return !strings.HasPrefix(line, "//") }) {
		for i, line := range lines { // the head of a file of source code
			lines[i] = strings.TrimPrefix(line, "//")
		}
	}
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(strings.ReplaceAll(line, "\t", "    "), unicode.IsSpace)
		if n := indent(lines[i]); i > 0 && lines[i] != "" && (margin < 0 || n < margin) {
			margin = n // the first line has lost its own
		}
	}
	var block []string
	for i, line := range append(lines, "") {
		if line == "" && block != nil {
			list, block = append(list, block), nil
		} else if line != "" {
			if line = strings.TrimPrefix(line, strings.Repeat(" ", max(margin, 0))); i == 0 {
				line = strings.TrimSpace(line)
			}
			block = append(block, line)
		}
	}
	return list
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// item begins an item of a list, or a line that never goes on another's.
var item = regexp.MustCompile(`^ *(?:[-*•·#>|]|\(?(?:[0-9]{1,2}(?:\.[0-9]+)*|[a-zA-Z]|[ivx]+)[.)] |Copyright (?:\(|©|[0-9{])|https?:)`)

var word = regexp.MustCompile(`\pL{2}`)

func flow(block []string) []string {
	width := 60 // of the page that the text was broken for
	for _, line := range block {
		width = min(max(width, len(line)), 100)
	}
	out := []string{alone(block[0])}
	for i, line := range block[1:] {
		last := block[i]
		first, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		// A break that no want of room explains was meant. Texts that were broken by
		// hand leave some room.
		meant := len(last)+1+len(first) <= width-12
		if meant || item.MatchString(line) || !word.MatchString(line) || !word.MatchString(last) {
			out = append(out, alone(line))
			continue
		}
		out[len(out)-1] += " " + strings.TrimSpace(line)
	}
	return out
}

// alone is a line as it begins: without the indentation that a page's width was meant
// to explain, and a rule no longer than any width.
func alone(line string) string {
	const centred, short = 12, 24
	if text := strings.TrimSpace(line); indent(line) > centred {
		return text
	} else if len(text) > short && strings.Trim(text, text[:1]) == "" {
		return text[:short]
	}
	return line
}
