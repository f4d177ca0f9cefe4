package dialrules

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Pretty groups a number to be read: a full one, and with a country set a
// national one too. What is neither stays as it is.
func (p *Plan) Pretty(number string) string {
	if !isNumber(number) || strings.ContainsAny(number, "*#") {
		return number
	}
	if global, ok := strings.CutPrefix(number, "+"); ok {
		return prettyGlobal(global, number)
	}
	if p.country.code == "" || p.isEmergency(number) {
		return number
	}
	k := p.classify(number)
	switch {
	case !k.certain || !valid(k.global):
		return number
	case k.rule == National && k.dialled == number:
		return p.group(k, number)
	case k.rule == International || k.rule == National && strings.HasPrefix(number, p.international):
		return prettyGlobal(k.global, number)
	}
	return number
}

// prettyGlobal groups a global number; fallback is it where that cannot be done.
func prettyGlobal(global, fallback string) string {
	groups := groupsOf(global)
	if groups == "" {
		return fallback
	}
	return "+" + groups
}

// groupsOf separates country code, area code and so on by blanks, empty for a
// number that does not exist.
func groupsOf(global string) string {
	n, ok := parse(global)
	if !ok || phonenumbers.IsPossibleNumberWithReason(n) != phonenumbers.IS_POSSIBLE {
		return ""
	}
	groups := strings.TrimPrefix(phonenumbers.Format(n, phonenumbers.INTERNATIONAL), "+")
	groups = strings.Join(strings.FieldsFunc(groups, func(c rune) bool { return c < '0' || c > '9' }), " ")
	if strings.ReplaceAll(groups, " ", "") != global {
		return "" // an extension, or digits that it knows better
	}
	return groups
}

// group separates the parts of what is dialled without the outside line.
func (p *Plan) group(k kind, dialled string) string {
	groups := groupsOf(k.global)
	if groups == "" {
		return dialled
	}
	switch k.rule {
	case International:
		return p.international + " " + groups
	case National:
		_, rest, ok := strings.Cut(groups, " ")
		if !ok {
			return dialled
		}
		if p.country.code == northAmerica {
			return strings.TrimSpace(p.trunk + " " + rest)
		}
		return p.trunk + rest
	}
	return dialled
}
