package contact_test

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"offhook/app/contact"
)

// dialable takes digits and a +, in any usual spelling.
func dialable(s string) (string, error) {
	out := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -/().", r) {
			return -1
		}
		return r
	}, strings.TrimPrefix(s, "tel:"))
	if out == "" || strings.Trim(out, "+0123456789*#") != "" {
		return "", errors.New("not a number")
	}
	return out, nil
}

func read(t *testing.T, text string) contact.Result {
	t.Helper()
	r, err := contact.Read(strings.NewReader(text), dialable)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func problems(r contact.Result) (list []string) {
	for _, p := range r.Problems {
		list = append(list, p.String())
	}
	return list
}

func TestTablesOfManyAddressBooks(t *testing.T) {
	anna := contact.Entry{Name: "Anna Müller", Company: "Acme, Inc.", Label: "mobile", Number: "+4930901820", Favourite: true}
	for what, c := range map[string]struct {
		text string
		want []contact.Entry
	}{
		"our own": {"name,company,label,number,favourite\r\nAnna Müller,\"Acme, Inc.\",mobile,+4930901820,yes\r\n", []contact.Entry{anna}},
		"semicolons, a byte order mark, blank lines": {"\ufeffName;Company;Label;Number;Favorite\n\nAnna Müller;Acme, Inc.;mobile;+49 30 901820;x\n;;;;\n", []contact.Entry{anna}},
		"tabs": {"Display Name\tPhone\nBob\t4751\n", []contact.Entry{{Name: "Bob", Number: "4751"}}},
		"first and last name, several numbers": {"First Name,Last Name,Company,Business Phone,Mobile Phone,Business Fax\nAnna,Müller,Acme,030 1,0170 2,030 9\n",
			[]contact.Entry{{Name: "Anna Müller", Company: "Acme", Label: "business", Number: "0301"}, {Name: "Anna Müller", Company: "Acme", Label: "mobile", Number: "01702"}}},
		"numbered columns":        {"Name,Phone 1 - Label,Phone 1 - Value\nBob,Work,1 ::: 2\n", []contact.Entry{{Name: "Bob", Number: "1"}, {Name: "Bob", Number: "2"}}},
		"no name":                 {"name,company,number\n,Acme,1\n,,2\n", []contact.Entry{{Name: "Acme", Company: "Acme", Number: "1"}, {Name: "2", Number: "2"}}},
		"Windows-1252":            {"name,number\nM\xfcller \x80,1\n", []contact.Entry{{Name: "Müller €", Number: "1"}}},
		"a line break in a field": {"name,number\n\"Anna\nMüller\u202e\",1\n", []contact.Entry{{Name: "Anna Müller", Number: "1"}}},
		"a guarded formula":       {"name,number\n'=1+1,'+49\n", []contact.Entry{{Name: "=1+1", Number: "+49"}}},
	} {
		r := read(t, c.text)
		if !slices.Equal(r.Entries, c.want) || r.Skipped != 0 {
			t.Errorf("%s: %+v, problems %q; want %+v", what, r.Entries, problems(r), c.want)
		}
	}
}

func TestWhatCannotBeUsedIsToldWithItsLine(t *testing.T) {
	r := read(t, "name,number\nAnna,1\nBob,call me\nCarl,\n\"Dora\nDoe\",x\nEve \"E\",5\nFred,6\n\"open,7\n")
	want := []string{
		`line 3: "call me" is not a number that can be dialled`,
		`line 4: no number`,
		`line 5: "x" is not a number that can be dialled`,
		`line 7: bare " in non-quoted-field`,
		`line 9: extraneous or missing " in quoted-field`,
	}
	if got := problems(r); !slices.Equal(got, want) {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(r.Entries) != 2 || r.Skipped != 5 {
		t.Errorf("%d entries and %d problems, want 2 and 5", len(r.Entries), r.Skipped)
	}
	r = read(t, "name,number\n"+strings.Repeat("x,y\n", 500))
	if r.Skipped != 500 || len(r.Problems) != 50 {
		t.Errorf("%d skipped, %d told; want 500 and 50", r.Skipped, len(r.Problems))
	}
}

func TestFilesThatAreNoDirectory(t *testing.T) {
	for what, c := range map[string]struct {
		text string
		want error
	}{
		"nothing":         {"", contact.ErrUnknown},
		"a letter":        {"Dear Anna,\nhow are you?\n", contact.ErrUnknown},
		"a picture":       {"\x89PNG\r\n\x1a\n\x00\x00", contact.ErrUnknown},
		"too many bytes":  {strings.Repeat("x", contact.MostBytes+1), contact.ErrTooBig},
		"names, no phone": {"name,street\nAnna,Main\n", contact.ErrUnknown},
	} {
		if _, err := contact.Read(strings.NewReader(c.text), dialable); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
}

func TestVCardsOfAllVersions(t *testing.T) {
	for what, c := range map[string]struct {
		text string
		want []contact.Entry
	}{
		"4.0": {"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna\\, Müller\r\nORG:Acme\\; Inc.;Sales\r\nTEL;VALUE=uri;TYPE=\"cell,voice\":tel:+49-30-901820\r\nCATEGORIES:Friends,Favourite\r\nEND:VCARD\r\n",
			[]contact.Entry{{Name: "Anna, Müller", Company: "Acme; Inc.", Label: "mobile", Number: "+4930901820", Favourite: true}}},
		"3.0, folded, grouped, two numbers and a fax": {"BEGIN:VCARD\nVERSION:3.0\nN:Müller;Anna;;;\nitem1.TEL;type=WORK;type=pref:030\n  901 820\nitem1.X-ABLabel:x\nTEL;TYPE=home,voice:1\nTEL;TYPE=fax:2\nEND:VCARD\n",
			[]contact.Entry{{Name: "Anna Müller", Label: "work", Number: "030901820"}, {Name: "Anna Müller", Label: "home", Number: "1"}}},
		"2.1, quoted-printable over two lines": {"BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Anna =\nM=C3=BCller\nTEL;CELL:0170 1\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\n SkZJRg\nEND:VCARD\n",
			[]contact.Entry{{Name: "Anna Müller", Label: "mobile", Number: "01701"}}},
		"two cards": {"begin:vcard\nfn:A\ntel:1\nend:vcard\n\nBEGIN:VCARD\nFN:B\nTEL:2\nEND:VCARD",
			[]contact.Entry{{Name: "A", Number: "1"}, {Name: "B", Number: "2"}}},
	} {
		r := read(t, c.text)
		if !slices.Equal(r.Entries, c.want) || r.Skipped != 0 {
			t.Errorf("%s: %+v, problems %q; want %+v", what, r.Entries, problems(r), c.want)
		}
	}
	r := read(t, "BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nTEL:1\nBEGIN:VCARD\nTEL:x\nEND:VCARD\nBEGIN:VCARD")
	want := []string{"line 1: the card has no end", `line 3: "B" has no number`, "line 6: outside of any card",
		`line 8: "x" is not a number that can be dialled`, "line 10: the card has no end"}
	if got := problems(r); !slices.Equal(got, want) {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func all(entries []contact.Entry) iter.Seq2[contact.Entry, error] {
	return func(yield func(contact.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	entries := []contact.Entry{
		{Name: "Anna, \"A\"; Müller\\n", Company: "=cmd|' /C'", Label: "mobile", Number: "+4930901820", Favourite: true},
		{Name: strings.Repeat("日本語", 60), Label: "work", Number: "*21#"},
		{Name: "'quoted", Number: "4751"},
	}
	for what, write := range map[string]func(*strings.Builder) (int, error){
		"csv":   func(b *strings.Builder) (int, error) { return contact.WriteCSV(b, all(entries)) },
		"vcard": func(b *strings.Builder) (int, error) { return contact.WriteVCard(b, all(entries)) },
	} {
		var b strings.Builder
		if n, err := write(&b); err != nil || n != len(entries) {
			t.Errorf("%s: wrote %d, %v", what, n, err)
		}
		if r := read(t, b.String()); !slices.Equal(r.Entries, entries) || r.Skipped > 0 {
			t.Errorf("%s: read %+v %q\nof %s", what, r.Entries, problems(r), b.String())
		}
		for line := range strings.SplitSeq(b.String(), "\r\n") {
			if what == "vcard" && len(line) > 75 {
				t.Errorf("a line of %d bytes", len(line))
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("name,number\nAnna,1\n"))
	f.Add([]byte("BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=\n=\nTEL;X=\":;\":1\n 2\nEND:VCARD"))
	f.Add([]byte("\ufeffa;\"b\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := contact.Read(strings.NewReader(string(data)), dialable)
		if err != nil {
			return
		}
		for _, e := range r.Entries {
			if e.Name == "" || e.Number == "" || strings.ContainsAny(e.Name+e.Company+e.Label, "\r\n\x00\u202e") {
				t.Errorf("took %#v", e)
			}
		}
		var b strings.Builder
		if _, err := contact.WriteVCard(&b, all(r.Entries)); err != nil {
			t.Fatal(err)
		}
		if len(r.Entries) == 0 {
			return
		}
		again, err := contact.Read(strings.NewReader(b.String()), dialable)
		if err != nil || len(again.Entries) != len(r.Entries) || again.Skipped > 0 {
			t.Errorf("%d entries became %d: %v %q", len(r.Entries), len(again.Entries), err, problems(again))
		}
	})
}
