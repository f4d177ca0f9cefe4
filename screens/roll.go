package screens

import (
	"fmt"

	"fyne.io/fyne/v2"

	"offhook/screens/widgets"
)

// roll is a list of any length with the field that searches it. Keys of the
// field, of the list and of the window move through the list; Enter does what
// the list is for with the current line.
type roll struct {
	canvas  fyne.Canvas
	search  *widgets.Entry
	list    *widgets.Records
	length  int
	current int // -1 for none

	look  func(i int) widgets.RecordLook
	asked func(search string) // what is searched for has changed
	open  func(i int)         // Enter, or a double click
	moved func()              // another line is the current one
}

func newRoll(c fyne.Canvas, name, search string) *roll {
	r := &roll{canvas: c, current: -1}
	r.search = widgets.NewEntry(search)
	r.search.PlaceHolder = search
	r.search.OnChanged = func(s string) { r.asked(s) }
	r.search.Keys = r.key
	r.list = widgets.NewRecords(name)
	r.list.Look = func(i int) widgets.RecordLook { return r.look(i) }
	r.list.OnChosen = func(i int) { r.choose(i, false) }
	r.list.OnTwice = func(i int) { r.choose(i, false); r.open(i) }
	r.list.OnKey = r.key
	return r
}

// pageOfLines is how far Page Up and Page Down go.
const pageOfLines = 8

// key moves through the list and reports whether it took the key.
func (r *roll) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDown:
		r.choose(r.current+1, true)
	case fyne.KeyUp:
		r.choose(max(r.current-1, 0), true)
	case fyne.KeyPageDown:
		r.choose(r.current+pageOfLines, true)
	case fyne.KeyPageUp:
		r.choose(max(r.current-pageOfLines, 0), true)
	case fyne.KeyReturn, fyne.KeyEnter:
		if r.current < 0 {
			return false
		}
		r.open(r.current)
	default:
		return false
	}
	return true
}

// choose makes a line the current one, the last when there are not so many.
func (r *roll) choose(i int, reveal bool) {
	r.current = min(i, r.length-1)
	r.list.SetCurrent(r.current, reveal)
	r.moved()
}

// update shows a list of n lines of which i, or none, is the current one.
func (r *roll) update(n, i int) {
	r.length, r.current = n, min(i, n-1)
	r.list.SetCurrent(r.current, false)
	r.list.SetLength(n)
	r.moved()
}

// focus puts the keyboard into the field.
func (r *roll) focus() { r.canvas.Focus(r.search) }

func (r *roll) inspect(in *inspector, name string) {
	in.add(name+".search", r.search, r.search.Text)
	in.add(name+".list", r.list, fmt.Sprintf("%d/%d", r.current+1, r.length))
	in.clip = r.list
	defer in.within(nil)
	r.list.Shown(func(i int, l *widgets.Record) { in.add(fmt.Sprintf("%s.%d", name, i), l, l.AccessibilityLabel()) })
}
