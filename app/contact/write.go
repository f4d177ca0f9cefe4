package contact

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strings"

	"offhook/app/lookup"
)

// WriteCSV writes entries as comma-separated values (RFC 4180) in UTF-8 that
// [Read] reads. Texts that a spreadsheet would take for a formula get an
// apostrophe in front.
func WriteCSV(w io.Writer, entries iter.Seq2[Entry, error]) (n int, err error) {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	_ = out.Write([]string{"name", "company", "label", "number", "favourite"}) // an error stays until Error
	for e, err := range entries {
		if err != nil {
			return n, err
		}
		favourite := ""
		if e.Favourite {
			favourite = "yes"
		}
		_ = out.Write([]string{guarded(e.Name), guarded(e.Company), guarded(e.Label), guarded(e.Number), favourite})
		n++
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return n, fmt.Errorf("contact: csv: %w", err)
	}
	return n, nil
}

func guarded(s string) string {
	if s == "" || lookup.IsNumber(s) && !strings.ContainsAny(s, "-/()") || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	return "'" + s
}

// WriteVCard writes each entry as a vCard of version 4.0 (RFC 6350) that [Read]
// reads.
func WriteVCard(w io.Writer, entries iter.Seq2[Entry, error]) (n int, err error) {
	out := bufio.NewWriter(w)
	for e, err := range entries {
		if err != nil {
			return n, err
		}
		lines := []string{"BEGIN:VCARD", "VERSION:4.0", "FN:" + escape(e.Name)}
		if e.Company != "" {
			lines = append(lines, "ORG:"+escape(e.Company))
		}
		lines = append(lines, "TEL"+typeOf(e.Label)+":"+escape(e.Number))
		if e.Favourite {
			lines = append(lines, "CATEGORIES:"+favouriteCategory)
		}
		for _, l := range append(lines, "END:VCARD") {
			_, _ = out.WriteString(fold(l) + "\r\n") // an error stays until Flush
		}
		n++
	}
	if err := out.Flush(); err != nil {
		return n, fmt.Errorf("contact: vcard: %w", err)
	}
	return n, nil
}

// typeOf writes the labels that vCards know.
func typeOf(label string) string {
	switch strings.ToLower(label) {
	case "mobile", "cell":
		return ";TYPE=cell"
	case "work", "business", "office":
		return ";TYPE=work"
	case "home":
		return ";TYPE=home"
	}
	return ""
}

var escaper = strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`, "\r", "", "\n", `\n`)

func escape(s string) string { return escaper.Replace(s) }

// foldAt is the longest line of a vCard in bytes (RFC 6350 §3.2).
const foldAt = 75

// fold breaks a long line between characters.
func fold(line string) string {
	var b strings.Builder
	length := 0
	for _, r := range line {
		if size := len(string(r)); length+size > foldAt {
			b.WriteString("\r\n ")
			length = 1 + size
		} else {
			length += size
		}
		b.WriteRune(r)
	}
	return b.String()
}
