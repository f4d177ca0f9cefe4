package tel

import (
	"fmt"
	"net/url"
	"strings"
)

// parseLink reads what follows the scheme of a tel: or callto: link
// (RFC 3966 §3). Beyond the grammar it takes two slashes in front, a local number
// without its context, and blanks: all three are common, and each can mean only
// one thing.
func parseLink(s string) (Number, error) {
	s = strings.TrimPrefix(s, "//")
	body, parameters, more := strings.Cut(s, ";")
	text, err := unescape(body)
	if err != nil {
		return Number{}, err
	}
	var n Number
	if n.Digits, n.After, err = read(text, true); err != nil {
		return Number{}, err
	}
	if more {
		if err := n.parameters(parameters); err != nil {
			return Number{}, err
		}
	}
	return n.check()
}

// unescape decodes percent-encoding, once. What comes out is printable.
func unescape(s string) (string, error) {
	text, err := url.PathUnescape(s)
	if err != nil {
		return "", fmt.Errorf("%w: wrong percent-encoding", ErrNotNumber)
	}
	for _, c := range text {
		if c < ' ' || c == 0x7f {
			return "", fmt.Errorf("%w: a control character", ErrNotNumber)
		}
	}
	return text, nil
}

// parameters reads what follows the number. A name may come once; names that
// begin with m- must be understood (RFC 3966 §5.4), all others may be left out.
func (n *Number) parameters(s string) error {
	seen := map[string]bool{}
	for p := range strings.SplitSeq(s, ";") {
		name, value, given := strings.Cut(p, "=")
		name = strings.ToLower(name)
		switch {
		case !isName(name), given && !isValue(value):
			return fmt.Errorf("%w: parameter %q", ErrNotNumber, p)
		case seen[name]:
			return fmt.Errorf("%w: two parameters %q", ErrNotNumber, name)
		case strings.HasPrefix(name, "m-"):
			return fmt.Errorf("%w: unknown parameter %q", ErrNotNumber, name)
		}
		seen[name] = true
		decoded, err := unescape(value)
		if err == nil {
			err = n.parameter(name, decoded)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (n *Number) parameter(name, value string) (err error) {
	switch name {
	case "ext":
		n.Extension, _, err = read(value, false)
		if err == nil && (n.Extension == "" || strings.Trim(n.Extension, "0123456789") != "") {
			err = fmt.Errorf("%w: extension %q", ErrNotNumber, value)
		}
	case "isub":
		if value == "" || len(value) > maxAfter || !isASCII(value) {
			return fmt.Errorf("%w: subaddress %q", ErrNotNumber, value)
		}
		n.Subaddress = value
	case "phone-context":
		n.Context = value
		if !isContext(value) {
			err = fmt.Errorf("%w: phone-context %q", ErrNotNumber, value)
		}
	case "postd":
		var first, rest string
		first, rest, err = read("0"+value, true) // the pauses in front count too
		n.After += "p" + first[min(1, len(first)):] + rest
		if err == nil && n.After == "p" {
			err = fmt.Errorf("%w: nothing to send afterwards", ErrNotNumber)
		}
	}
	return err
}
