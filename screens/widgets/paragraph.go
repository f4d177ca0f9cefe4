package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Paragraph is text that wraps at words to the width it is given. What a line of the
// text is indented by, all that it is wrapped to is.
type Paragraph struct {
	widget.BaseWidget
	Text     string
	Color    fyne.ThemeColorName
	SizeName fyne.ThemeSizeName
	Bold     bool
	Align    fyne.TextAlign
	width    float32 // last laid out

	cache map[float32][]string // lines by width, for the key below
	key   paragraphKey
}

// paragraphKey is what the lines depend on beside the width.
type paragraphKey struct {
	text string
	size float32
	bold bool
}

var (
	_ fyne.Widget     = (*Paragraph)(nil)
	_ fyne.Accessible = (*Paragraph)(nil)
	_ Heighter        = (*Paragraph)(nil)
)

// leading is the height of a line as a multiple of the text's own.
const leading = 1.14

// NewParagraph returns wrapped text.
func NewParagraph(text string, colour fyne.ThemeColorName, size fyne.ThemeSizeName) *Paragraph {
	p := &Paragraph{Text: text, Color: colour, SizeName: size}
	p.ExtendBaseWidget(p)
	return p
}

// SetText changes the text.
func (p *Paragraph) SetText(s string) {
	if p.Text == s {
		return
	}
	p.Text = s
	p.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (p *Paragraph) AccessibilityLabel() string { return p.Text }

// AccessibilityRole implements fyne.Accessible.
func (p *Paragraph) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightForWidth implements Heighter.
func (p *Paragraph) HeightForWidth(width float32) float32 {
	return float32(len(p.lines(width))) * p.lineHeight()
}

func (p *Paragraph) lineHeight() float32 {
	return p.measure("Åy").Height * leading
}

func (p *Paragraph) measure(s string) fyne.Size {
	return measureText(s, sizeOf(p.SizeName), p.Bold)
}

// lines returns the text wrapped to a width. It is asked for again and again
// while laying out, so it remembers.
func (p *Paragraph) lines(width float32) []string {
	key := paragraphKey{p.Text, sizeOf(p.SizeName), p.Bold}
	if p.key != key || len(p.cache) > 8 {
		p.key, p.cache = key, map[float32][]string{}
	}
	if lines, ok := p.cache[width]; ok {
		return lines
	}
	lines := p.wrap(width)
	p.cache[width] = lines
	return lines
}

// wrap breaks the text at words. A word wider than the width is cut.
func (p *Paragraph) wrap(width float32) []string {
	var lines []string
	for para := range strings.SplitSeq(p.Text, "\n") {
		indent, room := para[:len(para)-len(strings.TrimLeft(para, " "))], width
		if indent != "" {
			room -= p.measure(indent).Width
		}
		line := ""
		for _, word := range strings.Fields(para) {
			for _, part := range p.cut(word, room) {
				joined := strings.TrimLeft(line+" "+part, " ")
				if line != "" && p.measure(joined).Width > room {
					lines = append(lines, indent+line)
					joined = part
				}
				line = joined
			}
		}
		lines = append(lines, indent+line)
	}
	return lines
}

// cut splits a word into parts that fit the width.
func (p *Paragraph) cut(word string, width float32) []string {
	if width <= 0 || p.measure(word).Width <= width {
		return []string{word}
	}
	var parts []string
	part := ""
	for _, c := range word {
		if part != "" && p.measure(part+string(c)).Width > width {
			parts = append(parts, part)
			part = ""
		}
		part += string(c)
	}
	return append(parts, part)
}

// wholeWords reports whether no word has to be cut to fit the width.
func (p *Paragraph) wholeWords(width float32) bool {
	for _, word := range strings.Fields(p.Text) {
		if p.measure(word).Width > width {
			return false
		}
	}
	return true
}

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer { return &paragraphRenderer{p: p} }

type paragraphRenderer struct {
	p       *Paragraph
	objects []fyne.CanvasObject
}

func (r *paragraphRenderer) Layout(size fyne.Size) {
	r.p.width = size.Width
	lines, h := r.p.lines(size.Width), r.p.lineHeight()
	for len(r.objects) < len(lines) {
		r.objects = append(r.objects, canvas.NewText("", color.Transparent))
	}
	r.objects = r.objects[:len(lines)]
	for i, line := range lines {
		t := r.objects[i].(*canvas.Text)
		t.Text, t.Color, t.TextSize = line, colorOf(r.p.Color), sizeOf(r.p.SizeName)
		t.TextStyle, t.FontSource, t.Alignment = fyne.TextStyle{Bold: r.p.Bold}, typeface(line, r.p.Bold), r.p.Align
		t.Move(fyne.NewPos(0, float32(i)*h))
		t.Resize(fyne.NewSize(size.Width, h))
		t.Refresh()
	}
}

func (r *paragraphRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.p.measure("mmm").Width, r.p.HeightForWidth(max(r.p.width, 60)))
}

func (r *paragraphRenderer) Refresh() {
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *paragraphRenderer) Destroy()                     {}
