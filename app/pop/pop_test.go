package pop_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"offhook/app/pop"
	"offhook/app/trigger"
)

func call() trigger.Call {
	return trigger.Call{
		Direction: trigger.In, Number: "+15551234567", Name: "Anna Müller", Collected: "42", VDN: "7000", Skill: "500",
		Service: "Billing", UserData: "CUSTOMER=42;X=a&b", UCID: "00001000421700000000",
	}
}

func one(t *testing.T, address string) *pop.Pages {
	t.Helper()
	p, err := pop.New([]pop.Rule{{On: []trigger.Trigger{trigger.Ring}, URL: address}})
	if err != nil {
		t.Fatalf("New(%q): %v", address, err)
	}
	return p
}

func TestTheCallsDataIsPutIntoTheAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://crm.example/search?tel={caller}":           "https://crm.example/search?tel=%2B15551234567",
		"https://crm.example/c/{digits}?n={name}#{ucid}":    "https://crm.example/c/42?n=Anna%20M%C3%BCller#00001000421700000000",
		"http://crm:8080/{vdn}/{skill}?s={service}&u={uui}": "http://crm:8080/7000/500?s=Billing&u=CUSTOMER%3D42%3BX%3Da%26b",
		"HTTPS://crm.example?d={direction}&t={number}":      "HTTPS://crm.example?d=in&t=%2B15551234567",
		"https://crm.example/always":                        "https://crm.example/always",
		"https://crm.example/a%20b?x=%7B{digits}%7D":        "https://crm.example/a%20b?x=%7B42%7D",
		"https://[2001:db8::1]/{caller}":                    "https://[2001:db8::1]/%2B15551234567",
	} {
		got := one(t, address).For(trigger.Ring, call())
		if len(got) != 1 || got[0].URL != want || (want == "") != (got[0].Err != nil) {
			t.Errorf("%s gives %+v, want %q", address, got, want)
		}
	}
}

func TestHostileDataStaysData(t *testing.T) {
	p := one(t, "https://crm.example/a/{caller}/b?n={name}&u={uui}#{digits}")
	for _, bad := range []string{
		"javascript:alert(1)", "\"><script>alert(1)</script>", "x&admin=1", "x#y", "a/../../etc/passwd", `..\..\x`, "//evil.example/",
		"$(reboot)", "`reboot`", "; rm -rf /", "%2e%2e", "%00", "a\x00b", "a\r\nSet-Cookie: x", "\u202egnp.exe", "\xff\xfe", "{name}{uui}",
		"' OR '1'='1", "@evil.example", "file:///etc/passwd", "--incognito", strings.Repeat("é", 300),
	} {
		c := trigger.Call{Direction: trigger.In, Number: bad, Name: bad, UserData: bad, Collected: bad}
		pages := p.For(trigger.Ring, c)
		if len(pages) != 1 || pages[0].Err != nil {
			t.Errorf("%q: %+v", bad, pages)
			continue
		}
		u, err := url.Parse(pages[0].URL)
		if err != nil {
			t.Errorf("%q: %v", bad, err)
			continue
		}
		want := strings.ToValidUTF8(bad, "\uFFFD")
		if q := u.Query(); u.Scheme != "https" || u.Host != "crm.example" || u.User != nil || u.Path != "/a/"+want+"/b" ||
			len(q) != 2 || q.Get("n") != want || q.Get("u") != want || u.Fragment != want {
			t.Errorf("%q became %s", bad, pages[0].URL)
		}
		if i := strings.IndexFunc(pages[0].URL, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"'<>`;$|\\{}", r) }); i >= 0 {
			t.Errorf("%q is not all encoded: %s", bad, pages[0].URL)
		}
	}
}

func TestDataCannotClimbOutOfItsFolder(t *testing.T) {
	for _, c := range []struct {
		address, number string
		want            string // empty where nothing may open
	}{
		{"https://crm.example/a/{caller}/b", "..", ""},
		{"https://crm.example/a/{caller}/b", ".", ""},
		{"https://crm.example/a/{caller}", "..", ""},
		{"https://crm.example/a/{digits}{caller}?x", "..", ""},
		{"https://crm.example/a/%2e{caller}", ".", ""},
		{"https://crm.example/a/%2E{caller}/b", ".", ""},
		{"https://crm.example/a/{caller}", "...", "https://crm.example/a/..."},
		{"https://crm.example/a/x{caller}", "..", "https://crm.example/a/x.."},
		{"https://crm.example/?q={caller}", "..", "https://crm.example/?q=.."},
		{"https://crm.example/#{caller}", "/..", "https://crm.example/#%2F.."},
	} {
		pages := one(t, c.address).For(trigger.Ring, trigger.Call{Direction: trigger.In, Number: c.number})
		if len(pages) != 1 || pages[0].URL != c.want || (c.want == "") != errors.Is(pages[0].Err, pop.ErrClimbs) {
			t.Errorf("%s with %q: %+v", c.address, c.number, pages)
		}
	}
}

