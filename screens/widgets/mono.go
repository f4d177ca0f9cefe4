package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// Mono shows text of which the columns matter, such as a frame of a protocol. It
// scrolls both ways, by wheel, by dragging and by key, and paints just the part
// that is in sight: with a scroller of its own it would not end at the edge of a
// page that scrolls too.
type Mono struct {
	control
	Name   string  // accessible name
	Height float32 // least

	text      string
	lines     [][]rune
	widest    int           // columns of the longest line
	top, left int           // the first line and column in sight
	rest      fyne.Position // what the wheel or a drag has moved by less than a cell
	drag      monoDrag
	page      func(*fyne.ScrollEvent) // gets the wheel that has nothing to scroll here
}

// monoDrag is what a drag moves.
type monoDrag int

const (
	dragNone monoDrag = iota
	dragText
	dragDown   // the thumb at the right
	dragAcross // the thumb at the bottom
)

var (
	_ fyne.Widget     = (*Mono)(nil)
	_ fyne.Accessible = (*Mono)(nil)
	_ fyne.Draggable  = (*Mono)(nil)
)

// NewMono returns an empty one.
func NewMono(name string, height float32) *Mono {
	m := &Mono{Name: name, Height: height}
	m.init(m, func() {})
	return m
}

// SetText changes the text and shows its beginning.
func (m *Mono) SetText(s string) {
	if m.text == s {
		return
	}
	m.text, m.lines, m.widest = s, nil, 0
	m.top, m.left, m.rest = 0, 0, fyne.Position{}
	for line := range strings.Lines(s) {
		runes := []rune(strings.ReplaceAll(strings.TrimRight(line, "\r\n"), "\t", "    "))
		m.lines = append(m.lines, runes)
		m.widest = max(m.widest, len(runes))
	}
	m.Refresh()
}

// Text returns the text.
func (m *Mono) Text() string { return m.text }

// InSight returns the part of the text that is painted.
func (m *Mono) InSight() string {
	rows, columns := m.room()
	var b strings.Builder
	for i := m.top; i < min(m.top+rows, len(m.lines)); i++ {
		b.WriteString(m.part(i, columns) + "\n")
	}
	return b.String()
}

const (
	monoSpace = 10 // around the text
	monoThumb = 4  // how thick the thumbs are
	monoGrip  = 14 // how near to the edge a drag moves the thumb
)

var monoStyle = fyne.TextStyle{Monospace: true}

// cell is the size of one character.
func (m *Mono) cell() fyne.Size { return fyne.MeasureText("0", sizeOf(SizeTiny), monoStyle) }

// room is how many whole lines and columns there is room for, one at least.
func (m *Mono) room() (rows, columns int) {
	cell, size := m.cell(), m.Size().SubtractWidthHeight(2*monoSpace, 2*monoSpace)
	return max(1, int(size.Height/cell.Height)), max(1, int(size.Width/cell.Width))
}

// part is what of a line is in sight where there is room for so many columns.
// Characters that are wider than a column make it shorter.
func (m *Mono) part(i, columns int) string {
	line := m.lines[i]
	line = line[min(m.left, len(line)):]
	line = line[:min(columns, len(line))]
	for width := m.cell().Width * float32(columns); len(line) > 0; line = line[:len(line)-1] {
		if s := string(line); len(s) == len(line) || fyne.MeasureText(s, sizeOf(SizeTiny), monoStyle).Width <= width {
			return s
		}
	}
	return ""
}

// last is the last line and column that can be the first in sight.
func (m *Mono) last() (line, column int) {
	rows, columns := m.room()
	return max(0, len(m.lines)-rows), max(0, m.widest-columns)
}

// goTo puts a line and a column first, or the nearest that can be.
func (m *Mono) goTo(line, column int) {
	lastLine, lastColumn := m.last()
	line, column = min(max(line, 0), lastLine), min(max(column, 0), lastColumn)
	if line != m.top || column != m.left {
		m.top, m.left = line, column
		m.Refresh()
	}
}

// move scrolls by a distance, of which less than a cell is kept for the next time.
func (m *Mono) move(by fyne.Delta) {
	cell := m.cell()
	m.rest = m.rest.AddXY(by.DX, by.DY)
	lines, columns := int(m.rest.Y/cell.Height), int(m.rest.X/cell.Width)
	m.rest = m.rest.SubtractXY(float32(columns)*cell.Width, float32(lines)*cell.Height)
	m.goTo(m.top-lines, m.left-columns)
}

// scrolled is told of the wheel. What has nothing more to scroll here is the page's.
func (m *Mono) scrolled(ev *fyne.ScrollEvent) {
	lastLine, _ := m.last()
	dy := ev.Scrolled.DY
	if m.page != nil && ev.Scrolled.DX == 0 && (dy > 0 && m.top == 0 || dy < 0 && m.top == lastLine) {
		m.page(ev)
		return
	}
	m.move(ev.Scrolled)
}

func (m *Mono) passWheel(to func(*fyne.ScrollEvent)) { m.page = to }

