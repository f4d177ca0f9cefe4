package pop

import (
	"errors"
	"fmt"

	"offhook/app/trigger"
)

// Pages are the rules, ready for use.
type Pages struct {
	rules     []Rule
	templates []template
}

// New reads rules. The error names the first one that is wrong, counted from 1.
func New(rules []Rule) (*Pages, error) {
	if len(rules) > mostRules {
		return nil, fmt.Errorf("%d rules: use %d at most", len(rules), mostRules)
	}
	p := &Pages{rules: rules}
	for i, r := range rules {
		if err := r.about().Check(Triggers()); err != nil {
			return nil, fmt.Errorf("rule %d: %w", i+1, err)
		}
		t, err := parse(r.URL)
		if err != nil {
			return nil, fmt.Errorf("rule %d: url %q: %w", i+1, r.URL, err)
		}
		p.templates = append(p.templates, t)
	}
	return p, nil
}

// Page is what one rule makes of a call.
type Page struct {
	Rule int    // counted from 1
	URL  string // empty with Err
	// Err says why the rule opens nothing, one of the errors below.
	Err error
}

// Why a rule that fits opens no page.
var (
	// ErrNothingKnown: the call has none of the data that the address asks for.
	ErrNothingKnown = errors.New("the call has none of the data in the address")
	// ErrClimbs: the data would lead out of the address's folder.
	ErrClimbs = errors.New("the call's data would change the folder of the address")
	// ErrTooLong: the address has more than 8000 bytes.
	ErrTooLong = errors.New("the address becomes too long")
)

// For are the pages of the rules that fit, in their order, each address once.
func (p *Pages) For(t trigger.Trigger, c trigger.Call) (pages []Page) {
	seen := map[string]bool{}
	for i, r := range p.rules {
		if !r.about().Fits(t, c) {
			continue
		}
		address, err := p.templates[i].fill(c)
		if err == nil && seen[address] {
			continue
		}
		seen[address] = true
		pages = append(pages, Page{Rule: i + 1, URL: address, Err: err})
	}
	return pages
}
