package dialrules

import (
	"fmt"
	"slices"
	"strings"
)

// Settings say how numbers are dialled here. The zero value dials every number
// as it is given.
type Settings struct {
	// Country is the country code, without +. From it follow the prefixes below,
	// where they are not given.
	Country string `toml:"country,omitempty"`
	// OutsideLine is dialled before every number that is not internal.
	OutsideLine string `toml:"outside_line,omitempty"`
	// InternationalPrefix takes the place of the +.
	InternationalPrefix string `toml:"international_prefix,omitempty"`
	// TrunkPrefix begins a national number; "none" where there is none.
	TrunkPrefix string `toml:"trunk_prefix,omitempty"`
	// InternalLengths are how many digits internal numbers have, each 1 to 15.
	InternalLengths []int `toml:"internal_lengths,omitempty"`
	// Emergency are numbers that no rule changes, besides those that are known for
	// the country.
	Emergency []string `toml:"emergency"`
	// Rewrite are rules in order; the first one that fits decides.
	Rewrite []Rewrite `toml:"rewrite,omitempty"`
}

// Rewrite replaces a number that fits.
type Rewrite struct {
	Name string `toml:"name"` // shown to the agent
	// Match is a regular expression (RE2) for the whole number: digits, *, # and a
	// leading +.
	Match string `toml:"match"`
	// Replace is dialled instead; ${1} is the first group of Match. What begins
	// with + then goes through the other settings, anything else is dialled as it
	// is.
	Replace string `toml:"replace"`
}

// DefaultEmergency are the numbers that no rule changes anywhere.
func DefaultEmergency() []string { return []string{"112", "911", "999", "000", "110"} }

// Bounds of the settings.
const (
	mostRewrites = 50
	longestMatch = 200 // bytes
	longestName  = 60  // bytes
	mostPrefix   = 6   // digits
	mostInternal = 15  // digits of an internal number
	mostDigits   = 40  // of what is dialled
)

// noPrefix is written where a country has a trunk prefix and it is not used.
const noPrefix = "none"

// Check reports the first setting that makes no sense.
func (s Settings) Check() error {
	_, err := New(s)
	return err
}

func (s Settings) check() error {
	for name, prefix := range map[string]string{
		"country": s.Country, "outside_line": s.OutsideLine,
		"international_prefix": s.InternationalPrefix, "trunk_prefix": strings.TrimPrefix(s.TrunkPrefix, noPrefix),
	} {
		if len(prefix) > mostPrefix || strings.Trim(prefix, "0123456789*#") != "" {
			return fmt.Errorf("%s %q: use digits, %d at most", name, prefix, mostPrefix)
		}
	}
	for _, n := range s.InternalLengths {
		if n < 1 || n > mostInternal {
			return fmt.Errorf("internal_lengths %d: use 1 to %d", n, mostInternal)
		}
	}
	if i := slices.IndexFunc(s.Emergency, func(n string) bool { return !isNumber(n) }); i >= 0 {
		return fmt.Errorf("emergency %q: use digits", s.Emergency[i])
	}
	if n := len(s.Rewrite); n > mostRewrites {
		return fmt.Errorf("%d rules to rewrite: use %d at most", n, mostRewrites)
	}
	return nil
}

// isNumber reports whether a text can be dialled: digits, *, # and a leading +.
func isNumber(s string) bool {
	bare := strings.TrimPrefix(s, "+")
	return bare != "" && len(s) <= mostDigits && strings.Trim(bare, "0123456789*#") == ""
}
