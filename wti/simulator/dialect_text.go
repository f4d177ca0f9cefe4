package simulator

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// The words of the dialect's choices, as scenario files and the control endpoint
// have them, in the order of the constants.
var (
	filterSenseWords    = []string{"request", "sends", "suppresses"}
	payloadStringsWords = []string{"session", "always", "never"}
	tokenPlacementWords = []string{"socket", "header", "query", "reconnect"}
	nameCaseWords       = []string{"dmcc", "pascal", "lower", "mixed"}
	resetMembersWords   = []string{"any", "dmcc", "pascal", "empty"}
	filterPlaceWords    = []string{"any", "extensions", "filter"}
	binaryWords         = []string{"hex", "text", "base64"}
	errorShapeWords     = []string{"payload", "exception", "negative", "type", "status", "text"}
	keyEncodingWords    = []string{"hex", "base64", "joined"}
	restFormWords       = []string{"any", "payload", "envelope", "none"}
)

// choose finds the place of text in a list of words.
func choose[T ~int](dst *T, text []byte, words []string) error {
	i := slices.Index(words, string(text))
	if i < 0 {
		return fmt.Errorf("%q: want one of %s", text, strings.Join(words, ", "))
	}
	*dst = T(i)
	return nil
}

// word is the place's word.
func word[T ~int](v T, words []string) ([]byte, error) {
	if v < 0 || int(v) >= len(words) {
		return nil, fmt.Errorf("%d: want one of %s", int(v), strings.Join(words, ", "))
	}
	return []byte(words[v]), nil
}

// UnmarshalText reads request, sends or suppresses.
func (f *FilterSense) UnmarshalText(text []byte) error { return choose(f, text, filterSenseWords) }

// MarshalText writes what UnmarshalText reads.
func (f FilterSense) MarshalText() ([]byte, error) { return word(f, filterSenseWords) }

// UnmarshalText reads session, always or never.
func (p *PayloadStrings) UnmarshalText(text []byte) error {
	return choose(p, text, payloadStringsWords)
}

// MarshalText writes what UnmarshalText reads.
func (p PayloadStrings) MarshalText() ([]byte, error) { return word(p, payloadStringsWords) }

// UnmarshalText reads socket, header, query or reconnect.
func (p *TokenPlacement) UnmarshalText(text []byte) error {
	return choose(p, text, tokenPlacementWords)
}

// MarshalText writes what UnmarshalText reads.
func (p TokenPlacement) MarshalText() ([]byte, error) { return word(p, tokenPlacementWords) }

// UnmarshalText reads dmcc, pascal, lower or mixed.
func (c *NameCase) UnmarshalText(text []byte) error { return choose(c, text, nameCaseWords) }

// MarshalText writes what UnmarshalText reads.
func (c NameCase) MarshalText() ([]byte, error) { return word(c, nameCaseWords) }

// UnmarshalText reads any, dmcc, pascal or empty.
func (r *ResetMembers) UnmarshalText(text []byte) error { return choose(r, text, resetMembersWords) }

// MarshalText writes what UnmarshalText reads.
func (r ResetMembers) MarshalText() ([]byte, error) { return word(r, resetMembersWords) }

// UnmarshalText reads any, extensions or filter.
func (f *FilterPlace) UnmarshalText(text []byte) error { return choose(f, text, filterPlaceWords) }

// MarshalText writes what UnmarshalText reads.
func (f FilterPlace) MarshalText() ([]byte, error) { return word(f, filterPlaceWords) }

// UnmarshalText reads hex, text or base64.
func (b *Binary) UnmarshalText(text []byte) error { return choose(b, text, binaryWords) }

// MarshalText writes what UnmarshalText reads.
func (b Binary) MarshalText() ([]byte, error) { return word(b, binaryWords) }

// UnmarshalText reads payload, exception, negative, type, status or text.
func (e *ErrorShape) UnmarshalText(text []byte) error { return choose(e, text, errorShapeWords) }

// MarshalText writes what UnmarshalText reads.
func (e ErrorShape) MarshalText() ([]byte, error) { return word(e, errorShapeWords) }

// UnmarshalText reads hex, base64 or joined.
func (k *KeyEncoding) UnmarshalText(text []byte) error { return choose(k, text, keyEncodingWords) }

// MarshalText writes what UnmarshalText reads.
func (k KeyEncoding) MarshalText() ([]byte, error) { return word(k, keyEncodingWords) }

// UnmarshalText reads any, payload, envelope or none.
func (r *RESTForm) UnmarshalText(text []byte) error { return choose(r, text, restFormWords) }

// MarshalText writes what UnmarshalText reads.
func (r RESTForm) MarshalText() ([]byte, error) { return word(r, restFormWords) }

// MarshalText writes what UnmarshalText reads.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }
