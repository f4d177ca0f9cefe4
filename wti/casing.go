package wti

import "encoding/json"

// payload marshals a request's payload with its members written as the dialect
// wants them.
func (d Dialect) payload(in any) (json.RawMessage, error) {
	b, err := json.Marshal(in)
	if err != nil || d.MemberCase != "pascal" {
		return b, err
	}
	t := newTree()
	defer t.release()
	root, err := t.parse(string(b))
	if err != nil {
		return nil, err
	}
	return appendPascal(make([]byte, 0, len(b)), root), nil
}

// appendPascal writes v with the first letter of each member's name upper case.
func appendPascal(b []byte, v value) []byte {
	open, end := byte('{'), byte('}')
	switch v.kind() {
	case kindString:
		return appendString(b, v.node().text)
	case kindNull:
		return append(b, "null"...)
	case kindArray:
		open, end = '[', ']'
	case kindObject:
	default:
		return append(b, v.node().text...)
	}
	b = append(b, open)
	first := true
	for c := range v.children() {
		if !first {
			b = append(b, ',')
		}
		if first = false; open == '{' {
			name := []byte(c.key())
			if len(name) > 0 && name[0] >= 'a' && name[0] <= 'z' {
				name[0] -= 'a' - 'A'
			}
			b = append(appendString(b, string(name)), ':')
		}
		b = appendPascal(b, c)
	}
	return append(b, end)
}
