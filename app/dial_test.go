package app

import "testing"

func TestDialable(t *testing.T) {
	for in, want := range map[string]string{
		"4751":                     "4751",
		"+1 (555) 123-4567":        "+15551234567",
		"0049/30.123 456":          "004930123456",
		"tel:+1-555-0100":          "+15550100",
		"TEL:5550100;ext=12":       "5550100",
		"callto:%2B4930123":        "+4930123",
		"+49 (0)30 1234":           "+49301234",
		"(+49) (0)30/1234":         "+49301234",
		"030 (0) 12":               "030012",
		"Tel. +49 (0)30 / 90 18":   "+49309018",
		"Phone: 555-0100":          "5550100",
		"*72#":                     "*72#",
		" 9 1 555\u00a0010\u20110": "915550100",
	} {
		if got, err := Dialable(in); err != nil || got != want {
			t.Errorf("Dialable(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "+", "tel:", "1-800-FLOWERS", "javascript: 1", "Tel 5550100", "call me at 12", "12;rm -rf /", "javascript:1", "1+2", "tel:%zz", "12345678901234567890123456789012345678901"} {
		if got, err := Dialable(in); err == nil {
			t.Errorf("Dialable(%q) = %q, want an error", in, got)
		}
	}
}

func FuzzDialable(f *testing.F) {
	f.Add("tel:+1-555-0100")
	f.Add("callto://%2B1;x")
	f.Add("Tel.: +49 (0)30 1234")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := Dialable(in)
		if err != nil {
			return
		}
		for i, r := range got {
			if (r < '0' || r > '9') && r != '*' && r != '#' && (r != '+' || i != 0) {
				t.Errorf("Dialable(%q) = %q", in, got)
			}
		}
		if again, err := Dialable(got); err != nil || again != got {
			t.Errorf("Dialable(%q) = %q, and of that %q, %v", in, got, again, err)
		}
	})
}
