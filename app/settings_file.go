package app

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// UnknownSettingError says that a settings file has a setting that this version
// does not know: one mistyped, or of a later version. It is kept when the file is
// written.
type UnknownSettingError struct {
	Line int    // 0 when that is not known
	Key  string // with its table, "voice.ring_volme"
}

// Error implements error.
func (e *UnknownSettingError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("unknown setting %q", e.Key)
	}
	return fmt.Sprintf("line %d: unknown setting %q", e.Line, e.Key)
}

// decodeSettings reads a file over s. It returns the first setting that nobody
// knows, nil when there is none.
func decodeSettings(data []byte, s *Settings) (*UnknownSettingError, error) {
	err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(s)
	strict, ok := errors.AsType[*toml.StrictMissingError](err)
	if !ok || len(strict.Errors) == 0 {
		return nil, err
	}
	row, _ := strict.Errors[0].Position()
	return &UnknownSettingError{row, strings.Join(strict.Errors[0].Key(), ".")}, nil
}

// encodeSettings is the file's new content: the settings, and of the file at path
// whatever is none of them.
func encodeSettings(path string, s Settings) ([]byte, error) {
	data, err := toml.Marshal(s)
	if err != nil {
		return nil, err
	}
	var before, now map[string]any
	old, err := os.ReadFile(path)
	if err != nil || toml.Unmarshal(old, &before) != nil {
		return data, nil // nothing there that could be kept
	}
	foreign := unknownIn(before, reflect.TypeFor[Settings]())
	if len(foreign) == 0 {
		return data, nil
	}
	if err := toml.Unmarshal(data, &now); err != nil {
		return nil, err
	}
	addAll(now, foreign)
	return toml.Marshal(now)
}

// unknownIn is the part of a table that is no field of a struct.
func unknownIn(table map[string]any, t reflect.Type) map[string]any {
	foreign := map[string]any{}
	for key, value := range table {
		field, ok := fieldOf(t, key)
		switch inner, isTable := value.(map[string]any); {
		case !ok:
			foreign[key] = value
		case isTable && field.Kind() == reflect.Struct:
			if f := unknownIn(inner, field); len(f) > 0 {
				foreign[key] = f
			}
		}
	}
	return foreign
}

// fieldOf finds a struct's field by its name in the file, in any case, as the
// decoder does.
func fieldOf(t reflect.Type, key string) (reflect.Type, bool) {
	for f := range t.Fields() {
		if name, _, _ := strings.Cut(f.Tag.Get("toml"), ","); strings.EqualFold(name, key) {
			return f.Type, true
		}
	}
	return nil, false
}

// addAll adds what is not in a table yet, inner tables too.
func addAll(to, from map[string]any) {
	for key, value := range from {
		inner, isTable := value.(map[string]any)
		if have, ok := to[key].(map[string]any); ok && isTable {
			addAll(have, inner)
			continue
		}
		to[key] = value
	}
}
