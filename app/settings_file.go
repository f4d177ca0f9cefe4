package app

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
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

// NewerSettingsError says that a settings file is of a form that only a newer
// version knows. It is left as it is.
type NewerSettingsError struct{ Version int }

// Error implements error.
func (e *NewerSettingsError) Error() string {
	return fmt.Sprintf("written by a newer Offhook (form %d; this one knows %d)", e.Version, settingsVersion)
}

// decodeSettings reads a file over s. It returns the first setting that nobody
// knows, nil when there is none.
func decodeSettings(data []byte, s *Settings) (*UnknownSettingError, error) {
	unknown, err := decodeAll(data, s)
	if err != nil || len(unknown) == 0 {
		return nil, err
	}
	return unknown[0], nil
}

// decodeAll reads a file over s, and lists the settings that nobody knows.
func decodeAll(data []byte, s *Settings) (unknown []*UnknownSettingError, err error) {
	err = toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(s)
	strict, ok := errors.AsType[*toml.StrictMissingError](err)
	if !ok {
		return nil, err
	}
	for i := range strict.Errors {
		row, _ := strict.Errors[i].Position()
		unknown = append(unknown, &UnknownSettingError{row, strings.Join(strict.Errors[i].Key(), ".")})
	}
	return unknown, nil
}

// userFile is a settings file of the user.
type userFile struct {
	layer
	tree map[string]any // all of it, in the present form
}

// readUserFile reads the user's settings. One that is not there says nothing. An
// *[UnknownSettingError] beside a file says that the rest holds; any other error is
// about the whole.
func readUserFile(path string) (userFile, error) {
	f := userFile{layer: layer{name: path}, tree: map[string]any{}}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return f, err
	}
	s := DefaultSettings()
	s.Version = 0
	unknown, err := decodeSettings(data, &s)
	if s.Version > settingsVersion {
		return f, fmt.Errorf("%s: %w", path, &NewerSettingsError{s.Version})
	}
	if err == nil {
		err = toml.Unmarshal(data, &f.tree)
	}
	if err != nil {
		return f, fmt.Errorf("%s: %w", path, tomlError(err))
	}
	if s.Version == 1 {
		fromFirst(f.tree, s)
	}
	f.values, f.lines = fileValues(f.tree), linesOf(data)
	if action := unknownAction(s.Keys); unknown == nil && action != "" {
		unknown = &UnknownSettingError{Key: keysTable + "." + action}
	}
	if action := unknownHotkey(s.Hotkeys); unknown == nil && action != "" {
		unknown = &UnknownSettingError{Key: hotkeysTable + "." + action}
	}
	if unknown != nil {
		return f, fmt.Errorf("%s: %w", path, unknown)
	}
	return f, nil
}

// fromFirst brings a file of the first form into the second. The first one had
// every setting in it, also those that nobody chose, which would keep the
// administrator's defaults from ever holding; the second has what differs from
// them. What is as it was built in is taken for not chosen.
func fromFirst(tree map[string]any, s Settings) {
	builtIn := DefaultSettings() // as they were then: none has changed since
	for _, f := range settingFields() {
		if f.key != keysTable && f.same(&s, &builtIn) {
			removeFrom(tree, f.path)
		}
	}
}

// editFile changes the settings file at path, whole or not at all, with mode 0600.
// What the file says beyond our settings is kept; comments are not. A value that is
// the default again is taken out of the file. Locked settings are left alone.
func editFile(path string, f userFile, base Settings, locked func(key string) bool, edit func(*Settings) error) error {
	before := base
	if err := f.lay(&before); err != nil {
		return err
	}
	settle(&before)
	after := before
	if err := edit(&after); err != nil {
		return err
	}
	if err := f.change(base, before, after, locked); err != nil {
		return err
	}
	f.tree["version"] = settingsVersion
	data, err := toml.Marshal(f.tree)
	if err != nil {
		return err
	}
	return writeWhole(path, data)
}

// change takes over into the file what differs between two settings.
func (f userFile) change(base, before, after Settings, locked func(key string) bool) error {
	values, err := settingValues(after)
	if err != nil {
		return err
	}
	for _, field := range settingFields() {
		switch {
		case field.key == keysTable:
			f.changeKeys(before.Keys, after.Keys, locked)
		case field.same(&before, &after), locked(field.key):
		case field.same(&after, &base):
			removeFrom(f.tree, field.path)
		default:
			setIn(f.tree, field.path, values[field.key])
		}
	}
	return nil
}

// changeKeys takes over the keys of actions, one by one.
func (f userFile) changeKeys(before, after map[string]string, locked func(key string) bool) {
	for action, chord := range after {
		if before[action] != chord && !locked(keysTable+"."+action) {
			setIn(f.tree, []string{keysTable, action}, chord)
		}
	}
	for action := range before {
		if _, ok := after[action]; !ok && !locked(keysTable+"."+action) {
			removeFrom(f.tree, []string{keysTable, action})
		}
	}
}
