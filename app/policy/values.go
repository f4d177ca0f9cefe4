package policy

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// ExtraValue is the value with lines of a settings file, for tables and whatever
// else a source has no types for.
const ExtraValue = "toml"

// FromValues makes a document out of named values, as the registry has them: texts,
// lists of texts and whole numbers. A name is that of a setting with its table,
// "voice.ring_volume", in any case. The value [ExtraValue] is lines of a settings
// file; values of their own go before what these say.
func FromValues(shape Shape, name string, values map[string]any) Document {
	d := Document{Name: name}
	if len(values) == 0 {
		return d
	}
	d.Text, d.Err = encode(shape, values)
	if d.Err != nil {
		d.Err = fmt.Errorf("%s: %w", name, d.Err)
	}
	return d
}

// encode writes values as a settings file.
func encode(shape Shape, values map[string]any) ([]byte, error) {
	tree := map[string]any{}
	for key, v := range values {
		if strings.EqualFold(key, ExtraValue) {
			if err := toml.Unmarshal([]byte(lines(v)), &tree); err != nil {
				return nil, fmt.Errorf("%s: %w", ExtraValue, err)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if strings.EqualFold(key, ExtraValue) {
			continue
		}
		fitting, err := fit(shape, &key, values[key])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		if err := put(tree, strings.Split(key, "."), fitting); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	return toml.Marshal(tree)
}

// lines is a text of several lines, however the source has it.
func lines(v any) string {
	if list, ok := v.([]string); ok {
		return strings.Join(list, "\n")
	}
	if list, ok := v.([]any); ok {
		return strings.Join(texts(list), "\n")
	}
	return fmt.Sprint(v)
}

// put sets a value in a tree of tables.
func put(tree map[string]any, path []string, v any) error {
	for _, name := range path[:len(path)-1] {
		inner, ok := tree[name].(map[string]any)
		if tree[name] != nil && !ok {
			return fmt.Errorf("%s is a value already, and no table", name)
		}
		if !ok {
			inner = map[string]any{}
			tree[name] = inner
		}
		tree = inner
	}
	tree[path[len(path)-1]] = v
	return nil
}

// fit makes a value one of the setting's kind, and the key its usual spelling. A
// setting that nobody knows keeps what it has.
func fit(shape Shape, key *string, v any) (any, error) {
	for name, kind := range shape {
		if strings.EqualFold(name, *key) {
			*key = name
			return fitKind(kind, v)
		}
	}
	return v, nil
}

var errKind = errors.New("not a value of this setting's kind")

func fitKind(kind Kind, v any) (any, error) {
	text := strings.TrimSpace(fmt.Sprint(v))
	switch kind {
	case Text:
		if isScalar(v) {
			return text, nil
		}
	case Switch:
		switch strings.ToLower(text) {
		case "1", "true":
			return true, nil
		case "0", "false":
			return false, nil
		}
	case Whole:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n, nil
		}
	case Number:
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n, nil
		}
	case Texts:
		return list(v), nil
	case Numbers:
		return numbers(list(v))
	case Table:
		switch v.(type) {
		case map[string]any, []any:
			return v, nil
		}
		return nil, fmt.Errorf("%w: a table is written in %q", errKind, ExtraValue)
	}
	return nil, fmt.Errorf("%w: %.60q", errKind, text)
}

func isScalar(v any) bool {
	switch v.(type) {
	case string, bool, int64, uint64, float64:
		return true
	}
	return false
}

// list is a list of texts; a text of its own is a list of one.
func list(v any) []string {
	switch v := v.(type) {
	case []string:
		return v
	case []any:
		return texts(v)
	}
	return []string{fmt.Sprint(v)}
}

func texts(list []any) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = fmt.Sprint(v)
	}
	return out
}

func numbers(list []string) ([]int64, error) {
	out := make([]int64, len(list))
	for i, text := range list {
		n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%w: %.60q", errKind, text)
		}
		out[i] = n
	}
	return out, nil
}
