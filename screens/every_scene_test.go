package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/screens/widgets"
)

// What is looked at in every scene.

// TestNothingOverflows checks that nothing is cut off at the window's sides,
// however the window is resized, in texts two fifths longer than English.
func TestNothingOverflows(t *testing.T) {
	speakPseudo(t)
	for _, scene := range scenes {
		t.Run(scene.name, func(t *testing.T) {
			d := newDeskIn(t, pseudo, theme.VariantLight, 1100, 700)
			scene.show(d)
			for _, width := range []float32{1100, 380, 760} {
				d.resize(width, 700)
				for _, e := range d.Inspect() {
					if e.Visible && (e.X < 0 || float32(e.X+e.W) > width+0.5) {
						t.Errorf("at %.0f: %s spans %d to %d", width, e.Name, e.X, e.X+e.W)
					}
				}
			}
		})
	}
}

// TestEverythingTypedHasAName: what has no name for Inspect would be lost with
// another language.
func TestEverythingTypedHasAName(t *testing.T) {
	for _, scene := range scenes {
		t.Run(scene.name, func(t *testing.T) {
			d := newDesk(t, theme.VariantLight, 1100, 700)
			scene.show(d)
			d.settle()
			named := map[fyne.CanvasObject]bool{}
			d.each(func(_ string, o fyne.CanvasObject) { named[o] = true })
			walk(d.content, func(o fyne.CanvasObject) {
				switch o.(type) {
				case *widgets.Entry, *widgets.Check, *widgets.Choice:
					if !named[o] {
						t.Errorf("a %T %q has no name for Inspect", o, o.(fyne.Accessible).AccessibilityLabel())
					}
				}
			})
		})
	}
}
