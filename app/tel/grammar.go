package tel

import "strings"

// isName reports whether a text is a parameter's name: letters, digits and
// dashes (RFC 3966 §3, pname).
func isName(s string) bool {
	for _, c := range s {
		if !isAlphanumeric(c) && c != '-' {
			return false
		}
	}
	return s != ""
}

// isValue reports whether a text can be a parameter's value (RFC 3966 §3,
// pvalue), percent-encoding included.
func isValue(s string) bool {
	for _, c := range s {
		if !isAlphanumeric(c) && !strings.ContainsRune("-_.!~*'()[]/:&+$%#,", c) {
			return false
		}
	}
	return s != ""
}

// isContext reports whether a text is a domain name, or the leading digits of a
// global number (RFC 3966 §3, descriptor).
func isContext(s string) bool {
	if digits, global := strings.CutPrefix(s, "+"); global {
		return strings.Trim(digits, "0123456789-.()") == "" && strings.ContainsAny(digits, "0123456789")
	}
	labels := strings.Split(strings.TrimSuffix(s, "."), ".")
	for _, l := range labels {
		if !isName(l) || strings.HasPrefix(l, "-") || strings.HasSuffix(l, "-") || len(l) > 63 {
			return false
		}
	}
	top := labels[len(labels)-1]
	return top != "" && (top[0] < '0' || top[0] > '9')
}

func isAlphanumeric(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// isASCII reports whether all of a text is printable ASCII.
func isASCII(s string) bool {
	for _, c := range s {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}
