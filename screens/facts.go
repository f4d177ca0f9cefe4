package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/screens/widgets"
)

// facts are names with their values, side by side where there is room.
type facts struct {
	names   []string
	values  []*widgets.Text
	content *fyne.Container
}

func newFacts(names ...string) *facts {
	f := &facts{names: names}
	cells := make([]fyne.CanvasObject, len(names))
	for i, name := range names {
		v := widgets.NewText("–", theme.ColorNameForeground, theme.SizeNameText).Shrinking()
		f.values = append(f.values, v)
		cells[i] = widgets.Column(0, widgets.NewText(name, widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking(), v)
	}
	f.content = widgets.Grid(3, 136, widgets.Gap, cells...)
	return f
}

// set shows values in the order of the names.
func (f *facts) set(values ...string) {
	for i, v := range values {
		if v == "" {
			v = "–"
		}
		f.values[i].SetText(v)
	}
}

// text is all of it, for Inspect.
func (f *facts) text() (s string) {
	for i, v := range f.values {
		s = addLine(s, f.names[i]+": "+v.Text)
	}
	return s
}
