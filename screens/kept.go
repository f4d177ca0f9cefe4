package screens

import (
	"fyne.io/fyne/v2"

	"offhook/screens/widgets"
)

// kept is what the agent has typed and chosen in the window, by the names of the
// elements.
type kept struct {
	typed   map[string]string
	cursor  map[string]int
	ticked  map[string]bool
	chosen  map[string]int
	focused string // the element with the keyboard
}

// keep reads all fields, boxes and choices.
func (m *Main) keep() *kept {
	k := &kept{map[string]string{}, map[string]int{}, map[string]bool{}, map[string]int{}, ""}
	m.each(func(name string, o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widgets.Entry:
			k.typed[name], k.cursor[name] = o.Text, o.CursorColumn
		case *widgets.Check:
			k.ticked[name] = o.Checked
		case *widgets.Choice:
			k.chosen[name] = o.Selected
		}
		if f := m.window.Canvas().Focused(); f != nil && any(f) == any(o) {
			k.focused = name
		}
	})
	return k
}

// putBack puts into the elements of the same names what they had.
func (k *kept) putBack(m *Main) {
	m.each(func(name string, o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widgets.Entry:
			if text, ok := k.typed[name]; ok {
				o.SetText(text)
				o.CursorColumn = k.cursor[name]
				o.Refresh()
			}
		case *widgets.Check:
			if on, ok := k.ticked[name]; ok {
				o.SetChecked(on)
			}
		case *widgets.Choice:
			if i, ok := k.chosen[name]; ok {
				o.Select(i)
			}
		}
	})
	m.window.Canvas().Unfocus()
	m.each(func(name string, o fyne.CanvasObject) {
		if f, ok := o.(fyne.Focusable); ok && name == k.focused && o.Visible() {
			m.window.Canvas().Focus(f)
		}
	})
}

// each calls f with every element of the window.
func (m *Main) each(f func(name string, o fyne.CanvasObject)) {
	m.inspect(&inspector{window: m.window.Title(), canvas: m.window.Canvas(), each: f})
}
