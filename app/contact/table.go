package contact

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// columns says what is where in a table. -1 means nowhere.
type columns struct {
	name, first, last int
	company           int
	label, favourite  int
	numbers           []int
	labels            []string // of numbers, from their headings
}

// readTable reads comma-, semicolon- or tab-separated values (RFC 4180) whose
// first line names the columns, as address books export them.
func readTable(text string, dialable func(string) (string, error)) (Result, error) {
	var res Result
	head, _, _ := strings.Cut(text, "\n")
	in := csv.NewReader(strings.NewReader(text))
	in.Comma = separator(head)
	in.FieldsPerRecord, in.ReuseRecord = -1, true
	heads, err := in.Read()
	if err != nil {
		return res, fmt.Errorf("contact: %w", ErrUnknown)
	}
	cols, ok := findColumns(heads)
	if !ok {
		return res, fmt.Errorf("contact: %w", ErrUnknown)
	}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return res, nil
		}
		if bad, is := errors.AsType[*csv.ParseError](err); is {
			res.skip(bad.StartLine, "%v", bad.Err)
			continue
		}
		if err != nil {
			return res, fmt.Errorf("contact: %w", err)
		}
		line, _ := in.FieldPos(0)
		cols.take(&res, row, line, dialable)
	}
}

// separator is the one that the first line has most of.
func separator(head string) rune {
	best := ','
	for _, c := range ";\t" {
		if strings.Count(head, string(c)) > strings.Count(head, string(best)) {
			best = c
		}
	}
	return best
}

// headings are what address books call their columns, in lower case.
var headings = map[string]string{
	"name": "name", "full name": "name", "display name": "name", "file as": "name", "contact": "name", "anzeigename": "name",
	"first name": "first", "given name": "first", "vorname": "first",
	"last name": "last", "family name": "last", "surname": "last", "nachname": "last",
	"company": "company", "organization": "company", "organisation": "company", "organization name": "company", "firma": "company",
	"label": "label", "type": "label",
	"favourite": "favourite", "favorite": "favourite",
}

func findColumns(heads []string) (columns, bool) {
	c := columns{name: -1, first: -1, last: -1, company: -1, label: -1, favourite: -1}
	for i, h := range heads {
		h = strings.ToLower(Clean(h))
		at := map[string]*int{"name": &c.name, "first": &c.first, "last": &c.last,
			"company": &c.company, "label": &c.label, "favourite": &c.favourite}[headings[h]]
		switch {
		case at != nil:
			if *at < 0 {
				*at = i
			}
		case isNumberHeading(h):
			c.numbers = append(c.numbers, i)
			c.labels = append(c.labels, numberLabel(h))
		}
	}
	return c, len(c.numbers) > 0
}

func isNumberHeading(h string) bool {
	for _, no := range []string{"fax", "label", "type", "account", "customer"} {
		if strings.Contains(h, no) {
			return false
		}
	}
	for _, yes := range []string{"phone", "number", "tel", "mobile", "mobil", "nummer", "extension"} {
		if strings.Contains(h, yes) {
			return true
		}
	}
	return false
}

// numberLabel is what is left of a heading without its general part: "Mobile
// Phone" becomes "mobile".
func numberLabel(h string) string {
	for _, w := range []string{"telephone", "phone", "number", "value", "-", "rufnummer", "telefon"} {
		h = strings.ReplaceAll(h, w, " ")
	}
	h = strings.Trim(strings.Join(strings.Fields(h), " "), "0123456789 ")
	if h == "tel" {
		return ""
	}
	return h
}

// take adds the numbers of one row.
func (c columns) take(res *Result, row []string, line int, dialable func(string) (string, error)) {
	field := func(i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return unguarded(strings.TrimSpace(row[i]))
	}
	e := Entry{Name: field(c.name), Company: field(c.company), Label: field(c.label), Favourite: yes(field(c.favourite))}
	if e.Name == "" {
		e.Name = strings.TrimSpace(field(c.first) + " " + field(c.last))
	}
	found := false
	for i, at := range c.numbers {
		for number := range strings.SplitSeq(field(at), ":::") { // several in one field
			if number = strings.TrimSpace(number); number == "" {
				continue
			}
			found = true
			n := e
			if n.Number = number; n.Label == "" {
				n.Label = c.labels[i]
			}
			res.add(line, n, dialable)
		}
	}
	if !found && strings.TrimSpace(strings.Join(row, "")) != "" {
		res.skip(line, "no number")
	}
}

// unguarded takes away the apostrophe that keeps a spreadsheet from reading a
// formula.
func unguarded(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@", rune(s[1])) {
		return s[1:]
	}
	return s
}

func yes(s string) bool {
	switch strings.ToLower(s) {
	case "1", "yes", "true", "x", "y", "ja":
		return true
	}
	return false
}
