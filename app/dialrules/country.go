package dialrules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// country is what is known of one.
type country struct {
	code                 string // without +, empty for none
	region               string // ISO 3166-1, the main one that has the code
	trunk, international string
}

// lookUp finds a country by its code.
func lookUp(code string) (country, error) {
	n, err := strconv.Atoi(code)
	region := phonenumbers.GetRegionCodeForCountryCode(n)
	if err != nil || strconv.Itoa(n) != code || len(region) != 2 || region == phonenumbers.UNKNOWN_REGION {
		return country{}, fmt.Errorf("country %q: use a country code, such as 49", code)
	}
	c := country{code: code, region: region, trunk: phonenumbers.GetNddPrefixForRegion(region, true)}
	all, err := phonenumbers.MetadataCollection()
	if err != nil {
		return country{}, fmt.Errorf("country %q: %w", code, err)
	}
	for _, m := range all.GetMetadata() {
		if m.GetId() == region {
			c.international = prefixOf(m)
		}
	}
	return c, nil
}

// prefixOf is what is dialled for the +, empty where there are several.
func prefixOf(m *phonenumbers.PhoneMetadata) string {
	prefix := strings.ReplaceAll(first(m.GetPreferredInternationalPrefix(), m.GetInternationalPrefix()), "~", "")
	if strings.Trim(prefix, "0123456789") != "" {
		return ""
	}
	return prefix
}

func (c country) isEmergency(number string) bool {
	return c.region != "" && len(number) <= mostPrefix && phonenumbers.IsEmergencyNumber(number, c.region)
}

// possible reports whether a global number, without +, has a length that
// exists.
func possible(global string) bool {
	n, ok := parse(global)
	return ok && phonenumbers.IsPossibleNumberWithReason(n) == phonenumbers.IS_POSSIBLE
}

// valid reports whether a global number, without +, is one that is in use.
func valid(global string) bool {
	n, ok := parse(global)
	return ok && phonenumbers.IsValidNumber(n)
}

func parse(global string) (*phonenumbers.PhoneNumber, bool) {
	if len(global) < 4 || len(global) > phonenumbers.MAX_LENGTH_FOR_NSN || strings.Trim(global, "0123456789") != "" {
		return nil, false
	}
	n, err := phonenumbers.Parse("+"+global, phonenumbers.UNKNOWN_REGION)
	return n, err == nil
}
