package dialrules

import "strings"

// kind is what a number is, read without an outside line.
type kind struct {
	rule    Rule
	dialled string // without the outside line
	// certain says that a number of this kind and length exists.
	certain bool
	global  string // country code and number, empty when not known
}

// classify reads a number that is not internal.
func (p *Plan) classify(number string) kind {
	if global, ok := p.global(number); ok {
		return p.classifyGlobal(global)
	}
	c := p.country
	switch {
	case number[0] == '+': // nothing takes its place
		return kind{rule: Unchanged, dialled: number}
	case c.code == "" && p.outside == "":
		return kind{rule: Unchanged, dialled: number}
	case c.code == "":
		return kind{rule: Local, dialled: number}
	case c.code == northAmerica && len(number) == nationalLength:
		return p.national(number)
	case p.trunk == "":
		return p.national(number)
	}
	if national, ok := strings.CutPrefix(number, p.trunk); ok && national != "" {
		return p.national(national)
	}
	return kind{rule: Local, dialled: number, global: c.code + number}
}

// global is the number behind a + or what stands for it.
func (p *Plan) global(number string) (string, bool) {
	if p.international == "" {
		return "", false
	}
	rest, ok := strings.CutPrefix(number, "+")
	if !ok {
		rest, ok = strings.CutPrefix(number, p.international)
	}
	return rest, ok && rest != ""
}

func (p *Plan) classifyGlobal(global string) kind {
	if c := p.country.code; c != "" && strings.HasPrefix(global, c) && len(global) > len(c) {
		return p.national(global[len(c):])
	}
	return kind{rule: International, dialled: p.international + global, certain: possible(global), global: global}
}

// national is a number of this country, without the trunk prefix.
func (p *Plan) national(number string) kind {
	global := p.country.code + number
	return kind{rule: National, dialled: p.trunk + number, certain: possible(global), global: global}
}

// North America has one length for all, and its trunk prefix is also the
// country code, so that numbers are told apart by length.
const (
	northAmerica   = "1"
	nationalLength = 10
	localLength    = 7
)

// complete reports whether what follows the outside line is a number that
// is dialled through it: then the line was given along with it. Where that
// cannot be told from a local number, it is one.
func (p *Plan) complete(rest string) bool {
	if rest == "" || rest[0] == '+' {
		return false
	}
	if global, ok := p.global(rest); ok && possible(global) {
		return true
	}
	if p.country.code == northAmerica {
		n := len(rest)
		return n == nationalLength || n == localLength || n == nationalLength+1 && rest[0] == '1'
	}
	national, ok := strings.CutPrefix(rest, p.trunk)
	return ok && p.country.code != "" && valid(p.country.code+national)
}
