package tel_test

import (
	"errors"
	"strings"
	"testing"

	"offhook/app/tel"
)

// TestLinks: what each link calls, and what comes along with it.
func TestLinks(t *testing.T) {
	for in, want := range map[string]tel.Number{
		// Global numbers, RFC 3966 §5.1.4 and §6.
		"tel:+1-201-555-0123":        {Digits: "+12015550123"},
		"tel:+358-555-1234567":       {Digits: "+3585551234567"},
		"tel:+15550100":              {Digits: "+15550100"},
		"TEL:+1-555-0100":            {Digits: "+15550100"},
		"Tel:+1.555.0100":            {Digits: "+15550100"},
		"tel:+1(555)0100":            {Digits: "+15550100"},
		"tel:(+49)30-901820":         {Digits: "+4930901820"},
		"tel:+49-(0)30-901820":       {Digits: "+4930901820"},
		"tel:+39-(0)6-12345678":      {Digits: "+390612345678"},
		"tel:+49/30/901820":          {Digits: "+4930901820"},
		"  tel:+4930901820\n":        {Digits: "+4930901820"},
		"tel:%2B4930901820":          {Digits: "+4930901820"},
		"tel:%2b49%2030%20901820":    {Digits: "+4930901820"},
		"tel:+49 30 901820":          {Digits: "+4930901820"},
		"tel:+49%C2%A030":            {Digits: "+4930"},
		"tel:+49%E2%80%9130":         {Digits: "+4930"},
		"tel:%2B%34%39%33%30":        {Digits: "+4930"},
		"tel://+4930901820":          {Digits: "+4930901820"},
		"callto:+4930901820":         {Digits: "+4930901820"},
		"callto://+4930901820":       {Digits: "+4930901820"},
		"CALLTO:%2B4930901820":       {Digits: "+4930901820"},
		"callto:030-901820":          {Digits: "030901820"},
		"tel:+1-555-0100;foo=bar":    {Digits: "+15550100"},
		"tel:+1-555-0100;enumdi":     {Digits: "+15550100"},
		"tel:+1-800-555;tsp=a.b.c":   {Digits: "+1800555"},
		"tel:+1555;cic=+1-6789;npdi": {Digits: "+1555"},
		// Local numbers and contexts, §5.1.5: a context is no prefix.
		"tel:7042;phone-context=example.com":         {Digits: "7042", Context: "example.com"},
		"tel:863-1234;phone-context=+1-914-555":      {Digits: "8631234", Context: "+1-914-555"},
		"tel:911;phone-context=+1":                   {Digits: "911", Context: "+1"},
		"tel:112":                                    {Digits: "112"},
		"tel:5550100":                                {Digits: "5550100"},
		"tel:5550100;Phone-Context=pbx.example.com.": {Digits: "5550100", Context: "pbx.example.com."},
		"tel:*72#;phone-context=example.com":         {Digits: "*72#", Context: "example.com"},
		"tel:%2A72%23":                               {Digits: "*72#"},
		"tel:#31#5550100;phone-context=+49":          {Digits: "#31#5550100", Context: "+49"},
		"tel:12ab*c;phone-context=example.com":       {Digits: "12AB*C", Context: "example.com"},
		"tel:7042;phone-context=%65xample.com":       {Digits: "7042", Context: "example.com"},
		"tel:(030)901820":                            {Digits: "030901820"},
		"tel:0049.30.901820":                         {Digits: "004930901820"},
		// Extensions and subaddresses, §5.2 and §5.3.
		"tel:+1-555-0100;ext=12":                   {Digits: "+15550100", Extension: "12"},
		"tel:+1-555-0100;EXT=1-2.3":                {Digits: "+15550100", Extension: "123"},
		"tel:+1-555-0100;ext=12;phone-context=a.b": {Digits: "+15550100", Extension: "12", Context: "a.b"},
		"tel:+1-555-0100;isub=1411":                {Digits: "+15550100", Subaddress: "1411"},
		"tel:+1-555-0100;isub=a%20b":               {Digits: "+15550100", Subaddress: "a b"},
		"tel:+1-555-0100;isub=0A;ext=7;x=y":        {Digits: "+15550100", Subaddress: "0A", Extension: "7"},
		// Pauses: digits to send later.
		"tel:+15550100,,1234#":      {Digits: "+15550100", After: "pp1234#"},
		"tel:+15550100p1234":        {Digits: "+15550100", After: "p1234"},
		"tel:+15550100P12w34":       {Digits: "+15550100", After: "p12w34"},
		"tel:+15550100w*1D":         {Digits: "+15550100", After: "w*1D"},
		"tel:+15550100%2C12":        {Digits: "+15550100", After: "p12"},
		"tel:+15550100,":            {Digits: "+15550100"},
		"tel:+15550100;postd=12p3":  {Digits: "+15550100", After: "p12p3"},
		"tel:+15550100;postd=pp22":  {Digits: "+15550100", After: "ppp22"},
		"tel:+15550100;postd=%2312": {Digits: "+15550100", After: "p#12"},
		// As long as it may be.
		"tel:+" + strings.Repeat("1", 39): {Digits: "+" + strings.Repeat("1", 39)},
	} {
		if got, err := tel.Parse(in); err != nil || got != want {
			t.Errorf("Parse(%q) = %+v, %v; want %+v", in, got, err, want)
		}
		if !tel.IsLink(in) {
			t.Errorf("IsLink(%q) = false", in)
		}
	}
}

