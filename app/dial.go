package app

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"offhook/wti"
)

// Why a text is not a number to dial.
var (
	errNoNumber  = errors.New("no number")
	errNotNumber = errors.New("not a number")
)

// maxDialable is the most digits that a switch takes in one number.
const maxDialable = 40

// Dialable turns a number as people write it, or a tel: or callto: URI, into
// what is dialled: digits, *, # and a leading +. Visual separators (RFC 3966
// §5.1.1, and blanks) are dropped, so are a label before the number ("Tel.:") and
// the national zero in brackets after a country code ("+49 (0)30"); letters and
// anything else are an error, since guessing would dial somebody else.
func Dialable(text string) (string, error) {
	s := withoutLabel(strings.TrimSpace(text))
	for _, scheme := range []string{"tel:", "callto:"} {
		if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			var err error
			s, _, _ = strings.Cut(s[len(scheme):], ";")
			if s, err = url.PathUnescape(s); err != nil {
				return "", errNotNumber
			}
			s = strings.TrimPrefix(s, "//")
		}
	}
	if strings.HasPrefix(strings.TrimLeft(s, "( "), "+") {
		s = strings.Replace(s, "(0)", "", 1)
	}
	var out strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r == '*', r == '#':
			out.WriteRune(r)
		case r == '+' && out.Len() == 0:
			out.WriteRune(r)
		case strings.ContainsRune("-.() /\u00a0\u2009\u202f\u2010\u2011\u2012\u2013\t", r):
		default:
			return "", errNotNumber
		}
	}
	if d := out.String(); d != "" && d != "+" && len(d) <= maxDialable {
		return d, nil
	}
	if out.Len() > maxDialable {
		return "", errNotNumber
	}
	return "", errNoNumber
}

// labels are what people write before a number.
var labels = []string{"tel", "phone", "telefon", "telephone", "fon", "mobile", "mobil", "cell", "call"}

// withoutLabel drops a label from what was copied together with a number: one of
// a few words, a full stop or a colon, and a blank.
func withoutLabel(s string) string {
	word, rest, found := strings.Cut(s, " ")
	if found && word != strings.TrimRight(word, ".:") && slices.Contains(labels, strings.ToLower(strings.TrimRight(word, ".:"))) {
		return strings.TrimSpace(rest)
	}
	return s
}

func dialNotice(number string, err error) Notice {
	n := Notice{Severity: Warning}
	switch {
	case errors.Is(err, wti.ErrNotSignedIn):
		n.Title = lang.X("notice.dial.signedout", "Sign in to call")
	case errors.Is(err, errNoNumber):
		n.Title = lang.X("notice.dial.empty", "Type a number to call")
	default:
		n.Title = lang.X("notice.dial.wrong", "That is not a number to dial")
		n.Text = lang.X("notice.dial.wrongtext", "Use digits, *, # and a leading +.")
		n.Details = number
	}
	return n
}
