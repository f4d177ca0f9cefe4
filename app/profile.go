package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"offhook/app/policy"
)

// Change is a setting that gets another value, in the form of [Explained].
type Change struct {
	Key string          `json:"key"`
	Was json.RawMessage `json:"was"`
	Now json.RawMessage `json:"now"`
}

// ErrEmptyProfile is about a profile that sets nothing.
var ErrEmptyProfile = errors.New("no settings in it")

// ApplyProfile takes an administrator's profile over into the user's settings file
// at path, once, and lists what is different then in the file; with dry it writes
// nothing. What the profile does not mention stays. Its texts may hold ${NAME},
// which is read now. It takes effect when the app starts the next time.
//
// The error is a [*SecretSettingError] for a profile with a secret in it, a
// [*LockedError] for one that wants something else than the policy, and says the
// line of what is wrong; then nothing is written. An [*UnknownSettingError] comes
// beside changes that were made: this version does not know that setting.
func (l *Layers) ApplyProfile(d policy.Document, path string, dry bool) ([]Change, error) {
	if err := l.PolicyBlocks(); err != nil {
		return nil, err
	}
	profile, unknown := administered(d)
	if blocks(unknown) {
		return nil, unknown
	}
	if len(profile.values) == 0 {
		return nil, errors.Join(fmt.Errorf("%s: %w", d.Name, ErrEmptyProfile), unknown)
	}
	if err := l.permits(profile); err != nil {
		return nil, err
	}
	f, err := readUserFile(path)
	if blocks(err) {
		return nil, fmt.Errorf("settings: %w", err)
	}
	var changes []Change
	edit := func(s *Settings) (err error) {
		was := *s
		if err := errors.Join(profile.lay(s), l.goesWith(*s)); err != nil {
			return fmt.Errorf("%s: %w", profile.name, err)
		}
		changes, err = l.changes(was, *s)
		return err
	}
	if dry {
		s := l.Base()
		if err = f.lay(&s); err == nil {
			err = edit(&s)
		}
	} else {
		err = editFile(path, f, l.Base(), l.Locked, edit)
	}
	if err != nil {
		return nil, err
	}
	return changes, unknown
}

// permits refuses what the policy sets otherwise.
func (l *Layers) permits(profile layer) error {
	wanted, have := l.base, l.base
	if err := errors.Join(profile.lay(&wanted), l.policy.lay(&have)); err != nil {
		return err
	}
	for _, f := range settingFields() {
		if profile.has(f.key) && l.Locked(f.key) && !f.same(&wanted, &have) {
			return &LockedError{f.key, l.policy.where(f.key)}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(profile.values)) {
		if action, ok := keyOfAction(key); ok && l.Locked(key) && wanted.Keys[action] != have.Keys[action] {
			return &LockedError{key, l.policy.where(key)}
		}
	}
	return nil
}

// goesWith checks settings of the user alone and below the policy.
func (l *Layers) goesWith(s Settings) error {
	settle(&s)
	if err := s.check(); err != nil {
		return err
	}
	if err := l.policy.lay(&s); err != nil {
		return err
	}
	return s.check()
}

// changes lists what the user's file gets; what the policy sets stays as it is.
func (l *Layers) changes(was, now Settings) (list []Change, err error) {
	before, err := settingValues(was)
	if err != nil {
		return nil, err
	}
	after, err := settingValues(now)
	if err != nil {
		return nil, err
	}
	note := func(key string, a, b any) error {
		c := Change{Key: key}
		var errA, errB error
		c.Was, errA = plainJSON(a)
		c.Now, errB = plainJSON(b)
		list = append(list, c)
		return errors.Join(errA, errB)
	}
	for _, f := range settingFields() {
		if f.key != keysTable && !f.same(&was, &now) && !l.Locked(f.key) {
			err = errors.Join(err, note(f.key, before[f.key], after[f.key]))
		}
	}
	chords := was.KeyBindings()
	for i, b := range now.KeyBindings() {
		if key := keysTable + "." + string(b.Action); b != chords[i] && !l.Locked(key) {
			err = errors.Join(err, note(key, chords[i].Chord, b.Chord))
		}
	}
	return list, err
}
