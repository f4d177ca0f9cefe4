package cli

import (
	"reflect"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// pointer has a press hit what the pointer is over. Fyne takes note of where the
// pointer is once a look of its loop, but acts on a press at once: one that comes in
// the same look, as from a touch screen or over a remote desktop, would hit what the
// pointer was over before. Here a press, or the wheel, waits until Fyne has taken note,
// and what comes after it waits behind it. All of it is the loop's own.
type pointer struct {
	unnoted bool      // Fyne has been given a place and has not taken note of it
	waiting []gesture // in the order in which they came
}

// gesture is what the hand did.
type gesture struct {
	moves bool // else it acts on where the pointer is
	tell  func()
}

// newPointer puts itself between a window and Fyne.
func newPointer(w *glfw.Window) *pointer {
	p := &pointer{}
	var moved glfw.CursorPosCallback
	moved = w.SetCursorPosCallback(func(w *glfw.Window, x, y float64) {
		p.add(true, func() { moved(w, x, y) })
	})
	var pressed glfw.MouseButtonCallback
	pressed = w.SetMouseButtonCallback(func(w *glfw.Window, b glfw.MouseButton, a glfw.Action, mods glfw.ModifierKey) {
		p.add(false, func() { pressed(w, b, a, mods) })
	})
	var scrolled glfw.ScrollCallback
	scrolled = w.SetScrollCallback(func(w *glfw.Window, x, y float64) {
		p.add(false, func() { scrolled(w, x, y) })
	})
	return p
}

func (p *pointer) add(moves bool, tell func()) {
	p.waiting = append(p.waiting, gesture{moves, tell})
	p.flush()
}

// flush tells Fyne what it can be told now: places until the next press, and presses
// until the next place.
func (p *pointer) flush() {
	for len(p.waiting) > 0 && (p.waiting[0].moves || !p.unnoted) {
		next := p.waiting[0]
		p.waiting = p.waiting[1:]
		p.unnoted = p.unnoted || next.moves
		next.tell()
	}
}

// noted says that Fyne has taken note of where the pointer is, and reports whether
// something had waited for that.
func (p *pointer) noted() bool {
	waited := len(p.waiting) > 0
	p.unnoted = false
	p.flush()
	return waited
}

// pointers are those of the windows there are.
type pointers struct{ of map[*glfw.Window]*pointer }

// noted is pointer.noted for all windows; Fyne takes note of all at each look.
func (ps *pointers) noted(windows []fyne.Window) (waited bool) {
	now := make(map[*glfw.Window]*pointer, len(windows))
	for _, w := range windows {
		g := glfwWindow(w)
		if g == nil {
			continue
		}
		if now[g] = ps.of[g]; now[g] == nil {
			now[g] = newPointer(g)
		}
		waited = now[g].noted() || waited
	}
	ps.of = now
	return waited
}

// glfwWindow is what Fyne has for a window, nil when there is none yet, or when Fyne
// is another than the one we know: then it is left as it is.
func glfwWindow(w fyne.Window) *glfw.Window {
	v := reflect.ValueOf(w)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return nil
	}
	f := v.Elem().FieldByName("viewport")
	if !f.IsValid() || f.Type() != reflect.TypeFor[*glfw.Window]() {
		return nil
	}
	return (*glfw.Window)(f.UnsafePointer())
}
