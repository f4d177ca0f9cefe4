package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Hot makes something that is shown work like a button.
type Hot struct {
	control
	Name    string // accessible name: what a press does
	Content fyne.CanvasObject
}

var (
	_ fyne.Widget     = (*Hot)(nil)
	_ fyne.Accessible = (*Hot)(nil)
	_ Tipped          = (*Hot)(nil)
)

// NewHot returns content that can be pressed; name says in words what that does.
func NewHot(name string, content fyne.CanvasObject, tapped func()) *Hot {
	h := &Hot{Name: name, Content: content}
	h.init(h, tapped)
	return h
}

// AccessibilityLabel implements fyne.Accessible.
func (h *Hot) AccessibilityLabel() string { return h.Name }

// AccessibilityRole implements fyne.Accessible.
func (h *Hot) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tip implements Tipped: nothing that is shown says what a press does.
func (h *Hot) Tip() (text, key string) { return h.Name, "" }

// CreateRenderer implements fyne.Widget.
func (h *Hot) CreateRenderer() fyne.WidgetRenderer {
	r := &hotRenderer{h: h, frame: newFrame()}
	r.apply()
	return r
}

// hotSpace is around the content.
const hotSpace = 4

type hotRenderer struct {
	h     *Hot
	frame frame
}

func (r *hotRenderer) apply() { r.frame.paint(&r.h.control, "", "", sizeOf(SizeRadius)) }

func (r *hotRenderer) MinSize() fyne.Size {
	return r.h.Content.MinSize().AddWidthHeight(2*hotSpace, 2*hotSpace)
}

func (r *hotRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	r.h.Content.Move(fyne.NewSquareOffsetPos(hotSpace))
	r.h.Content.Resize(size.SubtractWidthHeight(2*hotSpace, 2*hotSpace))
}

func (r *hotRenderer) Refresh() {
	r.apply()
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}

func (r *hotRenderer) Objects() []fyne.CanvasObject { return append(r.frame.objects(), r.h.Content) }
func (r *hotRenderer) Destroy()                     {}
