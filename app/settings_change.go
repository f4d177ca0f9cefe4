package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"offhook/resources/lang"
)

// choices is the loop's part about settings that are changed in the window.
type choices struct {
	rows   []settingRow
	view   SettingsView
	edits  []func(*Settings) error // not written yet, oldest first
	saving bool
}

// ChangeSetting gives a setting another value. It holds at once and is written to
// the settings file. State.Settings tells when it is not taken, or not written.
func (a *App) ChangeSetting(key SettingKey, value string) {
	a.post(func() { a.changeSetting(key, value) })
}

// ResetSetting gives a setting the value that it has where nobody chose one.
func (a *App) ResetSetting(key SettingKey) {
	a.post(func() {
		if row := findRow(a.choices.rows, key); row != nil {
			s := a.opts.Layers.Base()
			a.changeSetting(key, row.read(&s))
		}
	})
}

func (a *App) changeSetting(key SettingKey, value string) {
	row := findRow(a.choices.rows, key)
	v := &a.choices.view
	if row == nil {
		return
	}
	v.Refused, v.Refusal = "", ""
	if a.opts.Layers.locks(key) {
		v.Refused, v.Refusal = key, lockedText()
		return
	}
	was := a.opts.Settings
	if key == SettingAutostart && a.opts.Autostart == nil {
		v.Refused, v.Refusal = key, lang.X("settings.autostart.not", "This way of starting Offhook cannot be kept.")
		return
	}
	if err := row.write(&a.opts.Settings, value); err != nil {
		v.Refused, v.Refusal = key, refusal(err)
		return
	}
	if row.read(&was) == row.read(&a.opts.Settings) {
		return
	}
	a.log.Info("setting changed", "key", key)
	a.model.settings = a.opts.Settings
	a.settingChanged(was)
	a.showSettings()
	a.saveSettings(func(s *Settings) error { return row.write(s, value) })
}

// refusal says why a value was not taken.
func refusal(err error) string {
	taken, isTaken := errors.AsType[*KeyTakenError](err)
	switch {
	case isTaken:
		return lang.X("settings.keys.taken", "{{.Key}} already means: {{.Action}}. Give that another key first.",
			map[string]any{"Key": taken.Chord, "Action": KeyText(taken.By)})
	case errors.Is(err, ErrKeyPlain):
		return lang.X("settings.keys.plain", "That key types or moves. Hold Ctrl or Alt with it, or use F1 to F12.")
	case errors.Is(err, ErrKeyReserved):
		return lang.X("settings.keys.reserved", "That key has a fixed meaning, such as copying text. Choose another one.")
	}
	return lang.X("settings.refused", "That value is not possible here.")
}

// settingChanged carries a change into what runs. What is not here holds from the
// next call or sign-in on.
func (a *App) settingChanged(was Settings) {
	s := a.opts.Settings
	useLanguage(s.Language, a.log)
	if r, ok := a.opts.Ringer.(interface{ Tune(VoiceSettings) }); ok {
		r.Tune(s.Voice)
	}
	if a.voice != nil {
		a.voice.Tune(s.Voice)
		a.voice.SetNearEnd(s.Voice.nearEnd())
	}
	if a.check.bench != nil {
		a.check.bench.Tune(s.Voice)
	}
	if s.Desktop.Autostart != was.Desktop.Autostart {
		a.keepAutostart(true)
	}
	if s.History != was.History {
		a.historySettingChanged()
	}
}

// showSettings makes the view of the settings as they are.
func (a *App) showSettings() {
	a.choices.view.Settings = listSettings(a.choices.rows, &a.opts.Settings, a.opts.Layers.Base(), a.opts.Layers.locks)
	a.noteHotkeys(a.choices.view.Settings)
	a.noteHeadsets(a.choices.view.Settings)
}

// ListSettings lists the values that the window changes, sorted by key, with
// where each comes from. Locked ones are the administrator's.
func ListSettings(s Settings, locked ...SettingKey) []Setting {
	return listSettings(settingRows(), &s, DefaultSettings(), func(k SettingKey) bool { return slices.Contains(locked, k) })
}

func listSettings(rows []settingRow, now *Settings, base Settings, locked func(SettingKey) bool) []Setting {
	list := make([]Setting, 0, len(rows))
	for _, row := range rows {
		s := Setting{Key: row.key, Value: row.read(now)}
		if s.Value != row.read(&base) {
			s.Source = SourceUser
		}
		if locked(row.key) {
			s.Source, s.Locked = SourceOrganisation, true
		}
		list = append(list, s)
	}
	return list
}

// saveSettings has an edit of the settings file written, after those that wait.
// The file is read again first: flags of this run are not written, and what was
// changed there by hand stays.
func (a *App) saveSettings(edit func(*Settings) error) {
	if a.opts.SettingsPath == "" {
		return
	}
	a.choices.edits = append(a.choices.edits, edit)
	if !a.choices.saving {
		a.writeSettings()
	}
}

func (a *App) writeSettings() {
	c := &a.choices
	edits, path, layers := c.edits, a.opts.SettingsPath, a.opts.Layers
	c.edits, c.saving = nil, len(edits) > 0
	if !c.saving {
		return
	}
	a.work(func(context.Context) func() {
		err := layers.edit(path, edits)
		return func() {
			was := c.view.Unsaved
			c.view.Unsaved = Problem{}
			if err != nil {
				a.log.Warn("settings not saved", "err", err)
				c.view.Unsaved = unsavedProblem(err)
			}
			if was.IsZero() && err != nil {
				a.model.notify(c.view.Unsaved.notice(Warning))
			}
			a.writeSettings()
		}
	})
}

// edit changes the user's settings file, but for what the policy sets.
func (l *Layers) edit(path string, edits []func(*Settings) error) error {
	f, err := readUserFile(path)
	if blocks(err) {
		return fmt.Errorf("settings: %w", err)
	}
	err = editFile(path, f, l.Base(), l.Locked, func(s *Settings) error {
		for _, edit := range edits {
			if err := edit(s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return nil
}

func unsavedProblem(err error) Problem {
	return Problem{
		Title:   lang.X("settings.unsaved.title", "Your change could not be saved"),
		Meaning: lang.X("settings.unsaved.meaning", "It holds until Offhook ends."),
		Advice:  lang.X("settings.unsaved.advice", "The settings file cannot be written, or has a mistake in it. Show the details to your administrator."),
		Details: err.Error(),
	}
}
