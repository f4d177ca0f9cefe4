package wti

import (
	"encoding/json"
	"io"
	"strings"
	"sync"
	"time"
)

// tracer writes one line of JSON per frame: {"time":…,"dir":"in"|"out",
// "frame":…}. Secrets are masked by the members' names, also inside strings that
// hold JSON, and by their values.
type tracer struct {
	redact *redactor

	mu sync.Mutex // guards out
	// out is where lines go, nil for no trace.
	out io.Writer
}

func (t *tracer) frame(dir, text string) {
	if t.out == nil {
		return
	}
	line := append(make([]byte, 0, len(text)+100), `{"time":"`...)
	line = time.Now().AppendFormat(line, time.RFC3339Nano)
	line = append(line, `","dir":"`+dir+`","frame":`...)
	line = append(line, t.redact.frame(text)...)
	line = append(line, '}', '\n')
	t.mu.Lock()
	defer t.mu.Unlock()
	_, _ = t.out.Write(line)
}

// frame masks the secrets of a JSON text. What cannot be read is not shown.
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
			b = append(appendString(b, c.key()), ':')
			if secretMember(c.key()) && c.present() {
				b = appendString(b, mask)
				continue
			}
		}
		b = r.write(b, c)
	}
	return append(b, end)
}

// secretMember says that a member's value must not be shown.
func secretMember(name string) bool {
	s := strings.ToLower(name)
	for _, w := range []string{"password", "token", "securitycode", "authorization", "secret", "charactersToSend", "authcode", "bearer", "digitsdialed", "dialingsequence"} {
		if strings.Contains(s, strings.ToLower(w)) {
			return true
		}
	}
	return s == "digits" || s == "tones" || s == "tonedetected" || strings.HasSuffix(s, "key") || strings.HasSuffix(s, "keys") || strings.HasSuffix(s, "salt")
}

func appendString(b []byte, s string) []byte {
	q, _ := json.Marshal(s) // a string always marshals
	return append(b, q...)
}
