package widgets

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Option is one line of Options. Its code can be typed.
type Option struct {
	Code  int
	Label string
}

// Options is a list of which one is chosen: by click, by the arrow keys, or by
// typing its code. Enter confirms.
type Options struct {
	widget.BaseWidget
	Name      string // accessible name
	Selected  int    // index, -1 for none
	OnChanged func(int)
	OnSubmit  func()
	// OnReveal is called with the line that should be in sight.
	OnReveal func(fyne.CanvasObject)

	options []Option
	rows    []*optionRow
	box     *fyne.Container
	typed   string // digits of a code so far
	focused bool
}

var (
	_ fyne.Widget    = (*Options)(nil)
	_ fyne.Focusable = (*Options)(nil)
)

// NewOptions returns a list with nothing chosen.
func NewOptions(name string, options []Option) *Options {
	l := &Options{Name: name, Selected: -1, options: options}
	objects := make([]fyne.CanvasObject, len(options))
	for i, o := range options {
		row := newOptionRow(l, i, o)
		l.rows = append(l.rows, row)
		objects[i] = row
	}
	l.box = Column(GapTiny, objects...)
	l.ExtendBaseWidget(l)
	return l
}

// Row returns the object of one line.
func (l *Options) Row(i int) fyne.CanvasObject { return l.rows[i] }

// Select chooses the line i.
func (l *Options) Select(i int) {
	if i < 0 || i >= len(l.options) || i == l.Selected {
		return
	}
	l.Selected = i
	l.Refresh()
	if l.OnReveal != nil {
		l.OnReveal(l.rows[i])
	}
	if l.OnChanged != nil {
		l.OnChanged(i)
	}
}

// FocusGained implements fyne.Focusable.
func (l *Options) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost implements fyne.Focusable.
func (l *Options) FocusLost() { l.focused = false; l.Refresh() }

// TypedRune implements fyne.Focusable: digits choose the line with that code.
func (l *Options) TypedRune(r rune) {
	if r < '0' || r > '9' {
		return
	}
	for _, code := range []string{l.typed + string(r), string(r)} {
		for i, o := range l.options {
			if strings.HasPrefix(strconv.Itoa(o.Code), code) {
				l.typed = code
				l.Select(l.best(code, i))
				return
			}
		}
	}
	l.typed = ""
}

// best prefers the line whose code is exactly what was typed.
func (l *Options) best(code string, otherwise int) int {
	for i, o := range l.options {
		if strconv.Itoa(o.Code) == code {
			return i
		}
	}
	return otherwise
}

// TypedKey implements fyne.Focusable.
func (l *Options) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		l.Select(min(l.Selected+1, len(l.options)-1))
	case fyne.KeyUp:
		l.Select(max(l.Selected-1, 0))
	case fyne.KeyHome:
		l.Select(0)
	case fyne.KeyEnd:
		l.Select(len(l.options) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if l.Selected >= 0 && l.OnSubmit != nil {
			l.OnSubmit()
		}
	default:
		forwardKey(l, ev)
		return
	}
	l.typed = ""
}

// HeightForWidth implements Heighter.
func (l *Options) HeightForWidth(w float32) float32 { return HeightFor(l.box, w) }

// AccessibilityLabel implements fyne.Accessible.
func (l *Options) AccessibilityLabel() string { return l.Name }

// AccessibilityRole implements fyne.Accessible.
func (l *Options) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (l *Options) CreateRenderer() fyne.WidgetRenderer {
	return &optionsRenderer{WidgetRenderer: widget.NewSimpleRenderer(l.box), l: l}
}

type optionsRenderer struct {
	fyne.WidgetRenderer
	l *Options
}

func (r *optionsRenderer) Refresh() {
	for _, row := range r.l.rows {
		row.Refresh()
	}
}

// optionRow is one line. The list has the focus, not the line.
type optionRow struct {
	widget.BaseWidget
	list  *Options
	index int
	opt   Option
}

func newOptionRow(l *Options, i int, o Option) *optionRow {
	row := &optionRow{list: l, index: i, opt: o}
	row.ExtendBaseWidget(row)
	return row
}

// Tapped chooses the line; on the chosen one it changes nothing. There is no
// double tap: Fyne would hold each tap back until it knows that no second one
// follows, and a quick click on the confirming button would come first.
func (row *optionRow) Tapped(*fyne.PointEvent) { row.list.Select(row.index) }

// AccessibilityLabel implements fyne.Accessible.
func (row *optionRow) AccessibilityLabel() string {
	return strconv.Itoa(row.opt.Code) + " " + row.opt.Label
}

// AccessibilityRole implements fyne.Accessible.
func (row *optionRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (row *optionRow) CreateRenderer() fyne.WidgetRenderer {
	r := &optionRenderer{
		row: row, bg: newShape(),
		code:  NewStrong("", ColorMuted, theme.SizeNameText),
		label: NewText(row.opt.Label, theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
		mark:  NewIcon("check", ColorAccentText, SizeIcon),
	}
	r.code.Text, r.code.Align = strconv.Itoa(row.opt.Code), fyne.TextAlignTrailing
	r.content = RowGrow(Gap, 1, Fixed(22, r.code), r.label, r.mark)
	r.apply()
	return r
}

type optionRenderer struct {
	row         *optionRow
	bg          *shape
	code, label *Text
	mark        *Icon
	content     *fyne.Container
}

func (r *optionRenderer) apply() {
	on := r.row.list.Selected == r.row.index
	fill, ink := ColorSunken, theme.ColorNameForeground
	r.bg.StrokeWidth = 0
	if on {
		fill, ink = ColorAccentSoft, ColorAccentText
		r.bg.StrokeColor = colorOf(ColorAccentText)
		r.bg.StrokeWidth = 1
		if r.row.list.focused {
			r.bg.StrokeWidth = sizeOf(SizeFocusStroke)
		}
	}
	r.bg.FillColor, r.bg.CornerRadius = colorOf(fill), sizeOf(SizeRadius)
	r.bg.Refresh()
	r.code.Refresh()
	r.label.Color = ink
	r.label.Bold = on
	r.label.Refresh()
	r.mark.Hidden = !on
	r.mark.Refresh()
	r.content.Refresh()
}

func (r *optionRenderer) MinSize() fyne.Size { return fyne.NewSize(160, 42) }

func (r *optionRenderer) Layout(size fyne.Size) {
	r.bg.Resize(size)
	r.content.Move(fyne.NewPos(GapLarge, 0))
	r.content.Resize(fyne.NewSize(size.Width-2*GapLarge, size.Height))
}

func (r *optionRenderer) Refresh() { r.apply(); canvas.Refresh(r.row) }
func (r *optionRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg.Raster, r.content}
}
func (r *optionRenderer) Destroy() {}
