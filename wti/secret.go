package wti

import (
	"fmt"
	"log/slog"
)

// Secret is a text that must never be shown: every way of printing it, logging
// it or marshalling it yields a mask. Use Reveal where it is really needed.
type Secret string

const mask = "••••"

// Reveal returns the text itself.
func (s Secret) Reveal() string { return string(s) }

// String returns a mask.
func (s Secret) String() string { return mask }

// GoString returns a mask, for %#v.
func (s Secret) GoString() string { return mask }

// Format writes a mask whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(mask)) }

// LogValue returns a mask.
func (s Secret) LogValue() slog.Value { return slog.StringValue(mask) }

// MarshalText returns a mask, so that no encoder writes the secret by accident.
func (s Secret) MarshalText() ([]byte, error) { return []byte(mask), nil }
