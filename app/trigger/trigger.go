package trigger

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Trigger is what happens to a call.
type Trigger string

// The triggers. A call begins with Ring and ends with one of Missed, End and
// Dropped, each at most once.
const (
	Ring     Trigger = "ring"     // it rings here, or we call
	Answer   Trigger = "answer"   // both ends talk, for the first time
	Hold     Trigger = "hold"     // we put it on hold
	Retrieve Trigger = "retrieve" // we took it back
	Missed   Trigger = "missed"   // it rang here and nobody took it
	End      Trigger = "end"      // it is over after both ends talked
	Dropped  Trigger = "dropped"  // it is over before: declined, sent on, or nobody was reached
)

// The directions of a call, and of a rule.
const (
	In  = "in"
	Out = "out"
	Any = "any"
)

// Rule says which calls something is about.
type Rule struct {
	On        []Trigger
	Service   string // number of VDN or skill, or the administrator's name; empty is every call
	Direction string // In, Out or Any; empty is In
}

// Check reports the rule's first fault; known are the triggers that it may have.
func (r Rule) Check(known []Trigger) error {
	names := make([]string, len(known))
	for i, t := range known {
		names[i] = string(t)
	}
	if len(r.On) == 0 {
		return errors.New("on: use " + strings.Join(names, ", "))
	}
	for _, t := range r.On {
		if !slices.Contains(known, t) {
			return fmt.Errorf("on %q: use %s", t, strings.Join(names, ", "))
		}
	}
	if !slices.Contains([]string{"", In, Out, Any}, r.Direction) {
		return fmt.Errorf("direction %q: use in, out or any", r.Direction)
	}
	return nil
}

// Fits reports whether the rule is about what happens to a call.
func (r Rule) Fits(t Trigger, c Call) bool {
	if !slices.Contains(r.On, t) || !c.serves(r.Service) {
		return false
	}
	switch r.Direction {
	case Any:
		return true
	case Out:
		return c.Direction == Out
	}
	return c.Direction == In
}
