package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"offhook/screens/widgets"
)

func TestTheWheelOverAFieldScrollsThePage(t *testing.T) {
	test.NewTempApp(t)
	entry := widgets.NewEntry("name")
	var rows []fyne.CanvasObject
	rows = append(rows, entry)
	for range 60 {
		rows = append(rows, widgets.NewText("row", "", ""))
	}
	p := widgets.NewPage(widgets.Column(8, rows...))
	p.RevealOnFocus(entry)
	w := test.NewTempWindow(t, p)
	w.Resize(fyne.NewSize(300, 200))
	test.Scroll(w.Canvas(), fyne.NewPos(100, 15), 0, -60)
	if y := p.Scroller().(*container.Scroll).Offset.Y; y <= 0 {
		t.Errorf("the page is at %v, want it scrolled", y)
	}
	test.Type(entry, "abc")
	if entry.Text != "abc" {
		t.Errorf("the field has %q", entry.Text)
	}
}
