package contact

import (
	"fmt"
	"strings"
	"unicode"

	"offhook/app/lookup"
)

// Entry is one number of a directory, with whose it is. Somebody with two
// numbers has two entries. Comparable.
type Entry struct {
	ID        int64 // in the directory's database, 0 for a new one
	Name      string
	Company   string
	Label     string // which of somebody's numbers it is, e.g. mobile
	Number    string // as it can be dialled
	Favourite bool
}

// Limits of a file. What is beyond is told, not taken.
const (
	MostBytes   = 8 << 20
	MostEntries = 50_000
	mostTold    = 50 // problems that are kept with their line
)

// Problem is why a part of a file could not be used.
type Problem struct {
	Line int // counted from 1
	Text string
}

func (p Problem) String() string { return fmt.Sprintf("line %d: %s", p.Line, p.Text) }

// Result is what a file gave.
type Result struct {
	Entries  []Entry
	Problems []Problem // the first fifty
	Skipped  int       // how many parts could not be used
}

func (r *Result) skip(line int, format string, args ...any) {
	r.Skipped++
	if len(r.Problems) < mostTold {
		r.Problems = append(r.Problems, Problem{line, fmt.Sprintf(format, args...)})
	}
}

// add takes an entry, or says why it cannot.
func (r *Result) add(line int, e Entry, dialable func(string) (string, error)) {
	number, err := dialable(e.Number)
	if err != nil {
		r.skip(line, "%q is not a number that can be dialled", clip(e.Number))
		return
	}
	if len(r.Entries) >= MostEntries {
		r.skip(line, "the file has more than %d entries", MostEntries)
		return
	}
	e.Number, e.Name, e.Company, e.Label = number, Clean(e.Name), Clean(e.Company), Clean(e.Label)
	if e.Name == "" {
		e.Name = e.Company
	}
	if e.Name == "" {
		e.Name = number
	}
	r.Entries = append(r.Entries, e)
}

// Clean makes a text from outside fit for one line: no control or formatting
// characters, single blanks, 200 characters at most.
func Clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
	return lookup.Bounded(strings.Join(strings.Fields(s), " "))
}

// clip shortens a text for a message.
func clip(s string) string {
	s = Clean(s)
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
