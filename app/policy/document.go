package policy

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Document is one set of settings that an administrator made. The zero Document
// sets nothing.
type Document struct {
	// Name says where it is, for people: a file's path, or a key of the registry.
	Name string
	// Text is in the form of the settings file, empty when there is none.
	Text []byte
	// Lines says that Text is what the administrator wrote, so that its line numbers
	// mean something.
	Lines bool
	// Err says why it is there and cannot be read.
	Err error
}

// Machine is what the administrator set for everybody on this computer.
type Machine struct {
	Defaults Document // the user may change them
	Policy   Document // the user may not
}

// Kind is what a setting's value is. Where the source has no types of its own,
// values are made to fit.
type Kind int

// The kinds.
const (
	Text    Kind = iota
	Switch       // true or false
	Whole        // a whole number
	Number       // with a fraction
	Texts        // a list
	Numbers      // a list of whole numbers
	Table        // a table, or a list of tables
)

// Shape are the kinds of all settings, by their names in the settings file:
// "voice.ring_volume".
type Shape map[string]Kind

// mostText bounds a file in bytes: settings take a few thousand.
const mostText = 1 << 20

// FromFile reads a settings file of an administrator. One that is not there sets
// nothing.
func FromFile(path string) Document {
	d := Document{Name: path, Lines: true}
	d.Text, d.Err = readBounded(path)
	return d
}

// readBounded reads a file of at most mostText bytes; nothing where there is none.
func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, mostText+1))
	if err == nil && len(data) > mostText {
		err = fmt.Errorf("%s: more than %d bytes", path, mostText)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}
