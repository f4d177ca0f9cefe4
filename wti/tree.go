package wti

import (
	"errors"
	"fmt"
	"strings"
	"sync"
)

// kind is the JSON type of a node.
type kind uint8

const (
	kindAbsent kind = iota
	kindNull
	kindBool
	kindNumber
	kindString
	kindObject
	kindArray
)

// node is one JSON value. Children form a list through next.
type node struct {
	key   string // member name when the parent is an object
	text  string // decoded string, number literal, "true" or "false"
	first int32  // first child, 0 = none
	next  int32  // next sibling, 0 = none
	kind  kind
}

// tree holds the nodes of one frame. Servers differ in member case, nesting and
// scalar types (protocol notes §12.1), so frames are read into this light form
// and picked from by tolerant look-ups instead of into fixed structs. Trees are
// pooled; no value of a tree may be used after release, but the strings may.
type tree struct {
	nodes []node // nodes[0] stands for "absent"
}

var trees = sync.Pool{New: func() any { return &tree{nodes: make([]node, 0, 128)} }}

func newTree() *tree {
	t := trees.Get().(*tree)
	t.nodes = append(t.nodes[:0], node{})
	return t
}

// release returns t to the pool, forgetting what it held.
func (t *tree) release() {
	const keep = 4096 // nodes; a rare huge frame is left to the collector
	if cap(t.nodes) > keep {
		return
	}
	clear(t.nodes)
	trees.Put(t)
}

const maxDepth = 64

var errDepth = errors.New("nested too deeply")

// parse reads one JSON text into t and returns its root.
func (t *tree) parse(text string) (value, error) {
	p := parser{t: t, s: text}
	i, err := p.value(0)
	if err != nil {
		return value{}, err
	}
	if p.space(); p.pos < len(p.s) {
		return value{}, p.fail("text after the value")
	}
	return value{t, i}, nil
}

// parser is a recursive-descent reader of RFC 8259 JSON.
type parser struct {
	t   *tree
	s   string
	pos int
}

func (p *parser) fail(what string) error {
	return fmt.Errorf("json: %s at byte %d", what, p.pos)
}

func (p *parser) space() {
	for p.pos < len(p.s) {
		switch p.s[p.pos] {
		case ' ', '\t', '\r', '\n':
			p.pos++
		default:
			return
		}
	}
}

func (p *parser) add(n node) int32 {
	p.t.nodes = append(p.t.nodes, n)
	return int32(len(p.t.nodes) - 1)
}

func (p *parser) value(depth int) (int32, error) {
	if depth > maxDepth {
		return 0, errDepth
	}
	p.space()
	if p.pos >= len(p.s) {
		return 0, p.fail("unexpected end")
	}
	switch c := p.s[p.pos]; {
	case c == '{':
		return p.members(depth, kindObject, '}')
	case c == '[':
		return p.members(depth, kindArray, ']')
	case c == '"':
		s, err := p.str()
		return p.add(node{kind: kindString, text: s}), err
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case strings.HasPrefix(p.s[p.pos:], "true"):
		return p.literal("true", kindBool)
	case strings.HasPrefix(p.s[p.pos:], "false"):
		return p.literal("false", kindBool)
	case strings.HasPrefix(p.s[p.pos:], "null"):
		return p.literal("null", kindNull)
	}
	return 0, p.fail("unexpected character")
}

func (p *parser) literal(word string, k kind) (int32, error) {
	p.pos += len(word)
	n := node{kind: k}
	if k == kindBool {
		n.text = word
	}
	return p.add(n), nil
}

// members reads an object's or an array's inside.
func (p *parser) members(depth int, k kind, end byte) (int32, error) {
	self := p.add(node{kind: k})
	p.pos++
	if p.space(); p.pos < len(p.s) && p.s[p.pos] == end {
		p.pos++
		return self, nil
	}
	for last := int32(0); ; {
		key, err := p.key(k)
		if err != nil {
			return 0, err
		}
		child, err := p.value(depth + 1)
		if err != nil {
			return 0, err
		}
		p.t.nodes[child].key = key
		if last == 0 {
			p.t.nodes[self].first = child
		} else {
			p.t.nodes[last].next = child
		}
		last = child
		p.space()
		switch {
		case p.pos < len(p.s) && p.s[p.pos] == ',':
			p.pos++
		case p.pos < len(p.s) && p.s[p.pos] == end:
			p.pos++
			return self, nil
		default:
			return 0, p.fail("missing comma or end")
		}
	}
}

func (p *parser) key(k kind) (string, error) {
	if k == kindArray {
		return "", nil
	}
	if p.space(); p.pos >= len(p.s) || p.s[p.pos] != '"' {
		return "", p.fail("missing member name")
	}
	key, err := p.str()
	if err != nil {
		return "", err
	}
	if p.space(); p.pos >= len(p.s) || p.s[p.pos] != ':' {
		return "", p.fail("missing colon")
	}
	p.pos++
	return key, nil
}

func (p *parser) number() (int32, error) {
	start := p.pos
	if p.s[p.pos] == '-' {
		p.pos++
	}
	switch whole := p.digits(); {
	case whole == "":
		return 0, p.fail("bad number")
	case len(whole) > 1 && whole[0] == '0':
		return 0, p.fail("number with a leading zero")
	}
	if p.pos < len(p.s) && p.s[p.pos] == '.' {
		p.pos++
		if p.digits() == "" {
			return 0, p.fail("bad fraction")
		}
	}
	if p.pos < len(p.s) && (p.s[p.pos] == 'e' || p.s[p.pos] == 'E') {
		p.pos++
		if p.pos < len(p.s) && (p.s[p.pos] == '+' || p.s[p.pos] == '-') {
			p.pos++
		}
		if p.digits() == "" {
			return 0, p.fail("bad exponent")
		}
	}
	return p.add(node{kind: kindNumber, text: p.s[start:p.pos]}), nil
}

func (p *parser) digits() string {
	start := p.pos
	for p.pos < len(p.s) && p.s[p.pos] >= '0' && p.s[p.pos] <= '9' {
		p.pos++
	}
	return p.s[start:p.pos]
}
