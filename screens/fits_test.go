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
func (r *reading) outside(width float32) {
	for _, l := range r.lines {
		if l.at.x0 < -0.5 || l.at.x1 > width+0.5 {
			r.fault("%q leaves the window", l.text)
		}
	}
}

// faultsOf reads what is in sight of the window.
func faultsOf(d *desk) []string {
	root := fyne.CanvasObject(d.content)
	if over := d.window.Canvas().Overlays().Top(); over != nil {
		root = over
	}
	size := d.window.Canvas().Size()
	r := &reading{}
	r.read(root, fyne.Position{}, area{-1e4, -1e4, 1e4, size.Height}, "")
	r.overlaps()
	r.outside(size.Width)
	return r.faults
}

// TestNoTextIsCutOff has every scene in texts two fifths longer than English, and
// then in every language, in the small window and the large one.
func TestNoTextIsCutOff(t *testing.T) {
	for _, scene := range scenes {
		speakPseudo(t)
		d := newDeskIn(t, pseudo, theme.VariantLight, 380, 640)
		scene.show(d)
		d.settle()
		d.fits(scene.name + " in longer texts, small")
		d.resize(1100, 700)
		d.fits(scene.name + " in longer texts, large")
		if d.sheet != nil {
			continue // another language closes it
		}
		d.resize(380, 640)
		for _, l := range lang.Languages()[1:] {
			speak(t, l.Code)
			d.rebuild()
			d.settle()
			d.fits(scene.name + " in " + l.Name)
		}
	}
}

func (d *desk) fits(where string) {
	d.t.Helper()
	for _, f := range faultsOf(d) {
		d.t.Errorf("%s: %s", where, f)
	}
}
