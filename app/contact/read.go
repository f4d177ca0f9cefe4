package contact

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Errors of a file that cannot be used at all.
var (
	ErrTooBig  = errors.New("the file is larger than 8 MB")
	ErrUnknown = errors.New("the file is neither a vCard nor a table with a column of numbers")
)

// Read reads a directory in either form, told apart by what is in it: UTF-8, or
// Windows-1252 where it is not valid UTF-8, with or without a byte order mark.
// dialable turns a number in any spelling into one that can be dialled. An error
// means that nothing could be used: ErrTooBig, ErrUnknown, or the reader's.
func Read(r io.Reader, dialable func(string) (string, error)) (Result, error) {
	data, err := io.ReadAll(io.LimitReader(r, MostBytes+1))
	if err != nil {
		return Result{}, fmt.Errorf("contact: %w", err)
	}
	if len(data) > MostBytes {
		return Result{}, fmt.Errorf("contact: %w", ErrTooBig)
	}
	text := decode(data)
	if isVCard(text) {
		return readVCards(text, dialable), nil
	}
	return readTable(text, dialable)
}

func isVCard(text string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return strings.EqualFold(strings.TrimSpace(first), "BEGIN:VCARD")
}

// decode returns the text of a file.
func decode(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return string(data)
	}
	return latin(data)
}

// latin reads Windows-1252, which is Latin-1 with letters and marks in a part
// that Latin-1 leaves to control characters.
func latin(data []byte) string {
	const from80 = "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ"
	high := []rune(from80)
	var b strings.Builder
	for _, c := range data {
		switch {
		case c >= 0x80 && c < 0xa0:
			b.WriteRune(high[c-0x80])
		default:
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}
