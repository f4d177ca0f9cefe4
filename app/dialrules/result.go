package dialrules

import (
	"fmt"
	"strings"
)

// Rule is why a number is dialled as it is.
type Rule int

// The rules, in the order in which they are tried.
const (
	Unchanged     Rule = iota // nothing says anything about it
	Emergency                 // never changed
	Rewritten                 // by a rule of the administrator's
	Code                      // with * or #: a feature access code
	Internal                  // of an internal number's length
	Complete                  // has the outside line already
	International             // in another country
	National                  // in this country, with its area code
	Local                     // without area code
)

// Result is what is dialled, and why. Comparable.
type Result struct {
	Number string // digits, *, #, and a leading + where nothing takes its place
	Rule   Rule
	Name   string // of the rule that rewrote it, else empty
	Shown  string // Number in groups, to be read; "9 1 555 123 4567"
}

// bounded refuses what has grown too long, and shows a number plainly where
// grouping lost a digit.
func (r Result) bounded() (Result, error) {
	if len(r.Number) > mostDigits {
		return Result{}, fmt.Errorf("dial rules: %s is longer than %d digits", r.Number, mostDigits)
	}
	if strings.ReplaceAll(r.Shown, " ", "") != r.Number {
		r.Shown = r.Number
	}
	return r, nil
}
