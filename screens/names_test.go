package screens

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"offhook/screens/widgets"
)

// everyScene shows each scene in a wide window and then in a narrow one, and the
// windows beside the main one, and hands on what is in them.
func everyScene(t *testing.T, look func(name string, root fyne.CanvasObject)) {
	t.Helper()
	for _, scene := range scenes {
		t.Run(scene.name, func(t *testing.T) {
			d := newDesk(t, theme.VariantLight, 1100, 700)
			scene.show(d)
			for _, width := range []float32{1100, 380} {
				d.resize(width, 700)
				for _, root := range append([]fyne.CanvasObject{d.content}, d.window.Canvas().Overlays().List()...) {
					look(fmt.Sprintf("%s at %.0f", scene.name, width), root)
				}
			}
		})
	}
	for _, scene := range besideScenes {
		t.Run(scene.name, func(t *testing.T) {
			look(scene.name, scene.show(newDesk(t, theme.VariantLight, 1100, 700)).Content())
		})
	}
}

// controls calls f with each thing that can be pressed or typed into, and not
// with what it is made of itself.
func controls(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	if strings.Contains(reflect.TypeOf(o).String(), "scrollBar") {
		return // Fyne's own; the wheel and the keyboard scroll as well
	}
	_, sheet := o.(*widgets.Sheet) // takes clicks beside its card, and does nothing with them
	_, tappable := o.(fyne.Tappable)
	_, focusable := o.(fyne.Focusable)
	if (tappable || focusable) && !sheet {
		f(o)
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			controls(c, f)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			controls(c, f)
		}
	}
}

// TestEveryControlHasAName: whatever works by pointer or key says in words what
// it is, on every screen, in a wide window, a narrow one and those beside them. A
// button without a word on it says the same in its tip.
func TestEveryControlHasAName(t *testing.T) {
	seen, alone := 0, map[string]bool{}
	everyScene(t, func(scene string, root fyne.CanvasObject) {
		controls(root, func(o fyne.CanvasObject) {
			seen++
			a, ok := o.(fyne.Accessible)
			if !ok {
				t.Errorf("%s: a %T has no accessible name", scene, o)
				return
			}
			if strings.Trim(a.AccessibilityLabel(), " ,:") == "" {
				t.Errorf("%s: a %T has an empty accessible name", scene, o)
			}
			b, ok := o.(*widgets.Button)
			if !ok || b.Label != "" {
				return
			}
			if tip, _ := b.Tip(); tip != b.AccessibilityLabel() {
				t.Errorf("%s: the button with the icon %q has the tip %q and the name %q", scene, b.Icon, tip, b.Name)
			}
			alone[b.AccessibilityLabel()] = true
		})
	})
	if seen < 1000 || len(alone) < 12 {
		t.Errorf("only %d controls and %d icons alone were looked at", seen, len(alone))
	}
}
