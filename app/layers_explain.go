package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Explained is one setting and where its value comes from.
type Explained struct {
	Key string `json:"key"` // with its table, as in the settings file
	// Value is as JSON has it, which is as the file has it for all but tables.
	Value json.RawMessage `json:"value"`
	// Source is one of: built-in, defaults, user, flag, policy. It stays, in whatever
	// language the window is.
	Source string `json:"source"`
	// From is the file or the registry's key, with the line where it is known; empty
	// for what is built in.
	From   string `json:"from,omitempty"`
	Locked bool   `json:"locked"` // only the administrator changes it
}

// Explain lists every setting with its value and where that comes from, in the
// order of the settings file; each action's key by itself.
func (l *Layers) Explain() ([]Explained, error) {
	values, err := settingValues(l.Settings)
	if err != nil {
		return nil, err
	}
	for _, b := range l.Settings.KeyBindings() {
		values[keysTable+"."+string(b.Action)] = b.Chord
	}
	var list []Explained
	for _, f := range settingFields() {
		keys := []string{f.key}
		if f.key == keysTable {
			keys = nil
			for _, b := range DefaultKeys() {
				keys = append(keys, keysTable+"."+string(b.Action))
			}
		}
		for _, key := range keys {
			e := l.origin(key)
			if e.Value, err = plainJSON(values[key]); err != nil {
				return nil, err
			}
			list = append(list, e)
		}
	}
	return list, nil
}

// origin says where a setting comes from.
func (l *Layers) origin(key string) Explained {
	e := Explained{Key: key, Source: "built-in"}
	for _, s := range []struct {
		name string
		from layer
	}{{"defaults", l.defaults}, {"user", l.user}, {"flag", l.flags}, {"policy", l.policy}} {
		if s.from.has(key) {
			e.Source, e.From = s.name, s.from.where(key)
		}
	}
	e.Locked = l.Locked(key)
	return e
}

// plainJSON writes a value in one line, with signs such as & as they are.
func plainJSON(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// keyOfAction is the action of a setting that is an action's key.
func keyOfAction(key string) (action string, ok bool) { return strings.CutPrefix(key, keysTable+".") }

// valueColumn is the width in which values are lined up, in bytes; a longer one
// goes over it.
const valueColumn = 40

// ExplainText is such a list in columns: setting, value, and where it comes from.
func ExplainText(list []Explained) string {
	var b strings.Builder
	keys, values := 0, 0
	for _, s := range list {
		keys = max(keys, len(s.Key))
		values = max(values, min(len(s.Value), valueColumn))
	}
	for _, s := range list {
		from := s.Source
		if s.From != "" {
			from += " (" + s.From + ")"
		}
		if s.Locked {
			from += ", locked"
		}
		fmt.Fprintf(&b, "%-*s  %-*s  %s\n", keys, s.Key, values, s.Value, from)
	}
	return b.String()
}
