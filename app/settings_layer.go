package app

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"offhook/app/policy"
)

// layer is what one source of settings says.
type layer struct {
	name   string // of the file or the registry's key
	values map[string]any
	lines  map[string]int // of the values, where they are known
}

func (l layer) has(key string) bool {
	_, ok := l.values[key]
	return ok
}

// where says where a value comes from: the file, and the line where it is known.
func (l layer) where(key string) string {
	if n := l.lines[key]; n > 0 {
		return fmt.Sprintf("%s, line %d", l.name, n)
	}
	return l.name
}

// lay puts the layer's values over settings. A list or a table takes the place of
// the one below; a key of an action does so alone.
func (l layer) lay(s *Settings) error {
	if len(l.values) == 0 {
		return nil
	}
	for _, f := range settingFields() {
		if f.key == keysTable {
			s.Keys = maps.Clone(s.Keys) // the one below stays as it is
		} else if l.has(f.key) {
			f.of(s).SetZero()
		}
	}
	data, err := toml.Marshal(fileTree(l.values))
	if err != nil {
		return err
	}
	return toml.Unmarshal(data, s)
}

// administered reads what an administrator wrote. An *[UnknownSettingError] beside
// a layer says that the rest holds; any other error is about the whole. Texts may
// hold ${NAME}, a variable of the environment.
func administered(d policy.Document) (layer, error) {
	l := layer{name: d.Name}
	if d.Err != nil || len(d.Text) == 0 {
		return l, d.Err
	}
	var tree map[string]any
	var scratch Settings
	unknown, err := decodeAll(d.Text, &scratch)
	for _, u := range unknown {
		if !d.Lines {
			u.Line = 0
		}
		if err == nil && isSecretName(u.Key) {
			return l, fmt.Errorf("%s: %w", d.Name, &SecretSettingError{u.Line, u.Key})
		}
	}
	if err != nil {
		if d.Lines {
			err = tomlError(err)
		}
		return l, fmt.Errorf("%s: %w", d.Name, err)
	}
	if scratch.Version > settingsVersion {
		return l, fmt.Errorf("%s: %w", d.Name, &NewerSettingsError{scratch.Version})
	}
	if err := toml.Unmarshal(d.Text, &tree); err != nil {
		return l, fmt.Errorf("%s: %w", d.Name, err)
	}
	l.values = fileValues(tree)
	if d.Lines {
		l.lines = linesOf(d.Text)
	}
	for _, key := range slices.Sorted(maps.Keys(l.values)) {
		if l.values[key], err = expand(l.values[key], os.LookupEnv); err == nil {
			err = noSecret(l.values[key])
		}
		if err != nil {
			return l, fmt.Errorf("%s: %s: %w", l.where(key), key, err)
		}
	}
	if key := l.leaveOutUnknown(); key != "" && len(unknown) == 0 {
		return l, fmt.Errorf("%s: %w", d.Name, &UnknownSettingError{l.lines[key], key})
	}
	if len(unknown) > 0 {
		return l, fmt.Errorf("%s: %w", d.Name, unknown[0])
	}
	return l, nil
}

// leaveOutUnknown takes keys that are for no action out of the layer, and returns the
// first of them, empty for none.
func (l layer) leaveOutUnknown() string {
	var gone []string
	maps.DeleteFunc(l.values, func(key string, _ any) bool {
		action, ok := keyOfAction(key)
		if ok = ok && unknownAction(map[string]string{action: ""}) != ""; ok {
			gone = append(gone, key)
		}
		return ok
	})
	if table, ok := l.values[hotkeysTable].(map[string]any); ok {
		maps.DeleteFunc(table, func(action string, _ any) bool {
			unknown := unknownHotkey(map[string]string{action: ""}) != ""
			if unknown {
				gone = append(gone, hotkeysTable+"."+action)
			}
			return unknown
		})
	}
	if len(gone) == 0 {
		return ""
	}
	return slices.Min(gone)
}

