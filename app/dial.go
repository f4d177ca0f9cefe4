package app

import (
	"errors"
	"fmt"
	"strings"

	"offhook/app/tel"
	"offhook/resources/lang"
	"offhook/wti"
)

// Why a text is not a number to dial.
var (
	errNoNumber  = tel.ErrEmpty
	errNotNumber = tel.ErrNotNumber
)

// Dialable turns a number as people write it, or a tel: or callto: URI, into
// digits, *, # and a leading +, before any dial rule. What is not understood
// wholly is an error, since guessing would dial somebody else.
func Dialable(text string) (string, error) {
	n, err := tel.Parse(text)
	if err != nil {
		return "", err
	}
	if strings.ContainsAny(n.Digits, "ABCD") {
		return "", fmt.Errorf("%w: the tones A to D cannot be called", errNotNumber)
	}
	return n.Digits, nil
}

func dialNotice(number string, err error) Notice {
	n := Notice{Severity: Warning}
	switch {
	case errors.Is(err, wti.ErrNotSignedIn):
		n.Title = lang.X("notice.dial.signedout", "Sign in to call")
	case errors.Is(err, errNoNumber):
		n.Title = lang.X("notice.dial.empty", "Type a number to call")
	case errors.Is(err, errDialRule):
		n.Title = lang.X("notice.dial.rule", "A dial rule makes no number of this")
		n.Text = lang.X("notice.dial.ruletext", "Nothing was dialled. Tell your administrator.")
		n.Details = err.Error()
	default:
		n.Title = lang.X("notice.dial.wrong", "That is not a number to dial")
		n.Text = lang.X("notice.dial.wrongtext", "Use digits, *, # and a leading +.")
		n.Details = number
	}
	return n
}
