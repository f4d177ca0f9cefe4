package support

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Private is what must not be in a bundle.
type Private struct {
	Secrets []string // passwords and codes
	Numbers []string // telephone numbers, in any spelling
	Names   []string // of people, and texts that callers brought
}

// Kind is what kind of thing was found.
type Kind string

// The kinds.
const (
	Secret     Kind = "a secret"
	Number     Kind = "a telephone number"
	Name       Kind = "a name"
	Unreadable Kind = "something that cannot be looked through"
)

const (
	dots = "•••"

	shortestSecret = 4 // characters: shorter ones are part of everything
	longSecret     = 8 // from here on also as a part of a word
	shortestNumber = 5 // digits: shorter ones are extensions, codes and counts
	ownDigits      = 7 // digits at a number's end that tell it from others, however it begins
	shortestName   = 3 // characters
	mostPieces     = 6 // into which a number is written
)

// matcher finds what is private in texts.
type matcher struct {
	secrets []string
	numbers map[string]bool       // whole, digits alone
	ends    map[string]bool       // the last ownDigits of longer ones
	names   map[string][][]string // the words of names by the first one, in small letters
}

func newMatcher(p Private) *matcher {
	m := &matcher{numbers: map[string]bool{}, ends: map[string]bool{}, names: map[string][][]string{}}
	for _, s := range p.Secrets {
		m.addSecret(s)
	}
	for _, n := range p.Numbers {
		n = digitsOf(n)
		if len(n) >= shortestNumber {
			m.numbers[n] = true
		}
		if len(n) >= ownDigits {
			m.ends[n[len(n)-ownDigits:]] = true
		}
	}
	for _, n := range p.Names {
		words := []string{}
		for _, w := range wordsOf(n) {
			words = append(words, strings.ToLower(n[w.from:w.to]))
		}
		if utf8.RuneCountInString(strings.Join(words, "")) >= shortestName {
			m.names[words[0]] = append(m.names[words[0]], words)
		}
	}
	return m
}

// addSecret adds a secret in every form in which it may be written.
func (m *matcher) addSecret(s string) {
	b := []byte(s)
	for _, form := range []string{
		s, hex.EncodeToString(b), strings.ToUpper(hex.EncodeToString(b)),
		base64.StdEncoding.EncodeToString(b), base64.RawStdEncoding.EncodeToString(b),
		base64.URLEncoding.EncodeToString(b), base64.RawURLEncoding.EncodeToString(b),
		url.QueryEscape(s), url.PathEscape(s),
	} {
		if len(form) >= shortestSecret && len(s) >= shortestSecret && !slices.Contains(m.secrets, form) {
			m.secrets = append(m.secrets, form)
		}
	}
}

// span is a part of a text.
type span struct {
	from, to int
	kind     Kind
}

// mask replaces everything private in a text.
func (m *matcher) mask(s string) string {
	found := m.find(s)
	if len(found) == 0 {
		return s
	}
	slices.SortFunc(found, func(a, b span) int { return a.from - b.from })
	var b strings.Builder
	at := 0
	for _, f := range found {
		if f.from >= at {
			b.WriteString(s[at:f.from])
			b.WriteString(dots)
		}
		at = max(at, f.to)
	}
	return b.String() + s[at:]
}

// first reports what kind of private thing is in a text. With noNames only secrets
// and numbers count.
func (m *matcher) first(s string, noNames bool) (Kind, bool) {
	for _, f := range m.find(s) {
		if !noNames || f.kind != Name {
			return f.kind, true
		}
	}
	return "", false
}

func (m *matcher) find(s string) []span {
	return slices.Concat(m.findSecrets(s), m.findNumbers(s), m.findNames(s))
}

func (m *matcher) findSecrets(s string) (found []span) {
	for _, secret := range m.secrets {
		for at := 0; ; {
			i := strings.Index(s[at:], secret)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(secret)
			before, _ := utf8.DecodeLastRuneInString(s[:from])
			after, _ := utf8.DecodeRuneInString(s[to:])
			if len(secret) >= longSecret || !isWord(before) && !isWord(after) {
				found = append(found, span{from, to, Secret})
			}
			at = from + 1
		}
	}
	return found
}

// findNumbers looks at runs of digits, alone and put together with those next to
// them, as people write numbers.
func (m *matcher) findNumbers(s string) (found []span) {
	if len(m.numbers) == 0 {
		return nil
	}
	runs := runsOf(s)
	for i := range runs {
		digits := ""
		for j := i; j < len(runs) && j < i+mostPieces; j++ {
			if j > i && !joins(s[runs[j-1].to:runs[j].from]) {
				break
			}
			if digits += s[runs[j].from:runs[j].to]; m.isNumber(digits) {
				found = append(found, span{runs[i].from, runs[j].to, Number})
			}
		}
	}
	return found
}

func (m *matcher) isNumber(digits string) bool {
	if m.numbers[digits] {
		return true
	}
	return len(digits) >= ownDigits && len(digits) <= 20 && m.ends[digits[len(digits)-ownDigits:]]
}

// joins reports whether what is between two runs of digits may stand inside a
// number.
func joins(between string) bool {
	return len(between) <= 2 && strings.Trim(between, " .-/()") == ""
}

// findNames looks for whole words, in any case.
func (m *matcher) findNames(s string) (found []span) {
	if len(m.names) == 0 {
		return nil
	}
	words := wordsOf(s)
	for i, w := range words {
		for _, name := range m.names[strings.ToLower(s[w.from:w.to])] {
			if i+len(name) > len(words) {
				continue
			}
			same := true
			for k := range name {
				same = same && strings.ToLower(s[words[i+k].from:words[i+k].to]) == name[k]
			}
			if same {
				found = append(found, span{w.from, words[i+len(name)-1].to, Name})
			}
		}
	}
	return found
}

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func wordsOf(s string) []span { return split(s, isWord) }

func runsOf(s string) []span {
	return split(s, func(r rune) bool { return r >= '0' && r <= '9' })
}

// split finds the longest parts of a text that are made of some characters.
func split(s string, of func(rune) bool) (parts []span) {
	from := -1
	for i, r := range s {
		switch in := of(r); {
		case in && from < 0:
			from = i
		case !in && from >= 0:
			parts, from = append(parts, span{from: from, to: i}), -1
		}
	}
	if from >= 0 {
		parts = append(parts, span{from: from, to: len(s)})
	}
	return parts
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
