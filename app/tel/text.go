package tel

import (
	"fmt"
	"slices"
	"strings"
)

// labels are what people write before a number.
var labels = []string{"tel", "phone", "telefon", "telephone", "fon", "mobile", "mobil", "cell", "call"}

// extensions are what people write between a number and its extension, longest
// first.
var extensions = []string{"extension", "ext.", "ext", "x"}

// parseText reads a number as people write it: with a label in front ("Tel.:"),
// separators of all kinds, and an extension behind ("ext. 12"). Letters are
// never turned into digits (RFC 3966 §5.1.2).
func parseText(s string) (Number, error) {
	s = strings.ReplaceAll(withoutLabel(s), "\t", " ")
	s, extension, err := cutExtension(s)
	if err != nil {
		return Number{}, err
	}
	if strings.Contains(s, ", ") { // rather a second number than a pause
		return Number{}, fmt.Errorf("%w: more than one number", ErrNotNumber)
	}
	n := Number{Extension: extension}
	if n.Digits, n.After, err = read(s, false); err != nil {
		return Number{}, err
	}
	return n.check()
}

// withoutLabel drops a label from what was copied together with a number: one of
// a few words, a full stop or a colon, and a blank.
func withoutLabel(s string) string {
	word, rest, found := strings.Cut(s, " ")
	bare := strings.TrimRight(word, ".:")
	if found && word != bare && slices.Contains(labels, strings.ToLower(bare)) {
		return strings.TrimSpace(rest)
	}
	return s
}

// cutExtension takes an extension away from the end of a number.
func cutExtension(s string) (number, extension string, err error) {
	lower := strings.ToLower(s)
	for _, word := range extensions {
		i := strings.Index(lower, word)
		if i < 0 || len(lower) != len(s) {
			continue
		}
		extension = strings.Trim(s[i+len(word):], " .:")
		if extension == "" || strings.Trim(extension, "0123456789") != "" {
			return "", "", fmt.Errorf("%w: extension %q", ErrNotNumber, extension)
		}
		return strings.TrimRight(s[:i], " ;,"), extension, nil
	}
	return s, "", nil
}
