package wti

import (
	"iter"
	"math"
	"strconv"
	"strings"
)

// value is a place in a tree; the zero value is "absent". Every look-up on an
// absent value gives an absent value, so chains need no checks.
type value struct {
	t *tree
	i int32
}

// absent is what an absent value points to. It is never written.
var absent node

func (v value) node() *node {
	if v.i == 0 {
		return &absent
	}
	return &v.t.nodes[v.i]
}

func (v value) kind() kind  { return v.node().kind }
func (v value) key() string { return v.node().key }

// present says that v is there and not null.
func (v value) present() bool { return v.kind() > kindNull }

// children yields the members of an object or the elements of an array.
func (v value) children() iter.Seq[value] {
	return func(yield func(value) bool) {
		for i := v.node().first; i != 0; i = v.t.nodes[i].next {
			if !yield(value{v.t, i}) {
				return
			}
		}
	}
}

// only returns the single child of v, absent when there are none or several.
func (v value) only() value {
	i := v.node().first
	if i == 0 || v.t.nodes[i].next != 0 {
		return value{}
	}
	return value{v.t, i}
}

// member finds a member by its exact name, then whatever its case. An array of
// one is looked through (protocol notes §12.1.5).
func (v value) member(name string) value {
	if v.kind() == kindArray {
		v = v.only()
	}
	if v.kind() != kindObject {
		return value{}
	}
	found, nodes := value{}, v.t.nodes
	for i := nodes[v.i].first; i != 0; i = nodes[i].next {
		key := nodes[i].key
		switch {
		case len(key) != len(name): // names are ASCII, folding keeps their length
		case key == name:
			return value{v.t, i}
		case found.i == 0 && strings.EqualFold(key, name):
			found = value{v.t, i}
		}
	}
	return found
}

// get returns the first member of these names that is present.
func (v value) get(names ...string) value {
	for _, name := range names {
		if m := v.member(name); m.present() {
			return m
		}
	}
	return value{}
}

// path follows one member after another.
func (v value) path(names ...string) value {
	for _, name := range names {
		v = v.member(name)
	}
	return v
}

// has says whether v has one of these members, even if it is null.
func (v value) has(names ...string) bool {
	for _, name := range names {
		if v.member(name).i != 0 {
			return true
		}
	}
	return false
}

// inner reads a JSON text inside a string, at most three levels deep (protocol
// notes §1.4). Other values and texts come back as they are.
func (v value) inner() value {
	for range 3 {
		if v.kind() != kindString {
			break
		}
		s := strings.TrimSpace(v.node().text)
		if !strings.HasPrefix(s, "{") && !strings.HasPrefix(s, "[") && !strings.HasPrefix(s, `"`) {
			break
		}
		in, err := v.t.parse(s)
		if err != nil {
			break
		}
		v = in
	}
	return v
}

// text reads any scalar as text: numbers and booleans as written, the text part
// of an object made from XML with attributes, an array of one.
func (v value) text() string {
	for range 4 {
		switch v.kind() {
		case kindString:
			return strings.TrimSpace(v.node().text)
		case kindNumber, kindBool:
			return v.node().text
		case kindArray:
			v = v.only()
		case kindObject:
			v = v.get("value", "#text", "content", "$", "_", "text")
		default:
			return ""
		}
	}
	return ""
}

// number reads a whole number from a number or a text.
func (v value) number() (int, bool) {
	s := v.text()
	if n, err := strconv.Atoi(s); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > math.MaxInt32 {
		return 0, false
	}
	return int(f), true
}

// flag reads a boolean from a boolean, a text or a number.
func (v value) flag() (set, ok bool) {
	switch strings.ToLower(v.text()) {
	case "true", "1", "yes", "on":
		return true, true
	case "false", "0", "no", "off":
		return false, true
	}
	return false, false
}

// items yields the entries of a list in any of its forms: an array, one object,
// an object around either, null. A value that has one of the marks is an entry
// itself and not a wrapper (protocol notes §0.4, §12.1.5).
func (v value) items(marks ...string) iter.Seq[value] {
	return func(yield func(value) bool) {
		v := v.inner()
		for range 3 {
			if v.kind() != kindObject || v.has(marks...) {
				break
			}
			in := v.only()
			if in.kind() != kindArray && in.kind() != kindObject {
				break
			}
			v = in
		}
		switch v.kind() {
		case kindArray:
			for item := range v.children() {
				if in := item.only(); item.kind() == kindObject && !item.has(marks...) && in.kind() == kindObject {
					item = in
				}
				if !yield(item) {
					return
				}
			}
		case kindObject:
			if v.node().first != 0 {
				yield(v)
			}
		case kindString, kindNumber, kindBool:
			yield(v)
		}
	}
}

// find looks for a member by name at any depth, nearest first.
func (v value) find(name string) value {
	if m := v.get(name); m.present() {
		return m
	}
	for c := range v.children() {
		if m := c.find(name); m.present() {
			return m
		}
	}
	return value{}
}

// private finds Avaya's private data by name. Toolkits drop one level or
// another of extensions.privateData.private (protocol notes §0.7), and may drop
// the name itself: then the innermost container is the data.
func (v value) private(name string) value {
	c, inside := v, false
	for range 6 {
		if m := c.get(name); m.present() {
			return m.inner()
		}
		next := c.get("extensions", "extension", "privateData", "private").inner()
		if next.kind() == kindArray {
			next = next.only()
		}
		if next.kind() != kindObject {
			break
		}
		c, inside = next, true
	}
	if inside {
		return c
	}
	return value{}
}