// TestLinksThatAreRefused: nothing of them is called.
func TestLinksThatAreRefused(t *testing.T) {
	for _, in := range []string{
		"tel:", "tel:+", "tel://", "tel:;ext=1", "tel:-", "callto:", "tel:%20", "tel:,1",
		"tel:1-800-FLOWERS", "tel:anna", "callto:anna.b", "callto:echo123", "tel:5550100e",
		"tel:+1*2", "tel:+1a", "tel:1+2", "tel:++1", "tel:+1#",
		"tel:%", "tel:%zz", "tel:%2", "tel:%252B1555", "tel:1%00", "tel:1%0A2", "tel:1%0d%0aX", "tel:1\n2", "tel:1\x7f",
		"tel:1?call", "tel:1&2", "tel:<1>", "tel:1\"", "tel:1'", "tel:$(id)", "tel:`id`", "tel:1|2", "tel:1\\2",
		"tel:1;rm -rf /", "tel:1;", "tel:1;;ext=1", "tel:1;=a", "tel:1;a=", "tel:1;a b=c", "tel:1;ext=<script>", "tel:1;x=\"y\"",
		"tel:1;ext=", "tel:1;ext=a", "tel:1;ext=*1", "tel:1;ext=1;ext=2", "tel:1;isub=", "tel:1;isub=%00", "tel:1;isub=%C3%A9",
		"tel:1;phone-context=", "tel:1;phone-context=-a.com", "tel:1;phone-context=12", "tel:1;phone-context=+", "tel:1;phone-context=a..b",
		"tel:1;phone-context=a;phone-context=b", "tel:1;m-new=1", "tel:1;postd=z", "tel:1;postd=p",
		"tel:\u0661\u0662\u0663", "tel:\uff11\uff12", "tel:1\u202e2", "tel:1\u200b2", "tel:\xff1",
		"tel:" + strings.Repeat("1", 41), "tel:1" + strings.Repeat(";a=b", 200), "tel:1," + strings.Repeat("1", 41), "tel:1;ext=" + strings.Repeat("1", 21),
		"tel:" + strings.Repeat("-", 600) + "1",
	} {
		got, err := tel.Parse(in)
		if !errors.Is(err, tel.ErrNotNumber) && !errors.Is(err, tel.ErrEmpty) {
			t.Errorf("Parse(%q) = %+v, %v; want an error", in, got, err)
		}
		if got != (tel.Number{}) {
			t.Errorf("Parse(%q) = %+v beside an error", in, got)
		}
	}
}

// TestTexts: numbers as people write them.
func TestTexts(t *testing.T) {
	for in, want := range map[string]tel.Number{
		"4751":                     {Digits: "4751"},
		"+1 (555) 123-4567":        {Digits: "+15551234567"},
		"Tel. +49 (0)30 / 90 18":   {Digits: "+49309018"},
		"Phone: 555-0100":          {Digits: "5550100"},
		"*72#":                     {Digits: "*72#"},
		"555.0100 x12":             {Digits: "5550100", Extension: "12"},
		"+1 555 0100 Ext. 12":      {Digits: "+15550100", Extension: "12"},
		"+1 555 0100, extension 7": {Digits: "+15550100", Extension: "7"},
		"5550100,,12#":             {Digits: "5550100", After: "pp12#"},
		"030\t901820":              {Digits: "030901820"},
		"+49 30\u2013901820":       {Digits: "+4930901820"},
	} {
		if got, err := tel.Parse(in); err != nil || got != want {
			t.Errorf("Parse(%q) = %+v, %v; want %+v", in, got, err, want)
		}
	}
	for _, in := range []string{"", " ", "+", "1-800-FLOWERS", "555 0100, 555 0101", "555 0100 x", "555 0100 xx1", "12p3", "12\n34", "javascript:1", "sip:1@a", "mailto:1", "5550100 (mobile)", "Tel 5550100"} {
		if got, err := tel.Parse(in); err == nil {
			t.Errorf("Parse(%q) = %+v, want an error", in, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"tel:+1-555-0100;ext=12;isub=a%20b;phone-context=+1", "callto://%2B1,2w3", "Tel.: +49 (0)30 1234 x5", "tel:12ab;postd=p1", "tel:1;m-x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		n, err := tel.Parse(in)
		if err != nil {
			if n != (tel.Number{}) {
				t.Errorf("Parse(%q) = %+v beside an error", in, n)
			}
			return
		}
		if bare := strings.TrimPrefix(n.Digits, "+"); bare == "" || strings.Trim(bare, "0123456789*#ABCD") != "" {
			t.Errorf("Parse(%q): digits %q", in, n.Digits)
		}
		if strings.Trim(n.Extension, "0123456789") != "" || strings.Trim(n.After, "0123456789*#ABCDpw") != "" {
			t.Errorf("Parse(%q) = %+v", in, n)
		}
		if strings.HasPrefix(n.Digits, "+") && strings.ContainsAny(n.Digits, "ABCD") {
			t.Errorf("Parse(%q): a global number with tones: %q", in, n.Digits)
		}
		if again, err := tel.Parse("tel:" + n.Digits); tel.IsLink(in) && (err != nil || again.Digits != n.Digits) {
			t.Errorf("Parse(%q) = %+v, and of that %+v, %v", in, n, again, err)
		}
	})
}
