package widgets

import (
	"image/color"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Text is one line of text in a colour and size of the theme.
type Text struct {
	widget.BaseWidget
	Text     string
	Color    fyne.ThemeColorName
	SizeName fyne.ThemeSizeName
	Bold     bool
	Align    fyne.TextAlign
	// Shrink lets the text give way: it ends in an ellipsis where there is too
	// little room.
	Shrink bool
}

var (
	_ fyne.Widget     = (*Text)(nil)
	_ fyne.Accessible = (*Text)(nil)
)

// NewText returns a line of text.
func NewText(text string, colour fyne.ThemeColorName, size fyne.ThemeSizeName) *Text {
	t := &Text{Text: text, Color: colour, SizeName: size}
	t.ExtendBaseWidget(t)
	return t
}

// NewStrong returns a line of text in the strong weight.
func NewStrong(text string, colour fyne.ThemeColorName, size fyne.ThemeSizeName) *Text {
	t := NewText(text, colour, size)
	t.Bold = true
	return t
}

// Shrinking sets Shrink and returns the text.
func (t *Text) Shrinking() *Text {
	t.Shrink = true
	return t
}

// SetText changes the text.
func (t *Text) SetText(s string) {
	if t.Text == s {
		return
	}
	t.Text = s
	t.Refresh()
}

// Whole is the width of the whole text, whether it gives way or not.
func (t *Text) Whole() float32 {
	return measureText(t.Text, sizeOf(t.SizeName), t.Bold).Width
}

// SetColor changes the colour.
func (t *Text) SetColor(c fyne.ThemeColorName) {
	if t.Color == c {
		return
	}
	t.Color = c
	t.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (t *Text) AccessibilityLabel() string { return t.Text }

// AccessibilityRole implements fyne.Accessible.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// MinSize implements fyne.CanvasObject.
func (t *Text) MinSize() fyne.Size {
	t.ExtendBaseWidget(t)
	return t.BaseWidget.MinSize()
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{text: t, line: canvas.NewText("", color.Transparent)}
	r.Refresh()
	return r
}

type textRenderer struct {
	text *Text
	line *canvas.Text
	min  measured
}

// measured remembers the size of a text, for measuring is dear.
type measured struct {
	text string
	size float32
	bold bool
	is   fyne.Size
}

// of returns the size of s in a text size and weight, with all digits taken for a 0:
// they are equally wide but for a hundredth of a pixel, for which a timer would have
// all around it laid out anew each second, and painted twice.
func (m *measured) of(s string, size float32, bold bool) fyne.Size {
	if m.is.IsZero() || m.text != s || m.size != size || m.bold != bold {
		*m = measured{s, size, bold, measureText(strings.Map(zero, s), size, bold)}
	}
	return m.is
}

func zero(r rune) rune {
	if '0' <= r && r <= '9' {
		return '0'
	}
	return r
}

func (r *textRenderer) measure(s string) fyne.Size {
	return measureText(s, sizeOf(r.text.SizeName), r.text.Bold)
}

func (r *textRenderer) MinSize() fyne.Size {
	s := r.min.of(r.text.Text, sizeOf(r.text.SizeName), r.text.Bold)
	if r.text.Shrink {
		s.Width = min(s.Width, 2.4*s.Height) // about "mm…"
	}
	return s
}

func (r *textRenderer) Layout(size fyne.Size) {
	shown := r.text.Text
	if r.text.Shrink {
		shown = r.ellipsis(shown, size.Width)
	}
	if r.line.Text != shown {
		r.line.Text, r.line.FontSource = shown, typeface(shown, r.text.Bold)
		r.line.Refresh()
	}
	r.line.Resize(size)
}

// ellipsis cuts s so that it fits the width.
func (r *textRenderer) ellipsis(s string, width float32) string {
	whole := r.min.of(s, sizeOf(r.text.SizeName), r.text.Bold)
	if whole.Width <= width+0.5 {
		return s
	}
	if width < whole.Height/2 { // not laid out yet, or no room for a letter
		return "…"
	}
	lo, hi := 0, utf8.RuneCountInString(s)
	runes := []rune(s)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if r.measure(strings.TrimRight(string(runes[:mid]), " ")+"…").Width <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:lo]), " ") + "…"
}

func (r *textRenderer) Refresh() {
	r.line.Text, r.line.FontSource = r.text.Text, typeface(r.text.Text, r.text.Bold)
	r.line.Color, r.line.TextSize = colorOf(r.text.Color), sizeOf(r.text.SizeName)
	r.line.TextStyle, r.line.Alignment = fyne.TextStyle{Bold: r.text.Bold}, r.text.Align
	r.Layout(r.text.Size())
	r.line.Refresh()
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *textRenderer) Destroy()                     {}
