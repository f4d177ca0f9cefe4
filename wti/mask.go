package wti

import (
	"encoding/json"
	"strings"
)

// frame masks the secrets of a JSON text: by the members' names, also inside
// strings that hold JSON, and by the values that are known to be secret. What
// cannot be read is not shown.
func (r *redactor) frame(text string) []byte {
	t := newTree()
	defer t.release()
	root, err := t.parse(text)
	if err != nil {
		b, _ := json.Marshal("unreadable frame: " + err.Error())
		return b
	}
	return r.write(make([]byte, 0, len(text)), root)
}

func (r *redactor) write(b []byte, v value) []byte {
	switch v.kind() {
	case kindObject:
		return r.writeList(b, v, '{', '}')
	case kindArray:
		return r.writeList(b, v, '[', ']')
	case kindString:
		if in := v.inner(); in.kind() == kindObject || in.kind() == kindArray {
			return appendString(b, string(r.write(nil, in)))
		}
		return appendString(b, r.text(v.node().text))
	case kindNull:
		return append(b, "null"...)
	}
	if s := v.node().text; r.text(s) != s {
		return appendString(b, mask)
	}
	return append(b, v.node().text...)
}

func (r *redactor) writeList(b []byte, v value, open, end byte) []byte {
	b = append(b, open)
	first := true
	for c := range v.children() {
		if !first {
			b = append(b, ',')
		}
		first = false
		if open == '{' {
			b = append(appendString(b, r.text(c.key())), ':')
			if c.present() && (secretMember(c.key()) || dialPad(c)) {
				b = appendString(b, mask)
				continue
			}
		}
		b = r.write(b, c)
	}
	return append(b, end)
}

// secretMember says that a member's value must not be shown: credentials, keys
// and digits that somebody typed, which may be a PIN.
func secretMember(name string) bool {
	s := strings.ToLower(name)
	for _, w := range []string{"password", "token", "securitycode", "authorization", "secret",
		"characterstosend", "authcode", "bearer", "tonedetected", "tonestosend", "digitsdialed", "dialingsequence"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return s == "digits" || s == "tones" || s == "digitsdetected" ||
		strings.HasSuffix(s, "key") || strings.HasSuffix(s, "keys") || strings.HasSuffix(s, "salt")
}

// dialPad says that a member names a key of the dial pad, which is how digits
// are typed in first-party control (protocol notes §5.8, §6.3).
func dialPad(v value) bool {
	if !strings.EqualFold(v.key(), "button") || v.kind() == kindObject || v.kind() == kindArray {
		return false
	}
	n, ok := v.number()
	return ok && n >= 0 && n < 0x100
}

func appendString(b []byte, s string) []byte {
	if plain(s) {
		b = append(b, '"')
		b = append(b, s...)
		return append(b, '"')
	}
	q, _ := json.Marshal(s) // a string always marshals
	return append(b, q...)
}

// plain says that a string needs no escape in JSON.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}
