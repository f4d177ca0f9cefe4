package widgets

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Records is a list of any length, of which the lines in sight alone exist. One
// of them can be the current one; whoever owns the list says which, also when a
// key comes to the list itself.
type Records struct {
	widget.BaseWidget
	// Look says what a line shows. It is called while the list is painted and must
	// not change it.
	Look func(i int) RecordLook
	// OnChosen is called when a line is clicked, OnTwice when it is clicked twice.
	OnChosen, OnTwice func(i int)
	// OnKey is offered the keys that come to the list and reports whether it took
	// them; the others go to the window.
	OnKey func(*fyne.KeyEvent) bool

	name    string
	length  int
	current int
	list    *recordList
	shown   map[*Record]int
}

var (
	_ fyne.Widget     = (*Records)(nil)
	_ fyne.Accessible = (*Records)(nil)
)

// NewRecords returns an empty list; name is its accessible name.
func NewRecords(name string) *Records {
	l := &Records{name: name, current: -1, shown: map[*Record]int{}}
	l.list = &recordList{records: l}
	l.list.Length, l.list.CreateItem, l.list.UpdateItem = func() int { return l.length }, l.create, l.update
	l.list.HideSeparators = true
	l.list.ExtendBaseWidget(l.list)
	l.ExtendBaseWidget(l)
	return l
}

func (l *Records) create() fyne.CanvasObject {
	line := newRecord()
	line.onTap = func() { l.chosen(line, l.OnChosen) }
	line.onTwice = func() { l.chosen(line, l.OnTwice) }
	return line
}

func (l *Records) chosen(line *Record, f func(int)) {
	if i, ok := l.shown[line]; ok && i < l.length && f != nil {
		f(i)
	}
}

func (l *Records) update(i widget.ListItemID, o fyne.CanvasObject) {
	line := o.(*Record)
	for other, is := range l.shown {
		if is == i && other != line {
			delete(l.shown, other) // it is out of sight
		}
	}
	l.shown[line] = i
	look := RecordLook{}
	if l.Look != nil {
		look = l.Look(i)
	}
	look.Selected = i == l.current
	line.Set(look)
}

// SetLength says how many lines there are and paints those in sight again.
func (l *Records) SetLength(n int) {
	l.length = n
	l.list.Refresh()
}

// SetCurrent marks a line, -1 for none. reveal brings it into sight.
func (l *Records) SetCurrent(i int, reveal bool) {
	l.current = i
	if reveal && i >= 0 && i < l.length {
		l.list.ScrollTo(i)
		return
	}
	l.list.Refresh()
}

// Top scrolls to the beginning.
func (l *Records) Top() { l.list.ScrollToOffset(0) }

// Shown calls f for each line in sight.
func (l *Records) Shown(f func(i int, line *Record)) {
	for _, i := range slices.Sorted(maps.Values(l.shown)) {
		if line := l.Record(i); line != nil {
			f(i, line)
		}
	}
}

// Record returns the i-th line, nil when it is not in sight.
func (l *Records) Record(i int) *Record {
	for line, is := range l.shown {
		if is == i && line.Visible() && i < l.length {
			return line
		}
	}
	return nil
}

// AccessibilityLabel implements fyne.Accessible.
func (l *Records) AccessibilityLabel() string { return l.name }

// AccessibilityRole implements fyne.Accessible.
func (l *Records) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (l *Records) CreateRenderer() fyne.WidgetRenderer {
	return &recordsRenderer{widget.NewSimpleRenderer(l.list), l}
}

type recordsRenderer struct {
	fyne.WidgetRenderer
	l *Records
}

// MinSize is what the list can do with; it takes all it gets.
func (r *recordsRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 80) }

// recordList is Fyne's list with our keys.
type recordList struct {
	widget.List
	records *Records
}

var (
	_ fyne.Focusable  = (*recordList)(nil)
	_ fyne.Accessible = (*recordList)(nil)
)

// AccessibilityLabel implements fyne.Accessible.
func (l *recordList) AccessibilityLabel() string { return l.records.name }

// AccessibilityRole implements fyne.Accessible.
func (l *recordList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// FocusGained implements fyne.Focusable. The current line shows where the
// keyboard is.
func (l *recordList) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (l *recordList) FocusLost() {}

// TypedKey implements fyne.Focusable.
func (l *recordList) TypedKey(ev *fyne.KeyEvent) {
	if l.records.OnKey == nil || !l.records.OnKey(ev) {
		forwardKey(l, ev)
	}
}

// TypedRune implements fyne.Focusable.
func (l *recordList) TypedRune(r rune) { forwardRune(l, r) }
