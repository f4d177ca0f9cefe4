package pop

import "offhook/app/trigger"

// Rule says which page opens when.
type Rule struct {
	// On are the triggers, of those that [Triggers] names.
	On []trigger.Trigger `toml:"on"`
	// Service is the number of a VDN or a skill, or its name; empty is all calls.
	Service string `toml:"service,omitempty"`
	// Direction is in, out or any; empty is in.
	Direction string `toml:"direction,omitempty"`
	// URL is the page's address, http or https, with tokens in braces behind the
	// host.
	URL string `toml:"url"`
}

// Triggers are those that can open a page, in the order in which they come.
func Triggers() []trigger.Trigger {
	return []trigger.Trigger{trigger.Ring, trigger.Answer, trigger.Missed, trigger.End}
}

// mostRules bounds how many pages one call can open at once.
const mostRules = 50

// Check reports the first fault of the rules.
func Check(rules []Rule) error {
	_, err := New(rules)
	return err
}

func (r Rule) about() trigger.Rule {
	return trigger.Rule{On: r.On, Service: r.Service, Direction: r.Direction}
}

// value is what stands for a token; ok is false for a token that does not exist.
func value(token string, c trigger.Call) (value string, ok bool) {
	switch token {
	case "caller", "number":
		return c.Number, true
	case "name":
		return c.Name, true
	case "digits":
		return c.Collected, true
	case "vdn":
		return c.VDN, true
	case "skill":
		return c.Skill, true
	case "service":
		return c.Service, true
	case "uui":
		return c.UserData, true
	case "ucid":
		return c.UCID, true
	case "direction":
		return c.Direction, true
	}
	return "", false
}

// tokens names them for an error.
const tokens = "caller, name, digits, vdn, skill, service, uui, ucid, direction"
