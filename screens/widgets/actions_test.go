package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
)

func button(label string) *Button {
	b := NewButton("phone", label, Neutral, func() {})
	b.Hint, b.Vertical = "F11", true
	return b
}

func TestActionsFillTheLastRow(t *testing.T) {
	setUp(t)
	a, b, c := button("Mute"), button("Hold"), button("Hang up")
	box := Actions(8, a, b, c)
	box.Resize(fyne.NewSize(600, 200))
	if a.Position().Y != c.Position().Y || a.Size() != c.Size() {
		t.Errorf("with room for a row they are at %v and %v", a.Position(), c.Position())
	}
	narrow := 2*max(a.MinSize().Width, b.MinSize().Width, c.MinSize().Width) + 8
	box.Resize(fyne.NewSize(narrow, 200))
	if c.Position().Y <= a.Position().Y || c.Size().Width != narrow {
		t.Errorf("the last one is at %v, %v wide; want it below at full width %v", c.Position(), c.Size().Width, narrow)
	}
	if c.Size().Height >= a.Size().Height {
		t.Errorf("the last row is %v high, as high as the first one", c.Size().Height)
	}
	if h := HeightFor(box, narrow); h != c.Position().Y+c.Size().Height {
		t.Errorf("height %v is announced and %v used", h, c.Position().Y+c.Size().Height)
	}
}

func TestStepsKeepTheirPlaces(t *testing.T) {
	setUp(t)
	for _, width := range []float32{600, 316, 180} {
		a, b, c := button("Complete transfer"), button("Conference"), button("Back to caller")
		box := Steps(8, a, b, c)
		box.Resize(fyne.NewSize(width, HeightFor(box, width)))
		at := [3]fyne.Position{a.Position(), b.Position(), c.Position()}
		b.Hide()
		Relayout(box)
		if now := [3]fyne.Position{a.Position(), b.Position(), c.Position()}; now != at {
			t.Errorf("at %v they moved from %v to %v", width, at, now)
		}
		if c.Position().X+c.Size().Width > width+0.5 {
			t.Errorf("at %v the last one ends at %v", width, c.Position().X+c.Size().Width)
		}
		a.Hide()
		Relayout(box)
		if c.Size().Width != width {
			t.Errorf("alone it is %v wide, want %v", c.Size().Width, width)
		}
	}
}
