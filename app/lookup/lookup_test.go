package lookup_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"offhook/app/lookup"
)

func TestSpellingsOfOneNumberHaveOneTail(t *testing.T) {
	for _, same := range [][]string{
		{"+49 30 901820", "0049-30-901820", "+49 (0)30/901820", "030901820"},
		{"+1 (555) 123-4567", "15551234567", "5551234567"},
		{"4751", "04751"},
	} {
		for _, n := range same[1:] {
			if a, b := lookup.Tail(strings.ReplaceAll(same[0], " ", "")), lookup.Tail(strings.ReplaceAll(n, " ", "")); a != b {
				t.Errorf("%q has tail %q, %q has %q", same[0], a, n, b)
			}
		}
	}
	for _, differ := range [][2]string{{"4751", "+493094751"}, {"4751", "751"}, {"", "0"}, {"anna", "bob"}} {
		if lookup.Tail(differ[0]) == lookup.Tail(differ[1]) {
			t.Errorf("%q and %q have one tail", differ[0], differ[1])
		}
	}
}

func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"+4930901820", "030901820", 8}, {"+4930901820", "004930901820", 10}, {"1", "2", 0}, {"", "1", 0}} {
		if got := lookup.Likeness(c.a, c.b); got != c.want {
			t.Errorf("Likeness(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for search, want := range map[string][]string{
		"":                     nil,
		" Anna\tMÜLLER ":       {"anna", "müller"},
		"+49 (0)30":            {"49", "30"},
		"000":                  {"000"},
		"(0)":                  {"(0)"},
		"a b c d e f g h i j ": {"a", "b", "c", "d", "e", "f", "g", "h"},
	} {
		if got := lookup.Words(search); !slices.Equal(got, want) {
			t.Errorf("Words(%q) = %q, want %q", search, got, want)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("+49 (0)30 901820", "Anna Müller")
	f.Add("000", "\xff%_'\"\x00")
	f.Fuzz(func(t *testing.T, number, search string) {
		words := lookup.Words(search)
		if len(words) > 8 {
			t.Errorf("%d words", len(words))
		}
		for _, w := range words {
			if w == "" || !utf8.ValidString(w) {
				t.Errorf("Words(%q) has %q", search, w)
			}
		}
		if lookup.IsNumber(number) && lookup.Bare(lookup.Bare(number)) != lookup.Bare(number) {
			t.Errorf("Bare(%q) = %q is not at its end", number, lookup.Bare(number))
		}
		if lookup.Likeness(number, number) != len(lookup.Bare(number)) {
			t.Errorf("%q is unlike itself", number)
		}
	})
}
