package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Style is how prominent a button is and what it stands for.
type Style int

// The styles.
const (
	Neutral Style = iota // one of several
	Primary              // the step forward
	Answer               // takes a call
	HangUp               // ends a call
	Warn                 // neutral with a warning state, such as muted
	Ghost                // text only
	Outline              // border only
)

// Button is a push button with an icon, a label or both.
type Button struct {
	control
	Label string
	// Name is what a screen reader says; the label when empty.
	Name     string
	Icon     string
	Style    Style
	Vertical bool   // icon above the label
	Hint     string // its key, shown small
	Compact  bool   // less padding
	// TipKey gives the key that does the same, for the tip of a button without a
	// label; nil for none.
	TipKey func() string
	// Pending shows that its request is under way: dots, and no second press.
	Pending bool

	// hintOf gives Hint whenever the button is drawn, when not nil.
	hintOf func() string

	// flat puts the icon before the label although Vertical is set, where a layout
	// has a row for it; drawn is how it looks now.
	flat, drawn bool
	cut         bool // the label is wider than its place
}

// upright reports whether the icon is above the label.
func (b *Button) upright() bool { return b.Vertical && !b.flat }

// flatten turns a button for a row, or back.
func flatten(o fyne.CanvasObject, flat bool) {
	if b, ok := o.(*Button); ok {
		b.flat = flat
	}
}

// redraw paints those buttons again that were turned.
func redraw(objects []fyne.CanvasObject) {
	for _, o := range objects {
		if b, ok := o.(*Button); ok && b.drawn != b.flat {
			b.Refresh()
		}
	}
}

var (
	_ fyne.Widget     = (*Button)(nil)
	_ fyne.Accessible = (*Button)(nil)
	_ Tipped          = (*Button)(nil)
)

// NewButton returns a button with an icon (or "") and a label (or "").
func NewButton(icon, label string, style Style, tapped func()) *Button {
	b := &Button{Icon: icon, Label: label, Style: style}
	b.init(b, func() {
		if !b.Pending {
			tapped()
		}
	})
	return b
}

// NewIconButton returns a button that shows an icon alone; name says in words
// what it does.
func NewIconButton(icon, name string, tapped func()) *Button {
	b := NewButton(icon, "", Ghost, tapped)
	b.Name, b.Compact = name, true
	return b
}

// SetKeyAction makes activation by keyboard (Space or Enter on the focused
// button) differ from a click.
func (b *Button) SetKeyAction(f func()) {
	b.key = func() {
		if !b.Pending {
			f()
		}
	}
}

// HintText implements Hinted.
func (b *Button) HintText() string { return b.Hint }

// SetHintOf implements Hinted.
func (b *Button) SetHintOf(f func() string) { b.hintOf, b.Hint = f, f() }

// SetPending sets Pending.
func (b *Button) SetPending(on bool) {
	if b.Pending != on {
		b.Pending = on
		b.Refresh()
	}
}

