package app

import (
	"errors"
	"fmt"

	"offhook/app/dialrules"
	"offhook/resources/lang"
)

// errDialRule says that a rule of the administrator's makes no number.
var errDialRule = errors.New("a dial rule makes no number of it")

// DialPreview is what would be dialled for a text. Comparable.
type DialPreview struct {
	Number string // what the switch would be asked to dial; empty when nothing
	Shown  string // Number in groups
	Rules  bool   // there are rules at all
	Why    string // the rule's name, translated; empty where no rule says anything
	// Problem says why nothing would be dialled although it is a number, translated.
	Problem string
}

// WouldDial tells what a number in any usual spelling, or a link, would have the
// switch dial. It is safe for concurrent use and does no I/O.
func (a *App) WouldDial(text string) DialPreview {
	number, err := Dialable(text)
	rules := a.plan.Changes()
	if err != nil {
		return DialPreview{Rules: rules}
	}
	r, err := a.plan.Dial(number)
	if err != nil {
		return DialPreview{Rules: rules, Problem: lang.X("dial.rule.problem", "A dial rule makes no number of this.")}
	}
	v := DialPreview{Number: r.Number, Shown: r.Shown, Rules: rules}
	if rules {
		v.Why = ruleName(r)
	}
	return v
}

// Pretty groups a number to be read; one that is not full stays as it is. It is
// safe for concurrent use.
func (a *App) Pretty(number string) string { return a.plan.Pretty(number) }

// ruleName is what a rule is called.
func ruleName(r dialrules.Result) string {
	switch r.Rule {
	case dialrules.Emergency:
		return lang.X("dial.rule.emergency", "Emergency number, never changed")
	case dialrules.Rewritten:
		return r.Name
	case dialrules.Code:
		return lang.X("dial.rule.code", "Feature code")
	case dialrules.Internal:
		return lang.X("dial.rule.internal", "Internal number")
	case dialrules.Complete:
		return lang.X("dial.rule.complete", "Outside line is already there")
	case dialrules.International:
		return lang.X("dial.rule.international", "International number")
	case dialrules.National:
		return lang.X("dial.rule.national", "National number")
	case dialrules.Local:
		return lang.X("dial.rule.local", "Local number")
	}
	return ""
}

// dialled is what the switch is asked to dial for a text.
func (a *App) dialled(text string) (string, error) {
	number, err := Dialable(text)
	if err != nil {
		return "", err
	}
	r, err := a.plan.Dial(number)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errDialRule, err)
	}
	return r.Number, nil
}

// planOf makes the plan of the settings. Those in a file have been checked.
func planOf(s dialrules.Settings) (*dialrules.Plan, error) {
	plan, err := dialrules.New(s)
	if err != nil {
		plan, _ = dialrules.New(dialrules.Settings{Emergency: dialrules.DefaultEmergency()})
	}
	return plan, err
}