// Dragged implements fyne.Draggable: a thumb goes where the pointer is, the text
// with it.
func (m *Mono) Dragged(ev *fyne.DragEvent) {
	size, at := m.Size(), ev.Position
	lastLine, lastColumn := m.last()
	if m.drag == dragNone {
		switch m.drag = dragText; {
		case at.X > size.Width-monoGrip && lastLine > 0:
			m.drag = dragDown
		case at.Y > size.Height-monoGrip && lastColumn > 0:
			m.drag = dragAcross
		}
	}
	switch m.drag {
	case dragDown:
		m.goTo(int(at.Y/size.Height*float32(lastLine+1)), m.left)
	case dragAcross:
		m.goTo(m.top, int(at.X/size.Width*float32(lastColumn+1)))
	default:
		m.move(ev.Dragged)
	}
}

// DragEnd implements fyne.Draggable.
func (m *Mono) DragEnd() { m.drag, m.rest = dragNone, fyne.Position{} }

// MouseIn implements desktop.Hoverable. A click does nothing, so nothing lights up.
func (m *Mono) MouseIn(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (m *Mono) MouseOut() {}

// TypedKey implements fyne.Focusable.
func (m *Mono) TypedKey(ev *fyne.KeyEvent) {
	const aside = 4 // columns
	rows, _ := m.room()
	switch ev.Name {
	case fyne.KeyDown:
		m.goTo(m.top+1, m.left)
	case fyne.KeyUp:
		m.goTo(m.top-1, m.left)
	case fyne.KeyRight:
		m.goTo(m.top, m.left+aside)
	case fyne.KeyLeft:
		m.goTo(m.top, m.left-aside)
	case fyne.KeyPageDown:
		m.goTo(m.top+max(1, rows-1), m.left)
	case fyne.KeyPageUp:
		m.goTo(m.top-max(1, rows-1), m.left)
	case fyne.KeyHome:
		m.goTo(0, 0)
	case fyne.KeyEnd:
		m.goTo(len(m.lines), 0)
	default:
		m.control.TypedKey(ev)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (m *Mono) AccessibilityLabel() string { return m.Name }

// AccessibilityRole implements fyne.Accessible.
func (m *Mono) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (m *Mono) CreateRenderer() fyne.WidgetRenderer {
	r := &monoRenderer{m: m, frame: newFrame(), down: newShape(), across: newShape(), wheel: newWheel()}
	r.wheel.to = m.scrolled
	r.apply()
	return r
}

type monoRenderer struct {
	m            *Mono
	frame        frame
	rows         []*canvas.Text
	down, across *shape // the thumbs
	wheel        *wheel
}

func (r *monoRenderer) apply() {
	m := r.m
	r.frame.paint(&m.control, ColorSunken, "", sizeOf(SizeRadius))
	for _, thumb := range []*shape{r.down, r.across} {
		thumb.FillColor, thumb.CornerRadius = colorOf(theme.ColorNameScrollBar), monoThumb/2
		thumb.Refresh()
	}
}

// MinSize is as wide as need be.
func (r *monoRenderer) MinSize() fyne.Size { return fyne.NewSize(160, r.m.Height) }

func (r *monoRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	r.wheel.Resize(size)
	m, cell := r.m, r.m.cell()
	rows, columns := m.room()
	lastLine, lastColumn := m.last()
	m.top, m.left = min(m.top, lastLine), min(m.left, lastColumn)
	shown := min(rows, len(m.lines)-m.top)
	for len(r.rows) < shown {
		r.rows = append(r.rows, canvas.NewText("", color.Transparent))
	}
	r.rows = r.rows[:shown]
	for i, row := range r.rows {
		row.Text, row.TextSize, row.TextStyle, row.Color = m.part(m.top+i, columns), sizeOf(SizeTiny), monoStyle, colorOf(theme.ColorNameForeground)
		row.Move(fyne.NewPos(monoSpace, monoSpace+float32(i)*cell.Height))
		row.Resize(fyne.NewSize(size.Width-2*monoSpace, cell.Height))
		row.Refresh()
	}
	r.thumb(r.down, m.top, rows, len(m.lines), size.Height, func(from, length float32) {
		r.down.Move(fyne.NewPos(size.Width-monoThumb-3, from))
		r.down.Resize(fyne.NewSize(monoThumb, length))
	})
	r.thumb(r.across, m.left, columns, m.widest, size.Width, func(from, length float32) {
		r.across.Move(fyne.NewPos(from, size.Height-monoThumb-3))
		r.across.Resize(fyne.NewSize(length, monoThumb))
	})
}

// thumb places a thumb for the part [first, first+shown) of all, hidden when all is
// in sight.
func (r *monoRenderer) thumb(s *shape, first, shown, all int, rail float32, place func(from, length float32)) {
	if s.Hidden = shown >= all; s.Hidden {
		return
	}
	const end = 6 // clear of the corners
	rail -= 2 * end
	length := max(16, rail*float32(shown)/float32(all))
	place(end+(rail-length)*float32(first)/float32(all-shown), length)
}

func (r *monoRenderer) Refresh() {
	r.apply()
	r.Layout(r.m.Size())
	canvas.Refresh(r.m)
}

func (r *monoRenderer) Objects() []fyne.CanvasObject {
	objects := r.frame.objects()
	for _, row := range r.rows {
		objects = append(objects, row)
	}
	return append(objects, r.down.Raster, r.across.Raster, r.wheel)
}

func (r *monoRenderer) Destroy() {}
