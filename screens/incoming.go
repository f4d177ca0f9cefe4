package screens

import (
	"fmt"
	"image"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

const (
	incomingWidth  = 372
	incomingMargin = 20 // to the edge of the screen
	incomingRows   = 2  // calls that are shown; more are counted
)

// offScreen is where the window waits while nothing rings, ready and painted.
var offScreen = image.Pt(-16000, -16000)

// incoming is the small window of ringing calls in a corner of the screen. It
// lies above all others and never takes the keyboard. It is made once and waits
// outside the screen: making a window takes longer than an agent should wait.
type incoming struct {
	system windowSystem
	phone  Phone
	now    func() time.Time
	open   func()

	window    fyne.Window
	aside     bool                // the window was made one that takes no keyboard
	shown     bool                // it is on the screen, or will be with the next frame
	reveal    *fyne.Animation     // brings it there when it is painted
	dismissed map[wti.CallID]bool // calls that the agent wants no window for
	calls     []app.CallView
	names     func(string) string
	linked    bool // calls can be controlled

	rows    [incomingRows]*incomingCall
	more    *widgets.Text
	flash   *flash
	card    *widgets.Card
	list    *fyne.Container
	tips    *widgets.Tips
	content *fyne.Container
}

func newIncoming(s windowSystem, phone Phone, now func() time.Time, names func(string) string, open func()) *incoming {
	w := &incoming{system: s, phone: phone, now: now, open: open, names: names, dismissed: map[wti.CallID]bool{}}
	w.more = widgets.NewStrong("", widgets.ColorReady, theme.SizeNameText).Shrinking()
	w.list = widgets.Column(widgets.Gap)
	for i := range w.rows {
		w.rows[i] = newIncomingCall(w)
		w.list.Add(w.rows[i].content)
	}
	w.list.Add(w.more)
	w.card = widgets.NewCard(w.list)
	w.card.Fill, w.card.Border, w.card.Strong = widgets.ColorReadySoft, widgets.ColorReady, true
	w.flash = newFlash(func(on bool) {
		w.card.Fill = widgets.ColorReadySoft
		if on {
			w.card.Fill = widgets.ColorSurface
		}
		w.card.Refresh()
	})
	w.tips = widgets.NewTips()
	w.content = container.New(&asideLayout{w: w}, widgets.NewPanel(widgets.ColorReadySoft, widgets.LineNone, widgets.Layers(w.card)), w.tips)
	return w
}

// prepare makes the window, out of sight. It reports false where the system has
// no window that leaves the keyboard alone.
func (w *incoming) prepare(main fyne.Window) bool {
	if w.window != nil {
		return w.aside
	}
	if _, ok := w.system.Room(main); !ok {
		return false
	}
	w.window = fyne.CurrentApp().NewWindow(lang.X("call.incoming", "Incoming call"))
	w.window.SetPadded(false)
	w.window.SetContent(w.content)
	w.window.Resize(w.size())
	requestPosition(w.window, offScreen)
	w.window.Show()
	w.system.Move(w.window, offScreen)
	if !w.aside { // it would take the keyboard
		w.window.Hide()
	}
	return w.aside
}

// announce shows the calls that ring, or none.
func (w *incoming) announce(calls []app.CallView) {
	for id := range w.dismissed {
		if !slices.ContainsFunc(calls, func(v app.CallView) bool { return v.ID == id }) {
			delete(w.dismissed, id)
		}
	}
	w.calls = slices.DeleteFunc(slices.Clone(calls), func(v app.CallView) bool { return w.dismissed[v.ID] })
	if len(w.calls) == 0 {
		w.park()
		return
	}
	w.fill()
	if w.shown {
		w.toCorner()
		return
	}
	w.shown = true
	if !w.system.Paint(w.window) {
		w.whenPainted(w.toCorner)
		return
	}
	w.toCorner()
	w.system.Paint(w.window) // what was off the screen is not kept everywhere
}

// fill shows the calls in the rows.
func (w *incoming) fill() {
	for i, r := range w.rows {
		r.content.Hidden = i >= len(w.calls)
		if i < len(w.calls) {
			r.update(w.calls[i], len(w.calls) > 1)
		}
	}
	more := len(w.calls) - incomingRows
	w.more.Hidden = more <= 0
	if more > 0 {
		w.more.SetText(lang.XN("incoming.more", "{{.Count}} more calls ring", more, map[string]any{"Count": more}))
	}
	w.window.Resize(w.size())
	w.content.Refresh()
}

func (w *incoming) size() fyne.Size {
	return fyne.NewSize(incomingWidth, widgets.HeightFor(w.card, incomingWidth))
}

// whenPainted calls f once a frame was painted. An animation is told before each
// frame, so at the second time the first frame is out.
func (w *incoming) whenPainted(f func()) {
	if w.reveal != nil {
		w.reveal.Stop()
	}
	frames := 0
	w.reveal = fyne.NewAnimation(time.Minute, func(done float32) {
		if frames++; frames == 2 || done == 1 {
			w.reveal.Stop()
			f()
		}
	})
	w.reveal.Start()
}

// toCorner puts the window into the lower right corner of the monitor with the
// pointer.
func (w *incoming) toCorner() {
	if !w.shown {
		return
	}
	if room, ok := w.system.Room(w.window); ok {
		size, margin := pixels(w.window.Canvas(), w.size()), pixels(w.window.Canvas(), fyne.NewSquareSize(incomingMargin))
		w.move(room.Max.Sub(size).Sub(margin))
	}
}

func (w *incoming) move(to image.Point) {
	requestPosition(w.window, to) // Fyne puts a window back where it knows it to be
	w.system.Move(w.window, to)
}

// park takes the window off the screen.
func (w *incoming) park() {
	w.flash.run(false)
	if !w.shown {
		return
	}
	w.shown = false
	w.move(offScreen)
}

// dismiss takes the window away and leaves the calls as they are.
func (w *incoming) dismiss() {
	for _, v := range w.calls {
		w.dismissed[v.ID] = true
	}
	w.announce(w.calls)
}

// setLink tells whether calls can be controlled.
func (w *incoming) setLink(linked bool) {
	w.linked = linked
	for _, r := range w.rows {
		r.setButtons()
	}
}

func (w *incoming) tick(now time.Time) {
	w.tips.Settle()
	if w.shown {
		for _, r := range w.rows {
			r.tick(now)
		}
	}
}

func (w *incoming) inspect() []Element {
	if w.window == nil || !w.shown {
		return nil
	}
	in := &inspector{window: w.window.Title(), canvas: w.window.Canvas()}
	in.add("incoming", w.card, fmt.Sprint(len(w.calls)))
	for i, r := range w.rows {
		r.inspect(in, fmt.Sprintf("incoming.%d", i))
	}
	in.add("incoming.more", w.more, w.more.Text)
	return in.elements
}

// requestPosition asks for a place of a window that is not shown yet.
func requestPosition(w fyne.Window, at image.Point) {
	if d, ok := w.(interface{ RequestPosition(x, y int) }); ok {
		d.RequestPosition(at.X, at.Y)
	}
}

// asideLayout makes the window one that takes no keyboard as soon as there is a
// window to the content. Fyne has no moment for that; but before it first shows a
// window, it asks for its content's least size.
type asideLayout struct{ w *incoming }

func (l *asideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (l *asideLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if w := l.w; w.window != nil && !w.aside {
		w.aside = w.system.Aside(w.window)
	}
	return fyne.NewSize(incomingWidth, 60)
}
