package widgets

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// numbered is a text of n lines, each w columns wide.
func numbered(n, w int) string {
	var b strings.Builder
	for i := range n {
		s := fmt.Sprintf("%03d:", i)
		fmt.Fprintln(&b, s+strings.Repeat("x", w-len(s)))
	}
	return b.String()
}

func firstLine(m *Mono) string {
	line, _, _ := strings.Cut(m.InSight(), "\n")
	return line
}

func newMono(t *testing.T, text string) *Mono {
	setUp(t)
	m := NewMono("Frame", 120)
	w := test.NewTempWindow(t, m)
	w.Resize(fyne.NewSize(240, 140))
	m.SetText(text)
	return m
}

func TestMonoShowsAllOfATextByKey(t *testing.T) {
	m := newMono(t, numbered(100, 200))
	seen := map[string]bool{}
	note := func() {
		for line := range strings.Lines(m.InSight()) {
			seen[line[:3]] = true
		}
	}
	for note(); !seen["099"]; note() {
		before := m.InSight()
		if press(m, fyne.KeyPageDown); m.InSight() == before {
			t.Fatalf("Page Down stops at\n%s", before)
		}
	}
	if len(seen) != 100 {
		t.Errorf("paging down showed %d of 100 lines", len(seen))
	}
	press(m, fyne.KeyHome)
	if l := firstLine(m); !strings.HasPrefix(l, "000:") {
		t.Errorf("Home shows %q first", l)
	}
	press(m, fyne.KeyRight)
	if l := firstLine(m); !strings.HasPrefix(l, "xxxx") {
		t.Errorf("the right arrow shows %q first", l)
	}
	press(m, fyne.KeyEnd)
	press(m, fyne.KeyDown)
	if s := m.InSight(); !strings.Contains(s, "\n099:") {
		t.Errorf("End and one line more shows\n%s", s)
	}
}

func TestMonoPaintsNothingOutsideItself(t *testing.T) {
	m := newMono(t, numbered(100, 200)+strings.Repeat("全角", 100)+"\n")
	for range 2 {
		for _, o := range test.WidgetRenderer(m).Objects() {
			if end := o.Position().Add(o.MinSize()); end.X > m.Size().Width || end.Y > m.Size().Height {
				t.Errorf("%T reaches %v, the widget %v", o, end, m.Size())
			}
		}
		press(m, fyne.KeyEnd)
	}
}

func TestMonoLeavesTheWheelToThePageWhereItEnds(t *testing.T) {
	m := newMono(t, numbered(100, 20))
	page := 0
	m.passWheel(func(*fyne.ScrollEvent) { page++ })
	wheel := func(dy float32) {
		m.scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)})
	}
	wheel(10)
	if page != 1 {
		t.Errorf("the wheel above the first line went to the page %d times, want once", page)
	}
	for range 20 {
		wheel(-4) // less than a line each
	}
	if l := firstLine(m); page != 1 || l < "002:" || l > "009:" {
		t.Errorf("80 pixels of wheel show %.4q first, and %d went to the page", l, page-1)
	}
	wheel(-1e6)
	if wheel(-10); page != 2 || !strings.Contains(m.InSight(), "099:") {
		t.Errorf("past the last line the page got %d, in sight is\n%s", page-1, m.InSight())
	}
}

func TestMonoIsDraggedByItsThumbAndByItsText(t *testing.T) {
	m := newMono(t, numbered(100, 20))
	m.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, -60), PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, 20)}})
	if l := firstLine(m); l < "002:" || l > "009:" {
		t.Errorf("the text dragged up by 60 pixels shows %.4q first", l)
	}
	m.DragEnd()
	m.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(m.Size().Width-3, m.Size().Height)}})
	if !strings.Contains(m.InSight(), "099:") {
		t.Errorf("the thumb at the end shows\n%s", m.InSight())
	}
	m.SetText("short")
	if s := m.InSight(); s != "short\n" {
		t.Errorf("a new text shows %q", s)
	}
}
