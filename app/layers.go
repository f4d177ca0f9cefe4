package app

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"offhook/app/policy"
)

// Layers are the settings in force and where each comes from. From the weakest to
// the strongest: what is built in, the administrator's defaults, the user's file,
// the flags of this run, the administrator's policy. Nil is for the built-in settings
// alone. They do not change but by Override, before the app has them.
type Layers struct {
	// Settings are those in force.
	Settings Settings
	// UserErr says that the user's file is not used, or, as an
	// [*UnknownSettingError], that a part of it has no effect.
	UserErr error
	// DefaultsErr says the same of the administrator's defaults, and PolicyErr of the
	// policy. Where the policy is not used nobody can tell what it forbids: then there
	// is no signing in.
	DefaultsErr, PolicyErr error

	base                          Settings // without what the user and the policy say
	defaults, user, flags, policy layer
}

// LoadLayers reads the user's settings file between the administrator's defaults
// and policy. What cannot be used is left out, and told in the errors of the
// outcome.
func LoadLayers(m policy.Machine, path string) *Layers {
	l := &Layers{}
	l.defaults, l.DefaultsErr = administered(m.Defaults)
	if blocks(l.DefaultsErr) {
		l.defaults.values = nil
	}
	l.policy, l.PolicyErr = administered(m.Policy)
	if blocks(l.PolicyErr) {
		l.policy.values = nil
	}
	l.layBase()
	l.layUser(path)
	return l
}

// blocks reports whether an error is about a whole source.
func blocks(err error) bool {
	_, unknown := errors.AsType[*UnknownSettingError](err)
	return err != nil && !unknown
}

// layBase lays the defaults over the built-in settings, and tries the policy on
// them.
func (l *Layers) layBase() {
	l.base = DefaultSettings()
	err := l.defaults.lay(&l.base)
	if err == nil {
		err = l.base.check()
	}
	if err != nil {
		l.base, l.defaults.values = DefaultSettings(), nil
		l.DefaultsErr = fmt.Errorf("%s: %w", l.defaults.name, err)
	}
	s := l.base
	if err = l.policy.lay(&s); err == nil {
		settle(&s)
		err = s.check()
	}
	if err != nil {
		l.policy.values = nil
		l.PolicyErr = fmt.Errorf("%s: %w", l.policy.name, err)
	}
}

// layUser adds the user's file where it goes with the policy.
func (l *Layers) layUser(path string) {
	var f userFile
	f, l.UserErr = readUserFile(path)
	if l.user = f.layer; blocks(l.UserErr) {
		l.user.values = nil
	}
	alone := l.base
	err := l.user.lay(&alone)
	if err == nil {
		settle(&alone)
		err = alone.check()
	}
	l.yieldKeys()
	if err == nil {
		if err = l.compose(); err == nil {
			if err = l.Settings.check(); err != nil {
				err = fmt.Errorf("with the organisation's policy: %w", err)
			}
		}
	}
	if err != nil {
		l.UserErr, l.user.values = fmt.Errorf("%s: %w", path, err), nil
		_ = l.compose() // which went well without the user's file
	}
	if l.UserErr != nil {
		l.UserErr = fmt.Errorf("settings: %w", l.UserErr)
	}
}

// yieldKeys takes away the keys that the user gave to other actions than the policy
// does.
func (l *Layers) yieldKeys() {
	taken := map[any]bool{}
	for key, chord := range l.policy.values {
		if action, ok := keyOfAction(key); ok && action != "" {
			taken[chord] = true
		}
	}
	maps.DeleteFunc(l.user.values, func(key string, chord any) bool {
		_, ok := keyOfAction(key)
		return ok && taken[chord] && !l.policy.has(key)
	})
}

// compose makes the settings in force.
func (l *Layers) compose() error {
	s := l.base
	for _, layer := range []layer{l.user, l.flags, l.policy} {
		if err := layer.lay(&s); err != nil {
			return err
		}
	}
	settle(&s)
	s.Version = settingsVersion
	l.Settings = s
	return nil
}

// LockedError says that a setting is the administrator's.
type LockedError struct {
	Key   string
	Where string // the policy, with the line where it is known
}

// Error implements error.
func (e *LockedError) Error() string {
	return fmt.Sprintf("%s is set by your organisation (%s)", e.Key, e.Where)
}

// Override lays the flags of this run over the user's settings, by their names in
// the settings file. The error is a [*LockedError] when the policy sets one of them
// to something else.
func (l *Layers) Override(flags map[string]any) error {
	if len(flags) == 0 {
		return nil
	}
	l.flags = layer{name: "command line", values: flags}
	wanted := l.base
	if err := errors.Join(l.user.lay(&wanted), l.flags.lay(&wanted)); err != nil {
		return err
	}
	if err := l.compose(); err != nil {
		return err
	}
	for _, f := range settingFields() {
		if _, set := flags[f.key]; set && l.Locked(f.key) && !f.same(&wanted, &l.Settings) {
			return &LockedError{f.key, l.policy.where(f.key)}
		}
	}
	return nil
}

// Locked reports whether only the administrator changes a setting, by its name in
// the settings file.
func (l *Layers) Locked(key string) bool { return l != nil && l.policy.has(key) }

// locks reports whether a setting of the window is the administrator's. A device is
// two settings of the file, and either holds it; the keys of the whole desktop are one.
func (l *Layers) locks(key SettingKey) bool {
	if l.Locked(string(key)) || strings.HasPrefix(string(key), hotkeysTable+".") && l.Locked(hotkeysTable) {
		return true
	}
	devices := []SettingKey{SettingMicrophone, SettingSpeaker, SettingRingDevice}
	return slices.Contains(devices, key) && l.Locked(string(key)+"_id")
}

// Base are the settings that hold where the user chose none.
func (l *Layers) Base() Settings {
	if l == nil || l.base.Version == 0 {
		return DefaultSettings()
	}
	return l.base
}

// PolicyBlocks says why nobody may sign in: there is a policy, and it cannot be
// used. It is nil when all is well.
func (l *Layers) PolicyBlocks() error {
	if l == nil || !blocks(l.PolicyErr) {
		return nil
	}
	return l.PolicyErr
}
