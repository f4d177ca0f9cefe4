package dialrules_test

import (
	"strings"
	"testing"

	"offhook/app/dialrules"
)

// The places whose rules the tests use.
var (
	nowhere = dialrules.Settings{Emergency: dialrules.DefaultEmergency()}
	boston  = dialrules.Settings{Country: "1", OutsideLine: "9", InternalLengths: []int{4, 5}, Emergency: dialrules.DefaultEmergency()}
	berlin  = dialrules.Settings{Country: "49", OutsideLine: "0", InternalLengths: []int{4}, Emergency: dialrules.DefaultEmergency()}
	bonn    = dialrules.Settings{Country: "49", OutsideLine: "9", InternalLengths: []int{4}}
	home    = dialrules.Settings{Country: "49"}
	madrid  = dialrules.Settings{Country: "34", OutsideLine: "0", InternalLengths: []int{4}}
	rome    = dialrules.Settings{Country: "39", OutsideLine: "0"}
	plain   = dialrules.Settings{OutsideLine: "9", InternationalPrefix: "00", InternalLengths: []int{4}}
	special = dialrules.Settings{Country: "49", OutsideLine: "0", Emergency: []string{"112"}, Rewrite: []dialrules.Rewrite{
		{Name: "Head office", Match: `\+4930123(\d{4})`, Replace: "8${1}"},
		{Name: "Hotline", Match: "0800.*", Replace: "*44"},
		{Name: "Old area code", Match: `0931(\d+)`, Replace: "+49941${1}"},
		{Name: "Never", Match: `112`, Replace: "5"},
		{Name: "Too late", Match: `\+49301234567`, Replace: "1"},
	}}
)

