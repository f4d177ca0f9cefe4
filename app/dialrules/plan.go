package dialrules

import (
	"fmt"
	"slices"
	"strings"
)

// Plan is how numbers are dialled here.
type Plan struct {
	country                       country
	outside, international, trunk string
	internal                      []int
	emergency                     []string
	rewrites                      []rewrite
}

// New makes a plan. The error names the setting that makes no sense.
func New(s Settings) (*Plan, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	p := &Plan{outside: s.OutsideLine, internal: slices.Clone(s.InternalLengths), emergency: slices.Clone(s.Emergency)}
	if err := p.prefixes(s); err != nil {
		return nil, err
	}
	for _, r := range s.Rewrite {
		compiled, err := r.compile()
		if err != nil {
			return nil, err
		}
		p.rewrites = append(p.rewrites, compiled)
	}
	return p, nil
}

// prefixes takes the prefixes from the settings, else from the country.
func (p *Plan) prefixes(s Settings) error {
	p.international, p.trunk = s.InternationalPrefix, s.TrunkPrefix
	if s.Country != "" {
		c, err := lookUp(s.Country)
		if err != nil {
			return err
		}
		p.country = c
		p.international = first(p.international, c.international)
		p.trunk = first(p.trunk, c.trunk)
	}
	if p.trunk == noPrefix {
		p.trunk = ""
	}
	if p.international == "" && (s.Country != "" || p.outside != "") {
		return fmt.Errorf("international_prefix is missing: what is dialled instead of the +")
	}
	return nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Changes reports whether the plan does anything at all.
func (p *Plan) Changes() bool {
	return p.outside != "" || p.international != "" || len(p.rewrites) > 0
}

// Dial tells what is dialled for a number: digits, *, # and a leading +. The
// error says that it is no such number, or that a rule makes none of it.
func (p *Plan) Dial(number string) (Result, error) {
	if !isNumber(number) {
		return Result{}, fmt.Errorf("dial rules: %q is not a number", number)
	}
	if p.isEmergency(number) {
		return Result{Number: number, Rule: Emergency, Shown: number}, nil
	}
	for _, r := range p.rewrites {
		if to, ok := r.apply(number); ok {
			return p.rewritten(number, to, r.name)
		}
	}
	return p.dial(number).bounded()
}

// rewritten goes on with what a rule made of a number.
func (p *Plan) rewritten(number, to, rule string) (Result, error) {
	if !isNumber(to) {
		return Result{}, fmt.Errorf("dial rules: %q makes %q of %s, which is not a number", rule, to, number)
	}
	r := Result{Number: to, Shown: to}
	if strings.HasPrefix(to, "+") {
		r = p.dial(to)
	}
	r.Rule, r.Name = Rewritten, rule
	return r.bounded()
}

// dial applies the prefixes.
func (p *Plan) dial(number string) Result {
	if strings.ContainsAny(number, "*#") {
		return Result{Number: number, Rule: Code, Shown: number}
	}
	if slices.Contains(p.internal, len(number)) && number[0] != '+' {
		return Result{Number: number, Rule: Internal, Shown: number}
	}
	k := p.classify(number)
	if rest, ok := strings.CutPrefix(number, p.outside); ok && p.outside != "" && !k.certain {
		switch {
		case p.isEmergency(rest):
			return Result{Number: number, Rule: Emergency, Shown: p.outside + " " + rest}
		case p.complete(rest):
			return Result{Number: number, Rule: Complete, Shown: p.outside + " " + p.group(p.classify(rest), rest)}
		}
	}
	r := Result{Number: p.outside + k.dialled, Rule: k.rule, Shown: p.group(k, k.dialled)}
	if p.outside != "" && k.rule != Unchanged {
		r.Shown = p.outside + " " + r.Shown
	}
	return r
}

func (p *Plan) isEmergency(number string) bool {
	return slices.Contains(p.emergency, number) || p.country.isEmergency(number)
}
