package tel

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Why a text is not a number. Errors of Parse wrap one of the two.
var (
	ErrEmpty     = errors.New("no number")
	ErrNotNumber = errors.New("not a number")
)

// The longest that Parse looks at, in bytes, and the most digits of each part.
const (
	maxText      = 512
	maxDigits    = 40
	maxExtension = 20
	maxAfter     = 40
)

// Number is a telephone number and what came along with it. Comparable.
type Number struct {
	// Digits is what is called: digits, * and #, with a leading + when it is a
	// global number (RFC 3966 §5.1.4). A local number of a URI may also have the
	// tones A to D (§5.1.3), which most switches cannot call.
	Digits string
	// Extension is behind the number called, to be asked for or sent as tones once
	// somebody answers (§5.3); up to 20 digits, empty for none.
	Extension string
	// Subaddress is an ISDN subaddress (§5.2), empty for none. Printable ASCII.
	Subaddress string
	// Context is where a local number is valid (§5.1.5): a domain, or leading
	// digits with a +. It is no prefix and is never dialled.
	Context string
	// After is what to send once the call is up: 0–9, *, #, A–D, with p for a pause
	// and w for waiting until the agent goes on. It begins with p or w; empty for
	// nothing. It comes from pauses in the number, and postd of RFC 2806.
	After string
}

// IsLink reports whether a text is a tel: or callto: link, a right one or not.
func IsLink(text string) bool {
	_, ok := cutScheme(strings.TrimSpace(text))
	return ok
}

// cutScheme takes the scheme away from a link.
func cutScheme(s string) (rest string, ok bool) {
	for _, scheme := range []string{"tel:", "callto:"} {
		if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return s[len(scheme):], true
		}
	}
	return s, false
}

// Parse reads one number: a link, or a text of a person.
func Parse(text string) (Number, error) {
	s := strings.TrimSpace(text)
	switch {
	case s == "":
		return Number{}, ErrEmpty
	case len(s) > maxText:
		return Number{}, fmt.Errorf("%w: longer than %d bytes", ErrNotNumber, maxText)
	case !utf8.ValidString(s):
		return Number{}, fmt.Errorf("%w: not UTF-8", ErrNotNumber)
	}
	if rest, ok := cutScheme(s); ok {
		return parseLink(rest)
	}
	return parseText(s)
}

// check bounds a number that was read.
func (n Number) check() (Number, error) {
	switch {
	case n.Digits == "", n.Digits == "+":
		return Number{}, ErrEmpty
	case len(n.Digits) > maxDigits:
		return Number{}, fmt.Errorf("%w: more than %d digits", ErrNotNumber, maxDigits)
	case len(n.Extension) > maxExtension:
		return Number{}, fmt.Errorf("%w: an extension of more than %d digits", ErrNotNumber, maxExtension)
	case len(n.After) > maxAfter:
		return Number{}, fmt.Errorf("%w: more than %d digits to send afterwards", ErrNotNumber, maxAfter)
	}
	return n, nil
}
