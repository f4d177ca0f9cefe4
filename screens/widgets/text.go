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
	// Tabular gives every digit the same width, so that a running timer does
	// not jitter. It excludes Shrink.
	Tabular bool
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

// NewTimer returns a line of text with tabular digits.
func NewTimer(colour fyne.ThemeColorName, size fyne.ThemeSizeName) *Text {
	t := NewStrong("", colour, size)
	t.Tabular = true
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
	r := &textRenderer{text: t}
	r.Refresh()
	return r
}

type textRenderer struct {
	text    *Text
	glyphs  []*canvas.Text // one for the whole line, or one per character
	objects []fyne.CanvasObject
	cell    float32 // width of a digit with Tabular
}

func (r *textRenderer) style() fyne.TextStyle { return fyne.TextStyle{Bold: r.text.Bold} }

func (r *textRenderer) measure(s string) fyne.Size {
	return fyne.MeasureText(s, sizeOf(r.text.SizeName), r.style())
}

func (r *textRenderer) MinSize() fyne.Size {
	if r.text.Tabular {
		var w float32
		for _, c := range r.text.Text {
			w += r.advance(c)
		}
		return fyne.NewSize(w, r.measure("0").Height)
	}
	s := r.measure(r.text.Text)
	if r.text.Shrink {
		s.Width = min(s.Width, r.measure("mm…").Width)
	}
	return s
}

// advance is the width of one character of a tabular text.
func (r *textRenderer) advance(c rune) float32 {
	if c < '0' || c > '9' {
		return r.measure(string(c)).Width
	}
	if r.cell == 0 {
		for d := '0'; d <= '9'; d++ {
			r.cell = max(r.cell, r.measure(string(d)).Width)
		}
	}
	return r.cell
}

func (r *textRenderer) Layout(size fyne.Size) {
	if r.text.Tabular {
		r.layoutCells(size)
		return
	}
	line := r.glyphs[0]
	shown := r.text.Text
	if r.text.Shrink {
		shown = r.ellipsis(shown, size.Width)
	}
	if line.Text != shown {
		line.Text = shown
		line.Refresh()
	}
	line.Move(fyne.NewPos(0, 0))
	line.Resize(size)
}

// layoutCells places each character, digits centred in equal cells.
func (r *textRenderer) layoutCells(size fyne.Size) {
	x := float32(0)
	switch free := size.Width - r.MinSize().Width; r.text.Align {
	case fyne.TextAlignTrailing:
		x = free
	case fyne.TextAlignCenter:
		x = free / 2
	}
	for i, c := range []rune(r.text.Text) {
		g, w := r.glyphs[i], r.advance(c)
		g.Move(fyne.NewPos(x+(w-r.measure(g.Text).Width)/2, 0))
		g.Resize(fyne.NewSize(w, size.Height))
		x += w
	}
}

// ellipsis cuts s so that it fits the width.
func (r *textRenderer) ellipsis(s string, width float32) string {
	if r.measure(s).Width <= width+0.5 {
		return s
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
	r.cell = 0
	parts := []string{r.text.Text}
	if r.text.Tabular {
		parts = strings.Split(r.text.Text, "")
	}
	for len(r.glyphs) < len(parts) {
		r.glyphs = append(r.glyphs, canvas.NewText("", color.Transparent))
	}
	r.objects = r.objects[:0]
	for i, g := range r.glyphs {
		g.Text = ""
		if i < len(parts) {
			g.Text = parts[i]
			r.objects = append(r.objects, g)
		}
		g.Color, g.TextSize, g.TextStyle = colorOf(r.text.Color), sizeOf(r.text.SizeName), r.style()
		g.Alignment = fyne.TextAlignLeading
		if !r.text.Tabular {
			g.Alignment = r.text.Align
		}
		g.Refresh()
	}
	r.Layout(r.text.Size())
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *textRenderer) Destroy()                     {}
