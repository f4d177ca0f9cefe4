package hotkeys

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// chord is what is held, and a key.
type chord struct {
	super, ctrl, alt, shift bool
	key                     string // as Fyne names it
}

// parseChord reads a chord. It reports false for what is none.
func parseChord(text string) (c chord, ok bool) {
	parts := strings.Split(text, "+")
	for _, p := range parts[:len(parts)-1] {
		switch p {
		case "Super":
			c.super = true
		case "Ctrl":
			c.ctrl = true
		case "Alt":
			c.alt = true
		case "Shift":
			c.shift = true
		default:
			return chord{}, false
		}
	}
	c.key = parts[len(parts)-1]
	return c, c.key != ""
}

// keysyms are X's numbers of keys that are no characters, by Fyne's names
// (keysymdef.h).
var keysyms = map[string]uint32{
	"Space": 0x20, "BackSpace": 0xff08, "Tab": 0xff09, "Return": 0xff0d, "Escape": 0xff1b, "Delete": 0xffff, "Insert": 0xff63,
	"Home": 0xff50, "Left": 0xff51, "Up": 0xff52, "Right": 0xff53, "Down": 0xff54, "Prior": 0xff55, "Next": 0xff56, "End": 0xff57,
	"KP_Enter": 0xff8d,
}

// keysymNames are the names in keysymdef.h of characters, which portals want.
var keysymNames = map[string]string{
	"Space": "space", "Prior": "Page_Up", "Next": "Page_Down", "'": "apostrophe", ",": "comma", "-": "minus", ".": "period", "/": "slash",
	`\`: "backslash", "[": "bracketleft", "]": "bracketright", ";": "semicolon", "=": "equal", "*": "asterisk", "`": "grave",
}

// keysym is X's number of the key, 0 when it has none.
func (c chord) keysym() uint32 {
	if s := keysyms[c.key]; s != 0 {
		return s
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(c.key, "F")); err == nil && len(c.key) > 1 && c.key[0] == 'F' && n >= 1 && n <= 24 {
		return 0xffbe + uint32(n-1)
	}
	r, size := utf8.DecodeRuneInString(c.key)
	if size != len(c.key) || r == utf8.RuneError {
		return 0
	}
	if r = unicode.ToLower(r); r > 0xff {
		return 0x01000000 | uint32(r)
	}
	return uint32(r) // Latin-1 is itself
}

// trigger is the chord in the words of the Shortcuts specification of
// freedesktop.org, which portals take.
func (c chord) trigger() string {
	var b strings.Builder
	for _, m := range []struct {
		held bool
		name string
	}{{c.super, "LOGO+"}, {c.ctrl, "CTRL+"}, {c.alt, "ALT+"}, {c.shift, "SHIFT+"}} {
		if m.held {
			b.WriteString(m.name)
		}
	}
	switch name := keysymNames[c.key]; {
	case name != "":
		b.WriteString(name)
	case len(c.key) == 1:
		b.WriteString(strings.ToLower(c.key))
	default:
		b.WriteString(c.key)
	}
	return b.String()
}
