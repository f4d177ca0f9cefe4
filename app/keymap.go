package app

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// KeyAction is something that a key does anywhere in the window. Its text is the
// setting's name in the table keys of the settings file.
type KeyAction string

// The actions that have a key.
const (
	KeyHelp        KeyAction = "help"
	KeySettings    KeyAction = "settings"
	KeyDiagnostics KeyAction = "diagnostics"
	KeyTrainer     KeyAction = "trainer"
	KeyAnswer      KeyAction = "answer"
	KeyHangUp      KeyAction = "hang_up"
	KeyHold        KeyAction = "hold"
	KeyMute        KeyAction = "mute"
	KeyTransfer    KeyAction = "transfer"
	KeySwap        KeyAction = "swap"
	KeyConference  KeyAction = "conference"
	KeyBack        KeyAction = "end_consultation"
	KeyDial        KeyAction = "number_field"
	KeyAutoIn      KeyAction = "auto_in"
	KeyManualIn    KeyAction = "manual_in"
	KeyAux         KeyAction = "aux"
	KeyAfterCall   KeyAction = "after_call"
	KeyDisturb     KeyAction = "do_not_disturb"
	KeySignOut     KeyAction = "sign_out"
	KeyCompact     KeyAction = "compact_bar"
	KeyCalls       KeyAction = "calls"
	KeyDialpad     KeyAction = "dialpad"
	KeyState       KeyAction = "state"
	KeyHistory     KeyAction = "history"
	KeyDirectory   KeyAction = "contacts"
	KeyCopy        KeyAction = "copy_number"
	KeyDelete      KeyAction = "delete"
	KeyUndo        KeyAction = "undo"
)

// KeyBinding is an action and its key: modifiers and a key joined by "+", the
// modifiers in the order Ctrl, Alt, Shift: "F2", "Ctrl+Shift+B".
type KeyBinding struct {
	Action KeyAction
	Chord  string
}

// DefaultKeys are the keys that hold until the agent changes them, in the order
// in which they are listed.
func DefaultKeys() []KeyBinding {
	return []KeyBinding{
		{KeyAnswer, "F2"}, {KeyHangUp, "F3"}, {KeyHold, "F4"}, {KeyMute, "F5"},
		{KeyTransfer, "F11"}, {KeySwap, "F12"}, {KeyConference, "Ctrl+J"}, {KeyBack, "Ctrl+B"}, {KeyDial, "Ctrl+D"},
		{KeyAutoIn, "F6"}, {KeyManualIn, "F7"}, {KeyAux, "F8"}, {KeyAfterCall, "F9"}, {KeyDisturb, "Ctrl+N"}, {KeySignOut, "F10"},
		{KeyHelp, "F1"}, {KeySettings, "Ctrl+,"}, {KeyCompact, "Ctrl+Shift+B"}, {KeyDiagnostics, "Ctrl+Shift+D"}, {KeyTrainer, "Ctrl+Shift+T"},
		{KeyCalls, "Ctrl+1"}, {KeyDialpad, "Ctrl+2"}, {KeyState, "Ctrl+3"}, {KeyHistory, "Ctrl+4"}, {KeyDirectory, "Ctrl+5"},
		{KeyCopy, "Ctrl+K"}, {KeyDelete, "Ctrl+Delete"}, {KeyUndo, "Ctrl+U"},
	}
}

// KeyBindings lists every action with the key that it has now. An action whose
// own key was given to another one has none.
func (s Settings) KeyBindings() []KeyBinding {
	list := DefaultKeys()
	given := map[string]bool{}
	for i, b := range list {
		if c, ok := s.Keys[string(b.Action)]; ok {
			list[i].Chord, given[c] = c, true
		}
	}
	for i, b := range list {
		if _, changed := s.Keys[string(b.Action)]; !changed && given[b.Chord] {
			list[i].Chord = ""
		}
	}
	return list
}

// KeyTakenError says that another action has a key already.
type KeyTakenError struct {
	Chord string
	By    KeyAction
}

// Error implements error.
func (e *KeyTakenError) Error() string { return fmt.Sprintf("%s is the key of %s", e.Chord, e.By) }

// The reasons against a key.
var (
	// ErrKeyPlain is about a key that types or moves when nothing is held with it.
	ErrKeyPlain = errors.New("hold Ctrl or Alt with it, or use F1 to F12")
	// ErrKeyReserved is about a key that edits text, moves the focus, or is the
	// system's.
	ErrKeyReserved = errors.New("it has a fixed meaning")
)

