package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// DialKey is one key of a telephone's keypad: a digit and its letters.
type DialKey struct {
	control
	Digit, Letters, Name string
}

var (
	_ fyne.Widget     = (*DialKey)(nil)
	_ fyne.Accessible = (*DialKey)(nil)
)

// NewDialKey returns a key. Name is what a screen reader says.
func NewDialKey(digit, letters, name string, tapped func()) *DialKey {
	k := &DialKey{Digit: digit, Letters: letters, Name: name}
	k.init(k, tapped)
	return k
}

// AccessibilityLabel implements fyne.Accessible.
func (k *DialKey) AccessibilityLabel() string { return k.Name }

// AccessibilityRole implements fyne.Accessible.
func (k *DialKey) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (k *DialKey) CreateRenderer() fyne.WidgetRenderer {
	r := &dialKeyRenderer{
		k: k, frame: newFrame(),
		digit:   NewStrong(k.Digit, theme.ColorNameForeground, theme.SizeNameHeadingText),
		letters: NewText(k.Letters, ColorMuted, SizeTiny),
	}
	r.apply()
	return r
}

type dialKeyRenderer struct {
	k              *DialKey
	frame          frame
	digit, letters *Text
}

func (r *dialKeyRenderer) apply() {
	r.frame.paint(&r.k.control, ColorSunken, "", sizeOf(SizeRadius)+2)
	r.digit.Refresh()
	r.letters.Refresh()
}

func (r *dialKeyRenderer) MinSize() fyne.Size { return fyne.NewSize(64, 48) }

func (r *dialKeyRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	d, l := r.digit.MinSize(), r.letters.MinSize()
	const overlap = 3 // the digit's line has room below it
	top := (size.Height - d.Height - l.Height + overlap) / 2
	if r.k.Letters == "" {
		top = (size.Height - d.Height) / 2
	}
	r.digit.Move(fyne.NewPos((size.Width-d.Width)/2, top))
	r.digit.Resize(d)
	r.letters.Move(fyne.NewPos((size.Width-l.Width)/2, top+d.Height-overlap))
	r.letters.Resize(l)
}

func (r *dialKeyRenderer) Refresh() {
	r.apply()
	r.Layout(r.k.Size())
	canvas.Refresh(r.k)
}

func (r *dialKeyRenderer) Objects() []fyne.CanvasObject {
	return append(r.frame.objects(), r.digit, r.letters)
}
func (r *dialKeyRenderer) Destroy() {}
