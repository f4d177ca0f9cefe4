package screens

import (
	"strings"

	"offhook/app"
	"offhook/app/dialrules"
)

// WouldDial has an outside line once the test switches its rules on.
func (f *fakePhone) WouldDial(text string) app.DialPreview {
	if !f.rules {
		return app.DialPreview{}
	}
	v := app.DialPreview{Rules: true}
	switch n, err := app.Dialable(text); {
	case err != nil:
	case n == "0":
		v.Problem = "A dial rule makes no number of this."
	case len(n) == 4:
		v.Number, v.Shown, v.Why = n, n, "Internal number"
	default:
		n = strings.TrimPrefix(n, "+1")
		v.Number, v.Shown, v.Why = "91"+n, "9 1 "+n, "National number"
	}
	return v
}

// Pretty groups numbers as the app does without dial rules.
func (f *fakePhone) Pretty(number string) string { return new(dialrules.Plan).Pretty(number) }

func (f *fakePhone) OfferNumber(text string, from app.OfferSource) {
	f.say("offer %s from %d", text, from)
}
func (f *fakePhone) DismissOffer() { f.say("dismiss offer") }