// reserved are chords that cannot be given away.
var reserved = []string{
	"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Y", "Ctrl+Z", "Ctrl+Insert", "Ctrl+H", "Ctrl+Return", "Ctrl+KP_Enter",
	"Ctrl+Tab", "Alt+Tab", "Alt+F4", "Ctrl+Alt+Delete",
	"Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down", "Ctrl+Home", "Ctrl+End", "Ctrl+BackSpace",
}

// modifiers in the order in which a chord has them.
var modifiers = []string{"Ctrl", "Alt", "Shift"}

// ParseChord brings a chord into the form of [KeyBinding]. The error is
// ErrKeyPlain or ErrKeyReserved, or says that it is no chord.
func ParseChord(text string) (string, error) { return parseChord(text, modifiers) }

// parseChord is ParseChord with the modifiers that there are, in their order.
func parseChord(text string, modifiers []string) (string, error) {
	parts := strings.Split(strings.ReplaceAll(text, " ", ""), "+")
	key := parts[len(parts)-1]
	if key == "" {
		return "", fmt.Errorf("key %q: name modifiers and a key, such as Ctrl+Shift+B", text)
	}
	held := parts[:len(parts)-1]
	var chord []string
	for _, m := range modifiers {
		if i := slices.IndexFunc(held, func(h string) bool { return strings.EqualFold(h, m) }); i >= 0 {
			chord, held = append(chord, m), slices.Delete(slices.Clone(held), i, i+1)
		}
	}
	if len(held) > 0 {
		return "", fmt.Errorf("key %q: use the modifiers %s", text, strings.Join(modifiers, ", "))
	}
	if len(key) == 1 || isFunctionKey(strings.ToUpper(key)) {
		key = strings.ToUpper(key)
	}
	whole := strings.Join(append(chord, key), "+")
	switch {
	case slices.ContainsFunc(reserved, func(r string) bool { return strings.EqualFold(r, whole) }), key == "Escape":
		return "", fmt.Errorf("key %s: %w", whole, ErrKeyReserved)
	case len(chord) == 0 && !isFunctionKey(key), len(chord) == 1 && chord[0] == "Shift":
		return "", fmt.Errorf("key %s: %w", whole, ErrKeyPlain)
	}
	return whole, nil
}

func isFunctionKey(key string) bool {
	return slices.Contains([]string{"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12"}, key)
}

// withKey returns the keys with another one for an action. The error is one of
// ParseChord or a *KeyTakenError.
func (s Settings) withKey(action KeyAction, text string) (map[string]string, error) {
	chord, err := ParseChord(text)
	if err != nil {
		return nil, err
	}
	keys := map[string]string{}
	maps.Copy(keys, s.Keys)
	for _, b := range s.KeyBindings() {
		if b.Chord == chord && b.Action != action {
			return nil, &KeyTakenError{chord, b.Action}
		}
	}
	if by, ok := s.hotkeyOf(chord); ok && by != action {
		return nil, &KeyTakenError{chord, by}
	}
	keys[string(action)] = chord
	if slices.Contains(DefaultKeys(), KeyBinding{action, chord}) {
		delete(keys, string(action))
	}
	return keys, nil
}

// checkKeys refuses keys that cannot be, and two actions on one.
func checkKeys(keys map[string]string) error {
	taken := map[string]string{}
	for _, action := range slices.Sorted(maps.Keys(keys)) {
		chord, err := ParseChord(keys[action])
		if err != nil {
			return fmt.Errorf("keys: %s: %w", action, err)
		}
		if chord != keys[action] {
			return fmt.Errorf("keys: %s: write %q as %q", action, keys[action], chord)
		}
		if by, ok := taken[chord]; ok {
			return fmt.Errorf("keys: %s: %w", action, &KeyTakenError{chord, KeyAction(by)})
		}
		taken[chord] = action
	}
	return nil
}

// unknownAction is the first of the keys that is for no action, empty when there
// is none.
func unknownAction(keys map[string]string) string {
	for _, action := range slices.Sorted(maps.Keys(keys)) {
		if !slices.ContainsFunc(DefaultKeys(), func(b KeyBinding) bool { return string(b.Action) == action }) {
			return action
		}
	}
	return ""
}