func plan(t *testing.T, s dialrules.Settings) *dialrules.Plan {
	t.Helper()
	p, err := dialrules.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhatIsDialled(t *testing.T) {
	for _, c := range []struct {
		place  dialrules.Settings
		number string
		want   string
		rule   dialrules.Rule
		shown  string
	}{
		{nowhere, "4751", "4751", dialrules.Unchanged, ""},
		{nowhere, "+4930901820", "+4930901820", dialrules.Unchanged, ""},
		{nowhere, "0049301234", "0049301234", dialrules.Unchanged, ""},
		{nowhere, "112", "112", dialrules.Emergency, ""},

		{boston, "4751", "4751", dialrules.Internal, ""},
		{boston, "47512", "47512", dialrules.Internal, ""},
		{boston, "+16175550100", "916175550100", dialrules.National, "9 1 617 555 0100"},
		{boston, "16175550100", "916175550100", dialrules.National, "9 1 617 555 0100"},
		{boston, "6175550100", "916175550100", dialrules.National, "9 1 617 555 0100"},
		{boston, "9175550100", "919175550100", dialrules.National, "9 1 917 555 0100"}, // an area code, no outside line
		{boston, "5550100", "95550100", dialrules.Local, "9 5550100"},
		{boston, "95550100", "95550100", dialrules.Complete, ""},
		{boston, "916175550100", "916175550100", dialrules.Complete, "9 1 617 555 0100"},
		{boston, "96175550100", "96175550100", dialrules.Complete, ""},
		{boston, "+442079460000", "9011442079460000", dialrules.International, ""},
		{boston, "011442079460000", "9011442079460000", dialrules.International, ""},
		{boston, "9011442079460000", "9011442079460000", dialrules.Complete, ""},
		{boston, "911", "911", dialrules.Emergency, ""},
		{boston, "9911", "9911", dialrules.Internal, ""}, // four digits are internal here
		{boston, "*72", "*72", dialrules.Code, ""},
		{boston, "#31#6175550100", "#31#6175550100", dialrules.Code, ""},

		{berlin, "+4930901820", "0030901820", dialrules.National, "0 030 901820"},
		{berlin, "030901820", "0030901820", dialrules.National, "0 030 901820"},
		{berlin, "0030901820", "0030901820", dialrules.Complete, "0 030 901820"}, // no such number in Greece
		{berlin, "004930901820", "0030901820", dialrules.National, ""},
		{berlin, "00442079460000", "000442079460000", dialrules.International, ""},
		{berlin, "000442079460000", "000442079460000", dialrules.Complete, ""},
		{berlin, "901820", "0901820", dialrules.Local, "0 901820"},
		{berlin, "4751", "4751", dialrules.Internal, ""},
		{berlin, "110", "110", dialrules.Emergency, ""},
		{berlin, "0112", "0112", dialrules.Internal, ""},

		{bonn, "9030901820", "9030901820", dialrules.Complete, "9 030 901820"},
		{bonn, "9112", "9112", dialrules.Internal, ""},
		{bonn, "112", "112", dialrules.Emergency, ""}, // known for the country
		{bonn, "901820", "9901820", dialrules.Local, ""},

		{home, "+4930901820", "030901820", dialrules.National, "030 901820"},
		{home, "+442079460000", "00442079460000", dialrules.International, ""},
		{home, "901820", "901820", dialrules.Local, ""},

		{madrid, "+34910000000", "0910000000", dialrules.National, ""},
		{madrid, "910000000", "0910000000", dialrules.National, ""},
		{madrid, "0910000000", "0910000000", dialrules.Complete, ""},
		{rome, "+390612345678", "00612345678", dialrules.National, ""},

		{plain, "5550100", "95550100", dialrules.Local, "9 5550100"},
		{plain, "+15550100", "90015550100", dialrules.International, ""},
		{plain, "4751", "4751", dialrules.Internal, ""},

		{special, "+49301234567", "84567", dialrules.Rewritten, ""},
		{special, "08001234", "*44", dialrules.Rewritten, ""},
		{special, "0931123456", "00941123456", dialrules.Rewritten, ""},
		{special, "112", "112", dialrules.Emergency, ""},
	} {
		got, err := plan(t, c.place).Dial(c.number)
		if err != nil || got.Number != c.want || got.Rule != c.rule {
			t.Errorf("in %q%q, %s is dialled as %+v, %v; want %s by rule %d", c.place.Country, c.place.OutsideLine, c.number, got, err, c.want, c.rule)
		}
		if c.shown != "" && got.Shown != c.shown {
			t.Errorf("%s is shown as %q, want %q", c.number, got.Shown, c.shown)
		}
		if strings.ReplaceAll(got.Shown, " ", "") != got.Number {
			t.Errorf("%s is dialled as %q and shown as %q", c.number, got.Number, got.Shown)
		}
	}
}

func TestTheNameOfARuleIsTold(t *testing.T) {
	if r, err := plan(t, special).Dial("+49301234567"); err != nil || r.Name != "Head office" {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestWhatIsNoNumberIsNotDialled(t *testing.T) {
	p := plan(t, boston)
	for _, n := range []string{"", "+", "abc", "1+2", "12 34", "12,3", strings.Repeat("1", 41), "1;2"} {
		if r, err := p.Dial(n); err == nil {
			t.Errorf("Dial(%q) = %+v, want an error", n, r)
		}
	}
	if r, err := p.Dial("+44" + strings.Repeat("1", 37)); err == nil {
		t.Errorf("a number that grows too long becomes %+v", r)
	}
	bad := plan(t, dialrules.Settings{Rewrite: []dialrules.Rewrite{{Name: "x", Match: `1(\d?)`, Replace: "${1}"}}})
	if r, err := bad.Dial("1"); err == nil || !strings.Contains(err.Error(), `"x"`) {
		t.Errorf("a rule that leaves nothing gives %+v, %v", r, err)
	}
}

func TestWrongSettings(t *testing.T) {
	rule := func(r dialrules.Rewrite) dialrules.Settings {
		return dialrules.Settings{Rewrite: []dialrules.Rewrite{r}}
	}
	for want, s := range map[string]dialrules.Settings{
		`country "0"`:                     {Country: "0"},
		`country "+49"`:                   {Country: "+49"},
		`country "999"`:                   {Country: "999"},
		`country "049"`:                   {Country: "049"},
		`outside_line "9-"`:               {OutsideLine: "9-", Country: "1"},
		"international_prefix is missing": {OutsideLine: "9"},
		`trunk_prefix "zero"`:             {TrunkPrefix: "zero"},
		"internal_lengths 16":             {InternalLengths: []int{4, 16}},
		`emergency "help"`:                {Emergency: []string{"help"}},
		"51 rules":                        {Rewrite: make([]dialrules.Rewrite, 51)},
		"give it a name":                  rule(dialrules.Rewrite{Match: "1", Replace: "2"}),
		"match is missing":                rule(dialrules.Rewrite{Name: "a", Replace: "2"}),
		"missing closing":                 rule(dialrules.Rewrite{Name: "a", Match: "(1", Replace: "2"}),
		`replace "sip:1"`:                 rule(dialrules.Rewrite{Name: "a", Match: "1", Replace: "sip:1"}),
		`replace ""`:                      rule(dialrules.Rewrite{Name: "a", Match: "1"}),
		"match has 0 groups":              rule(dialrules.Rewrite{Name: "a", Match: "1", Replace: "${1}"}),
		`replace "$x"`:                    rule(dialrules.Rewrite{Name: "a", Match: "(?P<x>1)", Replace: "$x"}),
	} {
		if err := s.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
}

func TestATrunkPrefixCanBeLeftOut(t *testing.T) {
	s := home
	s.TrunkPrefix = "none"
	if r, err := plan(t, s).Dial("+4930901820"); err != nil || r.Number != "30901820" {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestNumbersAreGrouped(t *testing.T) {
	for _, c := range []struct {
		place        dialrules.Settings
		number, want string
	}{
		{nowhere, "+4930901820", "+49 30 901820"},
		{nowhere, "+16175550100", "+1 617 555 0100"},
		{nowhere, "+442079460000", "+44 20 7946 0000"},
		{nowhere, "030901820", "030901820"},
		{nowhere, "4751", "4751"},
		{nowhere, "+49", "+49"},
		{nowhere, "+999123456", "+999123456"},
		{nowhere, "*72#", "*72#"},
		{nowhere, "", ""},
		{nowhere, "Anna <b>", "Anna <b>"},
		{berlin, "030901820", "030 901820"},
		{berlin, "004930901820", "+49 30 901820"},
		{berlin, "00442079460000", "+44 20 7946 0000"},
		{berlin, "4751", "4751"},
		{berlin, "112", "112"},
		{boston, "16172530000", "1 617 253 0000"},
		{boston, "6172530000", "6172530000"},
	} {
		if got := plan(t, c.place).Pretty(c.number); got != c.want {
			t.Errorf("Pretty(%q) = %q, want %q", c.number, got, c.want)
		}
	}
}

func FuzzDial(f *testing.F) {
	for _, n := range []string{"+4930901820", "0030901820", "916175550100", "*72", "112", "9911"} {
		f.Add(n)
	}
	var plans []*dialrules.Plan
	for _, s := range []dialrules.Settings{nowhere, boston, berlin, madrid, plain, special} {
		p, err := dialrules.New(s)
		if err != nil {
			f.Fatal(err)
		}
		plans = append(plans, p)
	}
	f.Fuzz(func(t *testing.T, n string) {
		for i, p := range plans {
			if pretty := p.Pretty(n); strings.HasPrefix(n, "+") && strings.ReplaceAll(pretty, " ", "") != strings.ReplaceAll(n, " ", "") {
				t.Errorf("plan %d: Pretty(%q) = %q", i, n, pretty)
			}
			r, err := p.Dial(n)
			if err != nil {
				continue
			}
			if strings.Trim(strings.TrimPrefix(r.Number, "+"), "0123456789*#") != "" || len(r.Number) > 40 || r.Number == "" {
				t.Errorf("plan %d: Dial(%q) = %+v", i, n, r)
			}
			if strings.ReplaceAll(r.Shown, " ", "") != r.Number {
				t.Errorf("plan %d: Dial(%q) = %+v", i, n, r)
			}
		}
	})
}

func BenchmarkDial(b *testing.B) {
	p, err := dialrules.New(boston)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Dial("+16175550100"); err != nil {
			b.Fatal(err)
		}
	}
}
