package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Entry is a one-line text field that leaves function keys, Escape and the
// window's shortcuts to the window.
type Entry struct {
	widget.Entry
	Name string // accessible name
	// OnFocus is called when the field gains the keyboard focus.
	OnFocus func()
	// Accept decides which typed characters are taken; nil takes all.
	Accept func(rune) bool
	// Keys, if set, is offered each key first and reports whether it took it.
	Keys func(*fyne.KeyEvent) bool

	wheel   *wheel
	pressed bool // while a button of the pointer goes down
	owed    bool // OnFocus, when the button comes up
}

var (
	_ fyne.Focusable    = (*Entry)(nil)
	_ fyne.Accessible   = (*Entry)(nil)
	_ desktop.Mouseable = (*Entry)(nil)
)

// NewEntry returns an empty field.
func NewEntry(name string) *Entry {
	e := &Entry{Name: name, wheel: newWheel()}
	e.Wrapping, e.Scroll = fyne.TextWrapOff, fyne.ScrollVerticalOnly // follows the cursor all the same, without a bar below
	e.ExtendBaseWidget(e)
	return e
}

// NewSecretEntry returns a field that masks what is typed. A click on the eye,
// or Ctrl+H, reveals it; reveal is the eye's name in words.
func NewSecretEntry(name, reveal string) *Entry {
	e := NewEntry(name)
	e.Password = true
	e.ActionItem = newEye(e, reveal)
	return e
}

// SpareFonts is for a field in which hardly ever is a letter that our typeface has not,
// and that is in a theme of its own: Fyne keeps a set of fonts for each, and the set for
// symbols has ours and little else, where the one for text has 8 MiB. Any other letter
// comes from the system's fonts.
func (e *Entry) SpareFonts() { e.TextStyle.Symbol = true }

// SetOnFocus sets OnFocus.
func (e *Entry) SetOnFocus(f func()) { e.OnFocus = f }

// passWheel has the mouse wheel over the field scroll something.
func (e *Entry) passWheel(to func(*fyne.ScrollEvent)) { e.wheel.to = to }

// CreateRenderer implements fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	return newEntryRenderer(e.Entry.CreateRenderer(), e.wheel)
}

// AccessibilityLabel implements fyne.Accessible.
func (e *Entry) AccessibilityLabel() string { return e.Name }

// AccessibilityRole implements fyne.Accessible.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.owed = e.pressed; !e.pressed && e.OnFocus != nil {
		e.OnFocus()
	}
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.owed = false
	e.Entry.FocusLost()
}

// MouseDown implements desktop.Mouseable. What follows the focus waits for the
// button to come up: a page that moves a half-hidden field into sight takes it away
// from under the pointer, and Fyne takes the focus from what is not there then.
func (e *Entry) MouseDown(ev *desktop.MouseEvent) {
	e.pressed = true
	e.Entry.MouseDown(ev)
	e.pressed = false
}

// MouseUp implements desktop.Mouseable.
func (e *Entry) MouseUp(ev *desktop.MouseEvent) {
	e.Entry.MouseUp(ev)
	if e.owed && e.OnFocus != nil {
		e.owed = false
		e.OnFocus()
	}
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	if e.Accept == nil || e.Accept(r) {
		e.Entry.TypedRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.Keys != nil && e.Keys(ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		forwardKey(e, ev)
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	e.Entry.TypedShortcut(s)
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return
	}
	if eye, ok := e.ActionItem.(*eye); ok && custom.KeyName == fyne.KeyH && custom.Modifier == fyne.KeyModifierShortcutDefault {
		eye.Tapped(nil)
		return
	}
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(e).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// eye reveals and masks a secret. It stays out of the tab order, so that Tab
// leads from field to field.
type eye struct {
	widget.BaseWidget
	entry *Entry
	name  string
	icon  *Icon
}

func newEye(e *Entry, name string) *eye {
	y := &eye{entry: e, name: name, icon: NewIcon("eye", ColorMuted, SizeIcon)}
	y.ExtendBaseWidget(y)
	return y
}

// AccessibilityLabel implements fyne.Accessible.
func (y *eye) AccessibilityLabel() string { return y.name }

// AccessibilityRole implements fyne.Accessible.
func (y *eye) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Cursor implements desktop.Cursorable.
func (y *eye) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Tapped implements fyne.Tappable.
func (y *eye) Tapped(*fyne.PointEvent) {
	y.entry.Password = !y.entry.Password
	name := "eye-off"
	if y.entry.Password {
		name = "eye"
	}
	y.icon.Set(name, ColorMuted)
	y.entry.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (y *eye) CreateRenderer() fyne.WidgetRenderer {
	pad := theme.InnerPadding()
	return widget.NewSimpleRenderer(Row(0, Inset(0, pad, y.icon)))
}
