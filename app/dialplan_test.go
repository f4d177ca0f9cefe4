package app_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/app/dialrules"
)

// boston has an outside line and one rule of its own.
func boston(o *app.Options) {
	o.Settings.Dial = dialrules.Settings{
		Country: "1", OutsideLine: "9", InternalLengths: []int{4}, Emergency: []string{"911"},
		Rewrite: []dialrules.Rewrite{{Name: "Head office", Match: `\+1617555(\d{4})`, Replace: "${1}"}, {Name: "Broken", Match: "0(1?)", Replace: "${1}"}},
	}
}

func TestThePreviewSaysWhatIsDialledAndWhy(t *testing.T) {
	test.NewTempApp(t)
	o := app.Options{Settings: app.DefaultSettings()}
	boston(&o)
	a := app.New(o)
	for in, want := range map[string]app.DialPreview{
		"+1 (212) 555-0100":        {Rules: true, Number: "912125550100", Shown: "9 1 212 555 0100", Why: "National number"},
		"tel:+44-20-7946-0000":     {Rules: true, Number: "9011442079460000", Shown: "9 011 44 20 7946 0000", Why: "International number"},
		"4751":                     {Rules: true, Number: "4751", Shown: "4751", Why: "Internal number"},
		"911":                      {Rules: true, Number: "911", Shown: "911", Why: "Emergency number, never changed"},
		"*72":                      {Rules: true, Number: "*72", Shown: "*72", Why: "Feature code"},
		"912125550100":             {Rules: true, Number: "912125550100", Shown: "9 1 212 555 0100", Why: "Outside line is already there"},
		"5550100":                  {Rules: true, Number: "95550100", Shown: "9 5550100", Why: "Local number"},
		"+16175554751":             {Rules: true, Number: "4751", Shown: "4751", Why: "Head office"},
		"0":                        {Rules: true, Problem: "A dial rule makes no number of this."},
		"":                         {Rules: true},
		"1-800-FLOWERS":            {Rules: true},
		"tel:12AB;phone-context=a": {Rules: true},
	} {
		if got := a.WouldDial(in); got != want {
			t.Errorf("WouldDial(%q) = %+v, want %+v", in, got, want)
		}
	}
	if got := a.Pretty("+4930901820"); got != "+49 30 901820" {
		t.Errorf("Pretty = %q", got)
	}
}

func TestWithoutRulesNothingIsSaidAboutThem(t *testing.T) {
	test.NewTempApp(t)
	a := app.New(app.Options{Settings: app.DefaultSettings()})
	if got, want := a.WouldDial("+49 30 901820"), (app.DialPreview{Number: "+4930901820", Shown: "+4930901820"}); got != want {
		t.Errorf("WouldDial = %+v, want %+v", got, want)
	}
}

func TestTheRulesHoldWhereverANumberIsDialled(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, boston)
		d.signIn()
		d.app.Dial("(212) 555-0100")
		synctest.Wait()
		d.emit(offered, answered)
		d.app.Consult("871", "+1 212 555 0101")
		d.app.SetForwarding("tel:+1-212-555-0102")
		synctest.Wait()
		got := d.client.requests()
		for _, want := range []string{"makeCall 912125550100", "consult 871 912125550101", "forward 912125550102"} {
			if !slices.Contains(got, want) {
				t.Errorf("%q is not among %q", want, got)
			}
		}
	})
}

func TestARuleThatMakesNoNumberDialsNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, boston)
		d.signIn()
		d.app.Dial("0")
		synctest.Wait()
		if n := d.notices(); len(n) != 1 || n[0].Title != "A dial rule makes no number of this" {
			t.Errorf("notices = %+v", n)
		}
	})
}
