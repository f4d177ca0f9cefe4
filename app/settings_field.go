package app

import (
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"offhook/app/policy"
)

// settingField is one value of the settings file: what is set, locked and explained
// as a whole.
type settingField struct {
	key   string // with its table, "voice.ring_volume"
	path  []string
	index []int // of the struct's fields
	kind  policy.Kind
}

// keysTable is the one table whose entries are settings of their own: the keys of
// actions.
const keysTable = "keys"

// settingFields lists the values of the settings file but its version, in the order
// in which the file has them.
func settingFields() []settingField {
	return fieldsOf(reflect.TypeFor[Settings](), settingField{})
}

func fieldsOf(t reflect.Type, in settingField) (list []settingField) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
		this := settingField{
			path: append(slices.Clone(in.path), name), index: append(slices.Clone(in.index), i), kind: kindOf(f.Type),
		}
		this.key = strings.Join(this.path, ".")
		switch {
		case this.key == "version":
		case f.Type.Kind() == reflect.Struct:
			list = append(list, fieldsOf(f.Type, this)...)
		default:
			list = append(list, this)
		}
	}
	return list
}

func kindOf(t reflect.Type) policy.Kind {
	switch t.Kind() {
	case reflect.Bool:
		return policy.Switch
	case reflect.Int:
		return policy.Whole
	case reflect.Float64:
		return policy.Number
	case reflect.Slice:
		switch t.Elem().Kind() {
		case reflect.String:
			return policy.Texts
		case reflect.Int:
			return policy.Numbers
		}
		return policy.Table
	case reflect.Map:
		return policy.Table
	}
	return policy.Text
}

// of is the field in some settings.
func (f settingField) of(s *Settings) reflect.Value {
	return reflect.ValueOf(s).Elem().FieldByIndex(f.index)
}

// same reports whether two settings have the same value; an empty list is as good
// as none.
func (f settingField) same(a, b *Settings) bool {
	x, y := f.of(a), f.of(b)
	if k := x.Kind(); (k == reflect.Slice || k == reflect.Map) && x.Len() == 0 && y.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(x.Interface(), y.Interface())
}

// empty is the field's value where there is none, as a file has it.
func (f settingField) empty() any {
	switch f.kind {
	case policy.Switch:
		return false
	case policy.Whole:
		return int64(0)
	case policy.Number:
		return 0.0
	case policy.Texts, policy.Numbers:
		return []any{}
	case policy.Table:
		if reflect.TypeFor[Settings]().FieldByIndex(f.index).Type.Kind() == reflect.Map {
			return map[string]any{}
		}
		return []any{}
	}
	return ""
}

// SettingsShape are the settings and their kinds, for the readers of package
// policy.
func SettingsShape() policy.Shape {
	shape := policy.Shape{}
	for _, f := range settingFields() {
		shape[f.key] = f.kind
	}
	return shape
}

// fileValues are the settings in a file's tables by their keys, each key of an
// action by itself. Names fit in any case, as the decoder has it.
func fileValues(tree map[string]any) map[string]any {
	values := map[string]any{}
	for _, f := range settingFields() {
		v, ok := lookUp(tree, f.path)
		switch table, isTable := v.(map[string]any); {
		case !ok:
		case f.key == keysTable && isTable:
			for action, chord := range table {
				values[keysTable+"."+action] = chord
			}
		default:
			values[f.key] = v
		}
	}
	return values
}

// fileTree are the tables of such values.
func fileTree(values map[string]any) map[string]any {
	tree := map[string]any{}
	for key, v := range values {
		setIn(tree, strings.Split(key, "."), v)
	}
	return tree
}

// settingValues are the values of settings as a file has them, with those that it
// leaves out where they are empty.
func settingValues(s Settings) (map[string]any, error) {
	data, err := toml.Marshal(s)
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		return nil, err
	}
	values := fileValues(tree)
	for _, f := range settingFields() {
		if _, ok := values[f.key]; !ok && f.key != keysTable {
			values[f.key] = f.empty()
		}
	}
	return values, nil
}

// lookUp finds a value in tables, by names in any case.
func lookUp(tree map[string]any, path []string) (any, bool) {
	for name, v := range tree {
		if !strings.EqualFold(name, path[0]) {
			continue
		}
		if len(path) == 1 {
			return v, true
		}
		if inner, ok := v.(map[string]any); ok {
			if v, ok := lookUp(inner, path[1:]); ok {
				return v, true
			}
		}
	}
	return nil, false
}

// setIn sets a value in tables, in place of the one that is there in any case.
func setIn(tree map[string]any, path []string, v any) {
	removeFrom(tree, path)
	for _, name := range path[:len(path)-1] {
		inner, ok := tree[tableName(tree, name)].(map[string]any)
		if !ok {
			inner = map[string]any{}
			tree[name] = inner
		}
		tree = inner
	}
	tree[path[len(path)-1]] = v
}

// tableName is the spelling that a table has in tables.
func tableName(tree map[string]any, name string) string {
	for have, v := range tree {
		if _, ok := v.(map[string]any); ok && strings.EqualFold(have, name) {
			return have
		}
	}
	return name
}

// removeFrom takes a value out of tables, and the table with it when that is empty
// then.
func removeFrom(tree map[string]any, path []string) {
	for name, v := range tree {
		if !strings.EqualFold(name, path[0]) {
			continue
		}
		if len(path) == 1 {
			delete(tree, name)
			continue
		}
		if inner, ok := v.(map[string]any); ok && len(inner) > 0 {
			if removeFrom(inner, path[1:]); len(inner) == 0 {
				delete(tree, name)
			}
		}
	}
}
