package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// KeyCapture shows a key and takes another one: activated, it waits for the next
// key with what is held, which it tells instead of the window. Escape and leaving
// it end the waiting.
type KeyCapture struct {
	control
	Name    string // accessible name: what the key does
	Key     string // as it is shown; empty for none
	None    string // shown for none
	Prompt  string // shown while it waits
	Waiting bool

	pressed func(fyne.KeyName, fyne.KeyModifier)
}

var (
	_ fyne.Widget       = (*KeyCapture)(nil)
	_ fyne.Shortcutable = (*KeyCapture)(nil)
	_ fyne.Accessible   = (*KeyCapture)(nil)
)

// NewKeyCapture returns a capture that does not wait.
func NewKeyCapture(name, none, prompt string, pressed func(fyne.KeyName, fyne.KeyModifier)) *KeyCapture {
	k := &KeyCapture{Name: name, None: none, Prompt: prompt, pressed: pressed}
	k.init(k, func() {
		if c := fyne.CurrentApp().Driver().CanvasForObject(k); c != nil && !k.focused {
			c.Focus(k) // a click alone does not move the keyboard here
		}
		k.wait(true)
	})
	return k
}

// Set shows the key.
func (k *KeyCapture) Set(key string) {
	if k.Key != key {
		k.Key = key
		k.Refresh()
	}
}

// Text is what is shown.
func (k *KeyCapture) Text() string {
	switch {
	case k.Waiting:
		return k.Prompt
	case k.Key == "":
		return k.None
	}
	return k.Key
}

func (k *KeyCapture) wait(on bool) {
	k.Waiting = on
	k.Refresh()
}

// FocusLost implements fyne.Focusable.
func (k *KeyCapture) FocusLost() {
	k.Waiting = false
	k.control.FocusLost()
}

// TypedKey implements fyne.Focusable.
func (k *KeyCapture) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case !k.Waiting:
		k.control.TypedKey(ev)
	case ev.Name == fyne.KeyEscape:
		k.wait(false)
	case isHeld(ev.Name): // the key that comes with it counts
	default:
		k.take(ev.Name, 0)
	}
}

// isHeld tells keys that are held with others, which the window tells of as well.
func isHeld(key fyne.KeyName) bool {
	switch key {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight, desktop.KeyAltLeft, desktop.KeyAltRight,
		desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock, fyne.KeyUnknown:
		return true
	}
	return false
}

// TypedRune implements fyne.Focusable.
func (k *KeyCapture) TypedRune(r rune) {
	if !k.Waiting {
		k.control.TypedRune(r)
	}
}

// TypedShortcut implements fyne.Shortcutable: a key with what is held.
func (k *KeyCapture) TypedShortcut(s fyne.Shortcut) {
	custom, ok := s.(*desktop.CustomShortcut)
	switch {
	case k.Waiting && ok:
		k.take(custom.KeyName, custom.Modifier)
	case k.Waiting:
		k.take(standardKey(s), fyne.KeyModifierShortcutDefault)
	default:
		if c, ok := fyne.CurrentApp().Driver().CanvasForObject(k).(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
		}
	}
}

// standardKey is the key of a shortcut for editing.
func standardKey(s fyne.Shortcut) fyne.KeyName {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		return fyne.KeyC
	case *fyne.ShortcutPaste:
		return fyne.KeyV
	case *fyne.ShortcutCut:
		return fyne.KeyX
	case *fyne.ShortcutUndo:
		return fyne.KeyZ
	case *fyne.ShortcutRedo:
		return fyne.KeyY
	}
	return fyne.KeyA
}

func (k *KeyCapture) take(key fyne.KeyName, held fyne.KeyModifier) {
	k.wait(false)
	k.pressed(key, held)
}

// AccessibilityLabel implements fyne.Accessible.
func (k *KeyCapture) AccessibilityLabel() string { return k.Name + ": " + k.Text() }

// AccessibilityRole implements fyne.Accessible.
func (k *KeyCapture) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (k *KeyCapture) CreateRenderer() fyne.WidgetRenderer {
	r := &captureRenderer{k: k, frame: newFrame(), label: NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking()}
	r.label.Align = fyne.TextAlignCenter
	r.apply()
	return r
}

type captureRenderer struct {
	k     *KeyCapture
	frame frame
	label *Text
}

func (r *captureRenderer) apply() {
	fill, border, ink := ColorSunken, fyne.ThemeColorName(""), theme.ColorNameForeground
	switch {
	case r.k.Waiting:
		fill, border, ink = ColorAccentSoft, ColorAccentText, ColorAccentText
	case r.k.disabled || r.k.Key == "":
		ink = ColorMuted
	}
	r.frame.paint(&r.k.control, fill, border, sizeOf(SizeRadius))
	r.label.Text, r.label.Color = r.k.Text(), ink
	r.label.Refresh()
}

func (r *captureRenderer) MinSize() fyne.Size {
	return fyne.NewSize(128, r.label.MinSize().Height+2*GapSmall)
}

func (r *captureRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	h := r.label.MinSize().Height
	r.label.Move(fyne.NewPos(GapSmall, (size.Height-h)/2))
	r.label.Resize(fyne.NewSize(size.Width-2*GapSmall, h))
}

func (r *captureRenderer) Refresh() {
	r.apply()
	r.Layout(r.k.Size())
	canvas.Refresh(r.k)
}

func (r *captureRenderer) Objects() []fyne.CanvasObject { return append(r.frame.objects(), r.label) }
func (r *captureRenderer) Destroy()                     {}
