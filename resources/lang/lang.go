// Package lang gives the program's texts in the language in use.
//
// The calls are those of fyne.io/fyne/v2/lang, which has no way to change the
// language of a running program: X and XN take the key of a text, its English
// wording, and what to fill in. [Use] changes the language; texts made before
// stay as they are, so whoever shows them makes them anew.
//
// All functions may be called from any goroutine. The language is one for the
// whole process, as the environment is that it comes from at first.
package lang

import (
	"fmt"
	"sync"
	"sync/atomic"
)

var (
	current atomic.Pointer[catalogue]
	first   sync.Once
)

// inUse is the catalogue of the language in use, at first the system's.
func inUse() *catalogue {
	first.Do(func() {
		if current.Load() == nil {
			_ = Use("") // what is embedded can be read; English is in the source anyway
		}
	})
	if c := current.Load(); c != nil {
		return c
	}
	return &catalogue{code: English}
}

// Use changes the language: a code such as "de", or empty for the one that the
// system has. The error names a language that there is none of, and the one in
// use stays.
func Use(code string) error {
	if code == "" {
		code = System()
	}
	if c := current.Load(); c != nil && c.code == code {
		return nil
	}
	c, err := load(code)
	if err != nil {
		return fmt.Errorf("lang: %w", err)
	}
	current.Store(c)
	return nil
}

// UseTexts has the texts of a catalogue in the form of those in [resources] from
// now on, under a code of its own: for texts that are tried before they are a
// language, such as ones that are stretched to see what breaks.
func UseTexts(code string, catalogueJSON []byte) error {
	c, err := decode(code, catalogueJSON)
	if err != nil {
		return fmt.Errorf("lang: %w", err)
	}
	current.Store(c)
	return nil
}

// Code is the language in use: "en", "de".
func Code() string { return inUse().code }

// X returns the text of a key. English is what to say where the language has no
// such text. Values are filled in for {{.Name}} as they are; what is not given
// stays out.
func X(key, english string, values ...map[string]any) string {
	return inUse().find(key, "other", english).fill(values)
}

// XN returns the form of a text for a count. English is the plural.
func XN(key, english string, count int, values ...map[string]any) string {
	c := inUse()
	return c.find(key, plural(c.code, count), english).fill(values)
}