// SetFace changes what the button shows.
func (b *Button) SetFace(icon, label string, style Style) {
	if b.Icon == icon && b.Label == label && b.Style == style {
		return
	}
	b.Icon, b.Label, b.Style = icon, label, style
	b.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (b *Button) AccessibilityLabel() string {
	if b.Name != "" {
		return b.Name
	}
	return b.Label
}

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tip implements Tipped: the name of a button that shows an icon alone, or whose
// label is cut off.
func (b *Button) Tip() (text, key string) {
	if b.Label != "" && !b.cut {
		return "", ""
	}
	if b.TipKey != nil {
		key = b.TipKey()
	}
	return b.AccessibilityLabel(), key
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{b: b, frame: newFrame()}
	r.icon = NewIcon("dots", theme.ColorNameForeground, SizeIcon)
	r.label = NewStrong("", theme.ColorNameForeground, theme.SizeNameText)
	r.label.Shrink = true
	r.hint = NewText("", ColorMuted, SizeTiny)
	r.objects = append(r.frame.objects(), r.icon, r.label, r.hint)
	r.apply()
	return r
}

type buttonRenderer struct {
	b           *Button
	frame       frame
	icon        *Icon
	label, hint *Text
	whole       measured
	objects     []fyne.CanvasObject
}

// colours returns fill, border and ink by style.
func (r *buttonRenderer) colours() (fill, border, ink fyne.ThemeColorName) {
	switch b := r.b; {
	case b.disabled && (b.Style == Ghost):
		return "", "", ColorFaint
	case b.disabled && b.Style == Outline:
		return "", ColorBorder, ColorFaint
	case b.disabled || b.Pending:
		return theme.ColorNameDisabledButton, "", ColorMuted
	}
	switch r.b.Style {
	case Primary:
		return ColorAccent, "", ColorOnAccent
	case Answer:
		return ColorAnswer, "", ColorOnVivid
	case HangUp:
		return ColorHangUp, "", ColorOnVivid
	case Warn:
		return ColorAlertSoft, ColorAlert, ColorAlert
	case Ghost:
		return "", "", ColorAccentText
	case Outline:
		return "", theme.ColorNameInputBorder, theme.ColorNameForeground
	}
	return theme.ColorNameButton, "", theme.ColorNameForeground
}

func (r *buttonRenderer) apply() {
	if r.b.hintOf != nil {
		r.b.Hint = r.b.hintOf()
	}
	r.b.drawn = r.b.flat
	fill, border, ink := r.colours()
	r.frame.paint(&r.b.control, fill, border, sizeOf(SizeRadius))
	name := r.b.Icon
	if r.b.Pending {
		name = "dots"
	}
	if r.b.disabled && !r.b.Pending {
		ink = ColorFaint
	}
	r.icon.Hidden = name == ""
	if name != "" {
		r.icon.Name, r.icon.Color = name, ink
		r.icon.Refresh()
	}
	r.label.Text, r.label.Color = r.b.Label, ink
	r.label.SizeName = r.labelSize()
	r.label.Hidden = r.b.Label == ""
	r.label.Refresh()
	r.hint.Text, r.hint.Hidden = r.b.Hint, r.b.Hint == ""
	r.hint.Color = ink
	if ink == theme.ColorNameForeground {
		r.hint.Color = ColorMuted
	}
	r.hint.Refresh()
}

func (r *buttonRenderer) padding() (v, h float32) {
	switch {
	case r.b.Compact:
		return GapSmall, GapSmall
	case r.b.upright():
		return GapSmall, GapTiny
	}
	return Gap - 1, GapLarge
}

// labelSize is smaller below an icon.
func (r *buttonRenderer) labelSize() fyne.ThemeSizeName {
	if r.b.upright() {
		return theme.SizeNameCaptionText
	}
	return theme.SizeNameText
}

// natural is the size of the whole label.
func (r *buttonRenderer) natural() fyne.Size {
	return r.whole.of(r.b.Label, sizeOf(r.labelSize()), true)
}

func (r *buttonRenderer) naturalLabel() float32 { return r.natural().Width }

func (r *buttonRenderer) MinSize() fyne.Size {
	v, h := r.padding()
	var content fyne.Size
	label, icon := r.natural(), r.icon.MinSize()
	switch {
	case r.label.Hidden:
		content = icon
	case r.b.upright():
		content = fyne.NewSize(max(label.Width, icon.Width), label.Height)
		if !r.icon.Hidden {
			content.Height += icon.Height + GapTiny
		}
		if !r.hint.Hidden {
			content.Height += r.hint.MinSize().Height + 1
		}
	default:
		content = label
		if !r.icon.Hidden {
			content = fyne.NewSize(label.Width+icon.Width+GapSmall, max(label.Height, icon.Height))
		}
		if r.b.Hint != "" {
			content.Width += r.hint.MinSize().Width + GapSmall
		}
	}
	return content.AddWidthHeight(2*h, 2*v)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	switch {
	case r.label.Hidden:
		r.place(r.icon, r.icon.MinSize(), (size.Width-r.icon.MinSize().Width)/2, size.Height)
	case r.b.upright():
		r.layoutVertical(size)
	default:
		r.layoutRow(size)
	}
}

// place puts o at x, centred vertically.
func (r *buttonRenderer) place(o fyne.CanvasObject, s fyne.Size, x, height float32) {
	o.Move(fyne.NewPos(x, (height-s.Height)/2))
	o.Resize(s)
}

func (r *buttonRenderer) layoutRow(size fyne.Size) {
	_, pad := r.padding()
	free := size.Width - 2*pad
	icon, hint := r.icon.MinSize(), r.hint.MinSize()
	if !r.icon.Hidden {
		free -= icon.Width + GapSmall
	}
	r.hint.Hidden = r.b.Hint == "" || free < r.naturalLabel()+hint.Width+GapSmall // it gives way to the label
	if !r.hint.Hidden {
		free -= hint.Width + GapSmall
	}
	r.b.cut = free < r.naturalLabel()
	label := fyne.NewSize(min(r.naturalLabel()+1, max(free, 0)), r.label.MinSize().Height)
	x := pad + max(0, free-label.Width)/2
	if !r.icon.Hidden {
		r.place(r.icon, icon, x, size.Height)
		x += icon.Width + GapSmall
	}
	r.place(r.label, label, x, size.Height)
	if !r.hint.Hidden {
		r.place(r.hint, hint, x+label.Width+GapSmall, size.Height)
	}
}

func (r *buttonRenderer) layoutVertical(size fyne.Size) {
	label, icon, hint := r.label.MinSize(), r.icon.MinSize(), r.hint.MinSize()
	h := label.Height
	if !r.icon.Hidden {
		h += icon.Height + GapTiny
	}
	if !r.hint.Hidden {
		h += hint.Height + 1
	}
	y := (size.Height - h) / 2
	if !r.icon.Hidden {
		r.icon.Move(fyne.NewPos((size.Width-icon.Width)/2, y))
		r.icon.Resize(icon)
		y += icon.Height + GapTiny
	}
	r.b.cut = size.Width-4 < r.naturalLabel()
	w := min(size.Width-4, r.naturalLabel()+1)
	r.label.Move(fyne.NewPos((size.Width-w)/2, y))
	r.label.Resize(fyne.NewSize(w, label.Height))
	if !r.hint.Hidden {
		r.hint.Move(fyne.NewPos((size.Width-hint.Width)/2, y+label.Height+1))
		r.hint.Resize(hint)
	}
}

func (r *buttonRenderer) Refresh() {
	r.apply()
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *buttonRenderer) Destroy()                     {}
