package textmode

import (
	"slices"
	"strings"
	"unicode"
)

// editor is a line of text that is being typed.
type editor struct {
	text []rune
	at   int // the cursor is before this character
}

func newEditor(text string) editor {
	r := []rune(text)
	return editor{text: r, at: len(r)}
}

func (e *editor) value() string { return string(e.text) }

// insert puts typed or pasted text in; control characters stay out.
func (e *editor) insert(s string) {
	r := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s))
	e.text = slices.Insert(e.text, e.at, r...)
	e.at += len(r)
}

// key does what an editing key does, and reports whether it is one.
func (e *editor) key(name string) bool {
	switch name {
	case "left", "ctrl+b":
		e.at = max(0, e.at-1)
	case "right", "ctrl+f":
		e.at = min(len(e.text), e.at+1)
	case "home", "ctrl+a":
		e.at = 0
	case "end", "ctrl+e":
		e.at = len(e.text)
	case "backspace", "ctrl+h":
		if e.at > 0 {
			e.at--
			e.text = slices.Delete(e.text, e.at, e.at+1)
		}
	case "delete", "ctrl+d":
		if e.at < len(e.text) {
			e.text = slices.Delete(e.text, e.at, e.at+1)
		}
	case "ctrl+u":
		e.text, e.at = slices.Clone(e.text[e.at:]), 0
	case "ctrl+k":
		e.text = slices.Clone(e.text[:e.at])
	default:
		return false
	}
	return true
}