// SecretSettingError says that settings for everybody have what looks like a
// secret.
type SecretSettingError struct {
	Line int // 0 when that is not known
	Key  string
}

// Error implements error.
func (e *SecretSettingError) Error() string {
	at := ""
	if e.Line > 0 {
		at = fmt.Sprintf("line %d: ", e.Line)
	}
	return fmt.Sprintf("%s%q: no secrets belong here; passwords and codes are in each user's keychain", at, e.Key)
}

// secretName is how names of secrets are told from others.
var secretName = regexp.MustCompile(`(?i)passw|secret|token|credential|(station|security)_?code|(^|[._])pin$|srtp_?key`)

func isSecretName(key string) bool { return secretName.MatchString(key) }

// userInfo is a URL's part with a password.
var userInfo = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://[^/?#@]*:[^/?#@]*@`)

// noSecret refuses texts with a password in an address.
func noSecret(v any) error {
	var found error
	eachText(v, func(s string) string {
		if u, err := url.Parse(s); err == nil && u.User != nil || userInfo.MatchString(s) {
			found = errors.New("an address with a user or a password in it: no secrets belong here")
		}
		return s
	})
	return found
}

// placeholder is ${NAME} or ${NAME:-otherwise}; a $ before it takes its meaning
// away.
var placeholder = regexp.MustCompile(`\$?\$\{([A-Za-z_][A-Za-z0-9_]*)(:-[^}]*)?\}`)

// expand puts variables of the environment into a value's texts. One that is not
// set, and has nothing to take its place, is an error, as is one that holds a
// secret.
func expand(v any, lookUp func(string) (string, bool)) (any, error) {
	var found error
	v = eachText(v, func(s string) string {
		return placeholder.ReplaceAllStringFunc(s, func(all string) string {
			if strings.HasPrefix(all, "$$") {
				return all[1:]
			}
			parts := placeholder.FindStringSubmatch(all)
			value, ok := lookUp(parts[1])
			switch {
			case isSecretName(parts[1]):
				found = fmt.Errorf("%s: no secrets belong here", all)
			case ok && value != "":
				return value
			case parts[2] != "":
				return parts[2][len(":-"):]
			default:
				found = fmt.Errorf("the variable %s is not set in the environment", parts[1])
			}
			return ""
		})
	})
	return v, found
}

// eachText is a value with its texts replaced, those in its lists and tables too.
func eachText(v any, f func(string) string) any {
	switch v := v.(type) {
	case string:
		return f(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = eachText(v[i], f)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			out[k] = eachText(v[k], f)
		}
		return out
	}
	return v
}

// linesOf finds the lines of a file's settings. It must be right TOML.
func linesOf(text []byte) map[string]int {
	known := map[string]string{} // by the name in small letters
	for _, f := range settingFields() {
		known[strings.ToLower(f.key)] = f.key
	}
	lines := map[string]int{}
	var p unstable.Parser
	p.Reset(text)
	var table []string
	for p.NextExpression() {
		node := p.Expression()
		if node.Kind != unstable.Table && node.Kind != unstable.ArrayTable && node.Kind != unstable.KeyValue {
			continue
		}
		path, offset := []string{}, uint32(0)
		for k := node.Key(); k.Next(); {
			path, offset = append(path, string(k.Node().Data)), k.Node().Raw.Offset
		}
		if node.Kind == unstable.KeyValue {
			path = append(slices.Clone(table), path...)
		} else {
			table = path
		}
		line := 1 + bytes.Count(text[:offset], []byte("\n"))
		for n := range path { // a table may be the setting
			name := strings.ToLower(strings.Join(path[:n+1], "."))
			key := known[name]
			if key == keysTable && n+1 < len(path) {
				key = keysTable + "." + path[n+1]
			}
			if key != "" && key != keysTable && lines[key] == 0 {
				lines[key] = line
			}
		}
	}
	return lines
}
