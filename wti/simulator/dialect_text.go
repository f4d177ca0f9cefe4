package simulator

import (
	"fmt"
	"slices"
	"strings"
)

// choose finds the place of text in a list of names.
func choose[T ~int](dst *T, text []byte, names ...string) error {
	i := slices.Index(names, string(text))
	if i < 0 {
		return fmt.Errorf("%q: want one of %s", text, strings.Join(names, ", "))
	}
	*dst = T(i)
	return nil
}

// UnmarshalText reads request, sends or suppresses.
func (f *FilterSense) UnmarshalText(text []byte) error {
	return choose(f, text, "request", "sends", "suppresses")
}

// UnmarshalText reads session, always or never.
func (p *PayloadStrings) UnmarshalText(text []byte) error {
	return choose(p, text, "session", "always", "never")
}

// UnmarshalText reads socket, header, query or reconnect.
func (p *TokenPlacement) UnmarshalText(text []byte) error {
	return choose(p, text, "socket", "header", "query", "reconnect")
}

// UnmarshalText reads dmcc, pascal or lower.
func (c *NameCase) UnmarshalText(text []byte) error {
	return choose(c, text, "dmcc", "pascal", "lower")
}
