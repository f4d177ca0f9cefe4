//go:build !race

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

// area is a part of a window.
type area struct{ x0, y0, x1, y1 float32 }

func areaOf(p fyne.Position, s fyne.Size) area { return area{p.X, p.Y, p.X + s.Width, p.Y + s.Height} }

func (a area) and(b area) area {
	return area{max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)}
}

func (a area) empty() bool { return a.x0 >= a.x1 || a.y0 >= a.y1 }

// reading collects the lines of text that are in sight of a window, and what is
// wrong with each.
type reading struct {
	width  float32 // of the window
	lines  []line
	faults []string
}

// line is one line of text and where it is.
type line struct {
	text string
	at   area
}

// ground is what surrounds an object: where its parent is, what is in sight of
// it, the widgets it must stay inside, and the words of the nearest one.
type ground struct {
	at           fyne.Position
	clip, inside area
	words        string
}

// read walks a tree.
func (r *reading) read(o fyne.CanvasObject, p ground) {
	if o == nil || !o.Visible() {
		return
	}
	p.at = p.at.Add(o.Position())
	switch o := o.(type) {
	case *canvas.Text:
		r.add(o, p)
	case *fyne.Container:
		for _, c := range o.Objects {
			r.read(c, p)
		}
	case *widgets.Entry: // a field scrolls what is typed; what it asks for must fit
		is := areaOf(p.at, o.Size())
		if need := fyne.MeasureText(o.PlaceHolder, theme.TextSize(), fyne.TextStyle{}).Width; o.Text == "" && need > o.Size().Width-8 && !is.and(p.clip).empty() {
			r.fault("the field's %q is %.0f wide in a place of %.0f", o.PlaceHolder, need, o.Size().Width)
		}
	case *container.Scroll:
		p.clip = p.clip.and(areaOf(p.at, o.Size()))
		p.inside = p.clip.and(area{-1e4, -1e4, 1e4, 1e4})
		p.inside.y0, p.inside.y1 = -1e4, 1e4
		r.read(o.Content, p)
	case fyne.Widget:
		p.inside = p.inside.and(areaOf(p.at, o.Size()))
		if a, ok := o.(fyne.Accessible); ok {
			p.words = a.AccessibilityLabel()
		}
		if g, ok := o.(*widgets.Paragraph); ok {
			r.whole(g, p)
		}
		for _, c := range test.WidgetRenderer(o).Objects() {
			r.read(c, p)
		}
	}
}

// whole finds words that are cut because a paragraph is too narrow for them. Paths
// and the like may be.
func (r *reading) whole(g *widgets.Paragraph, p ground) {
	if areaOf(p.at, g.Size()).and(p.clip).empty() {
		return
	}
	for _, word := range strings.Fields(g.Text) {
		if givesWay(word) {
			continue
		}
		if need := fyne.MeasureText(word, theme.Size(g.SizeName), fyne.TextStyle{Bold: g.Bold}).Width; need > g.Size().Width+1 && !strings.ContainsAny(word, "/.=") {
			r.fault("the word %q is %.0f wide in a place of %.0f", word, need, g.Size().Width)
		}
	}
}

// add looks at one line of text.
func (r *reading) add(t *canvas.Text, p ground) {
	if strings.TrimSpace(t.Text) == "" {
		return
	}
	size := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle)
	at := p.at
	switch t.Alignment {
	case fyne.TextAlignCenter:
		at.X += (t.Size().Width - size.Width) / 2
	case fyne.TextAlignTrailing:
		at.X += t.Size().Width - size.Width
	}
	is := areaOf(at, size)
	seen := is.and(p.clip)
	if seen.empty() {
		return
	}
	r.lines = append(r.lines, line{t.Text, seen})
	switch start, cut := strings.CutSuffix(t.Text, "…"); {
	case givesWay(p.words):
	case cut && !strings.Contains(p.words, t.Text) && !strings.HasSuffix(start, "\u00a0"):
		r.fault("%q is left of %q", t.Text, p.words)
	case size.Width > t.Size().Width+1:
		r.fault("%q is %.0f wide in a place of %.0f", t.Text, size.Width, t.Size().Width)
	case is.x0 < p.inside.x0-1.5 || is.x1 > p.inside.x1+1.5 || is.y0 < p.inside.y0-4 || is.y1 > p.inside.y1+4:
		r.fault("%q at %v leaves its control at %v", t.Text, is, p.inside)
	case is.x0 < -0.5 || is.x1 > r.width+0.5:
		r.fault("%q leaves the window", t.Text)
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

// faultsIn reads what is in sight of a window.
func faultsIn(w fyne.Window) []string {
	root := w.Content()
	if over := w.Canvas().Overlays().Top(); over != nil {
		root = over
	}
	size := w.Canvas().Size()
	all := area{-1e4, -1e4, 1e4, 1e4}
	r := &reading{width: size.Width}
	r.read(root, ground{clip: area{-1e4, -1e4, 1e4, size.Height}, inside: all})
	r.overlaps()
	return r.faults
}

// givesWay reports whether words are of a scene's own, and longer than there is
// room for anywhere.
func givesWay(words string) bool {
	return strings.Contains(words, "that is even longer") || strings.Contains(words, "long name that") || strings.Contains(words, "A very long") ||
		strings.Contains(words, "1234567890123456789") || strings.Contains(words, "@aes1.example.com")
}

// view is a scene, and what is wrong with it.
type view struct {
	name   string
	faults func(*desk) []string
}

// views are all scenes, each in the small window and the large one, and the
// windows beside.
func views() (list []view) {
	for _, scene := range scenes {
		if scene.name == "hostile" {
			continue
		}
		list = append(list, view{scene.name, func(d *desk) (all []string) {
			scene.show(d)
			for _, size := range windowSizes {
				d.window.Resize(fyne.NewSize(size.w, size.h))
				d.settle()
				for _, f := range faultsIn(d.window) {
					all = append(all, fmt.Sprintf("at %.0f: %s", size.w, f))
				}
			}
			return all
		}})
	}
	for _, scene := range besideScenes {
		if scene.name != "incoming-hostile" {
			list = append(list, view{scene.name, func(d *desk) []string { return faultsIn(scene.show(d)) }})
		}
	}
	return list
}

// TestNoTextIsCutOff looks at every scene in the small window and the large one
// in every language: no text is cut, leaves its place or lies on another.
//
// To look at each in each language takes minutes. So it looks first at each with
// the widest of the languages' texts in every place, and where something is wrong
// there at that scene in each language.
func TestNoTextIsCutOff(t *testing.T) {
	lookingApp(theme.VariantLight)
	widest := widestTexts(t)
	look := func(t *testing.T, v view) []string {
		return v.faults(newDeskHere(t, theme.VariantLight, 380, 640))
	}
	for _, v := range views() {
		t.Run(v.name, func(t *testing.T) {
			if err := lang.UseTexts("widest", widest); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = lang.Use(lang.English) })
			suspect := look(t, v)
			if len(suspect) == 0 {
				return
			}
			t.Logf("in the widest texts: %q", suspect)
			for _, l := range lang.Languages() {
				t.Run(l.Name, func(t *testing.T) {
					speak(t, l.Code)
					for _, f := range look(t, v) {
						t.Error(f)
					}
				})
			}
		})
	}
}
