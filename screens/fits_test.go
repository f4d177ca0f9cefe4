package screens

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// area is a part of the window.
type area struct{ x0, y0, x1, y1 float32 }

func areaOf(p fyne.Position, s fyne.Size) area { return area{p.X, p.Y, p.X + s.Width, p.Y + s.Height} }

func (a area) and(b area) area {
	return area{max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)}
}

func (a area) empty() bool { return a.x0 >= a.x1 || a.y0 >= a.y1 }

// reading collects the lines of text that are in sight, and what is wrong with
// each.
type reading struct {
	width  float32         // of the window
	ours   map[string]bool // beginnings of the language's texts, when they are looked for
	lines  []line
	faults []string
}

// line is one line of text and where it is.
type line struct {
	text string
	at   area
}

// read walks a tree. Clip is what is in sight of it; words, when not empty, is
// the label of the control that the tree belongs to.
func (r *reading) read(o fyne.CanvasObject, at fyne.Position, clip area, words string) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	switch o := o.(type) {
	case *canvas.Text:
		r.add(o, at, clip, words)
	case *fyne.Container:
		for _, c := range o.Objects {
			r.read(c, at, clip, words)
		}
	case *widgets.Entry: // a field scrolls what is typed; its placeholder may be long
	case *container.Scroll:
		clip = clip.and(areaOf(at, o.Size()))
		r.read(o.Content, at, clip, words)
	case fyne.Widget:
		switch c := o.(type) {
		case *widgets.Button:
			words = c.Label
		case *widgets.Tab:
			words = c.Label
		case *widgets.Check:
			words = c.Label
		case *widgets.Choice:
			words = strings.Join(c.Labels, "\n")
		}
		if _, ok := o.(fyne.Tappable); ok {
			if seen := areaOf(at, o.Size()).and(clip); !seen.empty() && (seen.x0 < -0.5 || seen.x1 > r.width+0.5) {
				r.fault("a %T leaves the window: %.0f to %.0f", o, seen.x0, seen.x1)
			}
		}
		for _, c := range test.WidgetRenderer(o).Objects() {
			r.read(c, at, clip, words)
		}
	}
}

// add looks at one line of text.
func (r *reading) add(t *canvas.Text, at fyne.Position, clip area, words string) {
	if strings.TrimSpace(t.Text) == "" {
		return
	}
	size := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle)
	if size.Width > t.Size().Width+1 {
		r.fault("%q is %.0f wide in a place of %.0f", t.Text, size.Width, t.Size().Width)
	}
	if words != "" && strings.HasSuffix(t.Text, "…") && !strings.Contains(words, t.Text) {
		r.fault("%q is left of the words %q", t.Text, words)
	}
	if start, cut := strings.CutSuffix(t.Text, "…"); cut && r.ours[start] {
		r.fault("%q is left of a text of ours", t.Text)
	}
	switch t.Alignment {
	case fyne.TextAlignCenter:
		at.X += (t.Size().Width - size.Width) / 2
	case fyne.TextAlignTrailing:
		at.X += t.Size().Width - size.Width
	}
	is := areaOf(at, size)
	if seen := is.and(clip); !seen.empty() {
		r.lines = append(r.lines, line{t.Text, seen})
	}
}

func (r *reading) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// overlaps finds lines that lie on each other. A hair's breadth does not count:
// a line's box is higher than its letters.
func (r *reading) overlaps() {
	for i, a := range r.lines {
		for _, b := range r.lines[:i] {
			if both := a.at.and(b.at); !both.empty() && both.x1-both.x0 > 2 && both.y1-both.y0 > 4 {
				r.fault("%q lies on %q", a.text, b.text)
			}
		}
	}
}

// outside finds lines that leave the window at its sides.
func (r *reading) outside() {
	for _, l := range r.lines {
		if l.at.x0 < -0.5 || l.at.x1 > r.width+0.5 {
			r.fault("%q leaves the window", l.text)
		}
	}
}

// faultsOf reads what is in sight of the window.
func faultsOf(d *desk, ours map[string]bool) []string {
	root := fyne.CanvasObject(d.content)
	if over := d.window.Canvas().Overlays().Top(); over != nil {
		root = over
	}
	size := d.window.Canvas().Size()
	r := &reading{width: size.Width, ours: ours}
	r.read(root, fyne.Position{}, area{-1e4, -1e4, 1e4, size.Height}, "")
	r.overlaps()
	r.outside()
	return r.faults
}

// beginnings are those of all texts of a language that have at least four
// letters, without the texts themselves.
func beginnings(t *testing.T, code string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, text := range catalogue(t, code+".json") {
		s, _ := text.(string)
		for i := range s {
			if i >= 4 {
				found[strings.TrimRight(s[:i], " ")] = true
			}
		}
	}
	for _, text := range catalogue(t, code+".json") { // some end in an ellipsis anyway
		if s, ok := text.(string); ok {
			delete(found, strings.TrimSuffix(s, "…"))
			delete(found, strings.TrimRight(strings.TrimSuffix(s, "…"), " \u00a0"))
		}
	}
	return found
}

// TestNoTextIsCutOff has every scene in texts two fifths longer than English, in
// the small window and the large one.
func TestNoTextIsCutOff(t *testing.T) {
	for _, scene := range scenes {
		if strings.HasPrefix(scene.name, "diagnostics") {
			continue // made for administrators: there the languages that there are must fit, below
		}
		speakPseudo(t)
		d := newDeskIn(t, pseudo, theme.VariantLight, 380, 640)
		scene.show(d)
		d.settle()
		d.fits(scene.name+", small", nil)
		d.resize(1100, 700)
		d.fits(scene.name+", large", nil)
	}
}

// TestEveryLanguageFitsTheSmallWindow: not even lines that may give way to a name
// or a number cut the language's own words.
func TestEveryLanguageFitsTheSmallWindow(t *testing.T) {
	for _, l := range lang.Languages()[1:] {
		ours := beginnings(t, l.Code)
		for _, scene := range scenes {
			if scene.name == "hostile" {
				continue // names without end take the room
			}
			d := newDeskIn(t, l.Code, theme.VariantLight, 380, 640)
			scene.show(d)
			d.settle()
			d.fits(scene.name+" in "+l.Name, ours)
		}
	}
}

func (d *desk) fits(where string, ours map[string]bool) {
	d.t.Helper()
	for _, f := range faultsOf(d, ours) {
		d.t.Errorf("%s: %s", where, f)
	}
}
