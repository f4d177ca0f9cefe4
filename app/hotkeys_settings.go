package app

import (
	"fmt"
	"maps"
	"slices"

	"offhook/resources/lang"
)

// The actions that only a key of the whole desktop has; others are among the
// window's, too.
const (
	KeyReady     KeyAction = "ready"          // ready, or AUX
	KeyForward   KeyAction = "forwarding"     // the forwarding used last, or none
	KeyShow      KeyAction = "show_window"    // the window comes to the front
	KeySelection KeyAction = "dial_selection" // offers what is selected or was copied
)

// HotkeyActions are the actions that can have a key of the whole desktop, in the
// order in which they are listed. None has one until the agent chooses it.
func HotkeyActions() []KeyAction {
	return []KeyAction{KeyAnswer, KeyHangUp, KeyMute, KeyHold, KeyReady, KeyDisturb, KeyForward, KeyShow, KeySelection}
}

// hotkeysTable is the table of these keys in the settings file, which a policy sets as
// a whole.
const hotkeysTable = "hotkeys"

// HotkeySetting is the setting of an action's key of the whole desktop: a chord as
// [KeyBinding] has it, where Super may come first, or nothing.
func HotkeySetting(a KeyAction) SettingKey { return SettingKey(hotkeysTable + "." + a) }

// hotkeyModifiers in the order in which a chord of the whole desktop has them.
var hotkeyModifiers = append([]string{"Super"}, modifiers...)

// ParseHotkey brings a chord of the whole desktop into its form; nothing stays
// nothing. The errors are those of [ParseChord].
func ParseHotkey(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	return parseChord(text, hotkeyModifiers)
}

// hotkeyOf is the action that a chord of the whole desktop is for.
func (s Settings) hotkeyOf(chord string) (KeyAction, bool) {
	for action, c := range s.Hotkeys {
		if c == chord {
			return KeyAction(action), true
		}
	}
	return "", false
}

// withHotkey returns the keys of the whole desktop with another one for an action.
// The error is one of ParseHotkey or a *KeyTakenError.
func (s Settings) withHotkey(action KeyAction, text string) (map[string]string, error) {
	chord, err := ParseHotkey(text)
	if err != nil {
		return nil, err
	}
	keys := map[string]string{}
	maps.Copy(keys, s.Hotkeys)
	delete(keys, string(action))
	if chord == "" {
		return keys, nil
	}
	if by, ok := s.hotkeyOf(chord); ok && by != action {
		return nil, &KeyTakenError{chord, by}
	}
	for _, b := range s.KeyBindings() {
		if b.Chord == chord && b.Action != action {
			return nil, &KeyTakenError{chord, b.Action}
		}
	}
	keys[string(action)] = chord
	return keys, nil
}

func hotkeyRow(action KeyAction) settingRow {
	return settingRow{HotkeySetting(action), func(s *Settings) string { return s.Hotkeys[string(action)] },
		func(s *Settings, v string) error {
			keys, err := s.withHotkey(action, v)
			if err == nil {
				s.Hotkeys = keys
			}
			return err
		}}
}

// checkHotkeys refuses keys that cannot be, and two actions on one.
func checkHotkeys(keys map[string]string) error {
	taken := map[string]string{}
	for _, action := range slices.Sorted(maps.Keys(keys)) {
		chord, err := ParseHotkey(keys[action])
		switch {
		case err != nil:
			return fmt.Errorf("hotkeys: %s: %w", action, err)
		case chord != keys[action]:
			return fmt.Errorf("hotkeys: %s: write %q as %q", action, keys[action], chord)
		case chord == "":
			continue
		}
		if by, ok := taken[chord]; ok {
			return fmt.Errorf("hotkeys: %s: %w", action, &KeyTakenError{chord, KeyAction(by)})
		}
		taken[chord] = action
	}
	return nil
}

// unknownHotkey is the first of the keys that is for no action, empty when there
// is none.
func unknownHotkey(keys map[string]string) string {
	for _, action := range slices.Sorted(maps.Keys(keys)) {
		if !slices.Contains(HotkeyActions(), KeyAction(action)) {
			return action
		}
	}
	return ""
}

// hotkeyText says what a key of the whole desktop does.
func hotkeyText(a KeyAction) string {
	switch a {
	case KeyReady:
		return lang.X("hotkey.ready", "Ready, or AUX")
	case KeyForward:
		return lang.X("hotkey.forward", "Forwarding, on or off")
	case KeyShow:
		return lang.X("hotkey.show", "Bring Offhook to the front")
	case KeySelection:
		return lang.X("hotkey.selection", "Dial the selected number")
	}
	return string(a)
}
