package wti

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// str reads a string. Without escapes the result shares the frame's memory.
func (p *parser) str() (string, error) {
	p.pos++
	start, ascii := p.pos, true
	for ; p.pos < len(p.s); p.pos++ {
		switch c := p.s[p.pos]; {
		case c == '"':
			s := p.s[start:p.pos]
			p.pos++
			if !ascii {
				s = strings.ToValidUTF8(s, "\uFFFD")
			}
			return s, nil
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			return "", p.fail("control character in a string")
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return "", p.fail("unterminated string")
}

// escaped goes on with a string from its first backslash.
func (p *parser) escaped(start int) (string, error) {
	b := append(make([]byte, 0, len(p.s[start:p.pos])+64), p.s[start:p.pos]...)
	for p.pos < len(p.s) {
		switch c := p.s[p.pos]; {
		case c == '"':
			p.pos++
			return strings.ToValidUTF8(string(b), "\uFFFD"), nil
		case c < ' ':
			return "", p.fail("control character in a string")
		case c == '\\':
			var err error
			if b, err = p.escape(b); err != nil {
				return "", err
			}
		default:
			b = append(b, c)
			p.pos++
		}
	}
	return "", p.fail("unterminated string")
}

func (p *parser) escape(b []byte) ([]byte, error) {
	if p.pos+1 >= len(p.s) {
		return nil, p.fail("unterminated escape")
	}
	c := p.s[p.pos+1]
	if c == 'u' {
		r, ok := p.unicode(p.pos)
		if !ok {
			return nil, p.fail("bad unicode escape")
		}
		p.pos += 6
		if utf16.IsSurrogate(r) {
			low, ok := p.unicode(p.pos)
			pair := utf16.DecodeRune(r, low)
			if ok && pair != utf8.RuneError {
				p.pos += 6
			}
			r = pair
		}
		return utf8.AppendRune(b, r), nil
	}
	i := strings.IndexByte(`"\/bfnrt`, c)
	if i < 0 {
		return nil, p.fail("bad escape")
	}
	p.pos += 2
	return append(b, "\"\\/\b\f\n\r\t"[i]), nil
}

// unicode reads the \uXXXX at byte i.
func (p *parser) unicode(i int) (rune, bool) {
	if i+6 > len(p.s) || p.s[i] != '\\' || p.s[i+1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range []byte(p.s[i+2 : i+6]) {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
