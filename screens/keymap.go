package screens

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"offhook/app"
	"offhook/screens/widgets"
)

// keymap is which key does what.
type keymap struct{ bindings []app.KeyBinding }

func newKeymap() *keymap { return &keymap{bindings: app.DefaultKeys()} }

// set takes over other keys and reports whether they differ.
func (k *keymap) set(list []app.KeyBinding) bool {
	if slices.Equal(k.bindings, list) {
		return false
	}
	k.bindings = list
	return true
}

// action is what a chord does, empty for nothing.
func (k *keymap) action(chord string) app.KeyAction {
	if i := slices.IndexFunc(k.bindings, func(b app.KeyBinding) bool { return b.Chord == chord }); i >= 0 {
		return k.bindings[i].Action
	}
	return ""
}

// chord is an action's key, empty for none.
func (k *keymap) chord(a app.KeyAction) string {
	if i := slices.IndexFunc(k.bindings, func(b app.KeyBinding) bool { return b.Action == a }); i >= 0 {
		return k.bindings[i].Chord
	}
	return ""
}

// usualAction is the action that has a key until the agent changes it.
func usualAction(chord string) app.KeyAction { return newKeymap().action(chord) }

// chordText is a chord as it is shown.
func chordText(chord string) string {
	return strings.NewReplacer("Delete", "Del", "Return", "Enter", "Prior", "PgUp", "Next", "PgDn", "BackSpace", "⌫").Replace(chord)
}

// chordOf is the chord of a key with what is held, for [app.ParseChord].
func chordOf(key fyne.KeyName, held fyne.KeyModifier) string {
	var parts []string
	for _, m := range []struct {
		modifier fyne.KeyModifier
		name     string
	}{{fyne.KeyModifierShortcutDefault, "Ctrl"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"}} {
		if held&m.modifier != 0 {
			parts = append(parts, m.name)
		}
	}
	return strings.Join(append(parts, string(key)), "+")
}

// hotkeyOf is chordOf for [app.ParseHotkey], which knows the Super key.
func hotkeyOf(key fyne.KeyName, held fyne.KeyModifier) string {
	if held&fyne.KeyModifierSuper != 0 && fyne.KeyModifierShortcutDefault != fyne.KeyModifierSuper {
		return "Super+" + chordOf(key, held)
	}
	return chordOf(key, held)
}

// shortcutOf is the shortcut of a chord, nil for a key alone.
func shortcutOf(chord string) *desktop.CustomShortcut {
	parts := strings.Split(chord, "+")
	if len(parts) < 2 {
		return nil
	}
	s := &desktop.CustomShortcut{KeyName: fyne.KeyName(parts[len(parts)-1])}
	for _, p := range parts[:len(parts)-1] {
		s.Modifier |= map[string]fyne.KeyModifier{
			"Ctrl": fyne.KeyModifierShortcutDefault, "Alt": fyne.KeyModifierAlt, "Shift": fyne.KeyModifierShift,
		}[p]
	}
	return s
}

// keyedPhone is the Phone of a window with the keys that hold there.
type keyedPhone struct {
	Phone
	keys *keymap
}

// followKey has a button or tile show the key that its action has now. The hint
// that it was made with is the action's usual key.
func followKey(p Phone, o widgets.Hinted) {
	k, ok := p.(*keyedPhone)
	action := usualAction(o.HintText())
	if ok && action != "" {
		o.SetHintOf(func() string { return chordText(k.keys.chord(action)) })
	}
}

// tipKey has the tip of an icon-only button name the key that an action has now.
func tipKey(p Phone, b *widgets.Button, a app.KeyAction) {
	if k, ok := p.(*keyedPhone); ok {
		b.TipKey = func() string { return chordText(k.keys.chord(a)) }
	}
}

// keyOf is the key that an action has now as it is shown, empty for none.
func keyOf(p Phone, a app.KeyAction) string {
	if k, ok := p.(*keyedPhone); ok {
		return chordText(k.keys.chord(a))
	}
	return ""
}