func TestAnAddressThatIsNotSafeIsRefused(t *testing.T) {
	for _, address := range []string{
		"", "crm.example/{caller}", "javascript:alert({caller})", "file:///tmp/{caller}", "ftp://crm.example/{caller}", "https://", "https:///{caller}",
		"https://{caller}/", "https://crm.example{caller}", "https://{caller}.example/", "{caller}", "https://crm.example:{digits}/", "https://{name}@crm.example/",
		"https://user:secret@crm.example/", "https://crm.example/{nobody}", "https://crm.example/{caller", "https://crm.example/caller}", "https://crm.example/{}",
		"https://crm.example/a b", "https://crm.example\\@evil/{caller}", "https://crm.example/\n", "https://crm.example/ü", "https://crm.example/%zz{caller}", "https://:80/{caller}", "https://crm.example/up/../{caller}",
	} {
		if err := pop.Check([]pop.Rule{{On: []trigger.Trigger{trigger.Ring}, URL: address}}); err == nil {
			t.Errorf("%q is taken", address)
		}
	}
}

func TestRulesAreChecked(t *testing.T) {
	good := pop.Rule{On: []trigger.Trigger{trigger.Ring}, URL: "https://crm.example/{caller}"}
	for name, change := range map[string]func(*pop.Rule){
		"no trigger":        func(r *pop.Rule) { r.On = nil },
		"another trigger":   func(r *pop.Rule) { r.On = []trigger.Trigger{"hold"} },
		"another direction": func(r *pop.Rule) { r.Direction = "up" },
	} {
		r := good
		change(&r)
		if err := pop.Check([]pop.Rule{good, r}); err == nil || !strings.HasPrefix(err.Error(), "rule 2: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := pop.Check(make([]pop.Rule, 51)); err == nil {
		t.Error("51 rules are taken")
	}
}

func TestARuleIsForItsTriggersServicesAndDirection(t *testing.T) {
	p, err := pop.New([]pop.Rule{
		{On: []trigger.Trigger{trigger.Ring, trigger.End}, URL: "https://a.example/{vdn}"},
		{On: []trigger.Trigger{trigger.Answer}, Service: "7000", URL: "https://b.example/{vdn}"},
		{On: []trigger.Trigger{trigger.Answer}, Service: "500", URL: "https://c.example/{vdn}"},
		{On: []trigger.Trigger{trigger.Answer}, Service: "Billing", Direction: trigger.Any, URL: "https://d.example/{vdn}"},
		{On: []trigger.Trigger{trigger.Answer}, Service: "7001", URL: "https://e.example/{vdn}"},
		{On: []trigger.Trigger{trigger.Answer}, Direction: trigger.Out, URL: "https://f.example/{vdn}"},
		{On: []trigger.Trigger{trigger.Ring}, Direction: trigger.Any, URL: "https://a.example/{vdn}"},
	})
	if err != nil {
		t.Fatal(err)
	}
	hosts := func(trigger trigger.Trigger, direction string) (list string) {
		c := call()
		c.Direction = direction
		for _, page := range p.For(trigger, c) {
			u, _ := url.Parse(page.URL)
			list += u.Host[:1]
		}
		return list
	}
	for _, c := range []struct {
		on              trigger.Trigger
		direction, want string
	}{
		{trigger.Ring, trigger.In, "a"}, {trigger.Answer, trigger.In, "bcd"}, {trigger.Answer, trigger.Out, "df"}, {trigger.End, trigger.In, "a"},
		{trigger.Missed, trigger.In, ""}, {trigger.Ring, trigger.Out, "a"},
	} {
		if got := hosts(c.on, c.direction); got != c.want {
			t.Errorf("%s %s opens %q, want %q", c.on, c.direction, got, c.want)
		}
	}
}

func TestWhatIsNotKnownOpensNothing(t *testing.T) {
	withheld := trigger.Call{Direction: trigger.In, VDN: "7000"}
	if got := one(t, "https://crm.example/?t={caller}&d={direction}").For(trigger.Ring, withheld); len(got) != 1 || !errors.Is(got[0].Err, pop.ErrNothingKnown) {
		t.Errorf("got %+v", got)
	}
	if got := one(t, "https://crm.example/?t={caller}&v={vdn}").For(trigger.Ring, withheld); len(got) != 1 || got[0].URL != "https://crm.example/?t=&v=7000" {
		t.Errorf("got %+v", got)
	}
	long := trigger.Call{Direction: trigger.In, UserData: strings.Repeat("ü", 4000)}
	if got := one(t, "https://crm.example/?u={uui}").For(trigger.Ring, long); len(got) != 1 || !errors.Is(got[0].Err, pop.ErrTooLong) {
		t.Errorf("got %.200v", got)
	}
}

func FuzzFill(f *testing.F) {
	p, err := pop.New([]pop.Rule{{On: []trigger.Trigger{trigger.Ring}, URL: "https://crm.example/a/{caller}/b?n={name}#{uui}"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add("+15551234567", "Anna", "..")
	f.Add("..", "\xff", "%2e")
	f.Fuzz(func(t *testing.T, number, name, uui string) {
		for _, page := range p.For(trigger.Ring, trigger.Call{Direction: trigger.In, Number: number, Name: name, UserData: uui}) {
			if page.Err != nil {
				continue
			}
			u, err := url.Parse(page.URL)
			if err != nil || u.Scheme != "https" || u.Host != "crm.example" || !strings.HasPrefix(u.Path, "/a/") || u.Query().Get("n") != strings.ToValidUTF8(name, "\uFFFD") {
				t.Errorf("%q %q %q became %q (%v)", number, name, uui, page.URL, err)
			}
		}
	})
}
