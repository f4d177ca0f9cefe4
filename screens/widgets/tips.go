package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// tipDelay is how long the pointer or the keyboard rests on a control before its
// tip comes up: nobody who is on the way to another one sees it.
const tipDelay = 500 * time.Millisecond

// Tips lies over a window's content and says in words what a control is that
// shows less than that: one that is an icon alone, or whose label is cut off. The
// words are the control's accessible name, so what is read and what is read out
// are the same. It takes no pointer and no key.
type Tips struct {
	widget.BaseWidget
	target fyne.CanvasObject // what the tip is about, nil while there is none
	text   *Paragraph
	key    *Text
	wait   *fyne.Animation
}

var _ fyne.Widget = (*Tips)(nil)

// NewTips returns a layer without a tip. It is the last object of the container
// that a window has as its content; controls find it there.
func NewTips() *Tips {
	t := &Tips{
		text: NewParagraph("", theme.ColorNameBackground, theme.SizeNameCaptionText),
		key:  NewStrong("", theme.ColorNameBackground, SizeTiny),
	}
	t.ExtendBaseWidget(t)
	return t
}

// Text is the tip that is shown, empty when none is.
func (t *Tips) Text() string {
	if t.target == nil {
		return ""
	}
	return t.text.Text
}

// Settle takes the tip away when its control is no longer shown: the driver
// tells a control that the pointer has left it only when the pointer moves.
func (t *Tips) Settle() {
	if t.target != nil && !t.inSight() {
		t.clear()
	}
}

func (t *Tips) inSight() bool {
	return t.target.Visible() && !fyne.CurrentApp().Driver().AbsolutePositionForObject(t.target).IsZero()
}

// about shows a control's tip after the delay.
func (t *Tips) about(o fyne.CanvasObject, text, key string) {
	t.clear()
	t.wait = fyne.NewAnimation(tipDelay, func(done float32) {
		if done == 1 {
			t.show(o, text, key)
		}
	})
	t.wait.Start()
}

func (t *Tips) show(o fyne.CanvasObject, text, key string) {
	t.target = o
	if !t.inSight() {
		t.target = nil
		return
	}
	t.text.Text, t.key.Text = text, key
	t.Refresh()
}

// clear takes the tip away, and the one that would have come.
func (t *Tips) clear() {
	if t.wait != nil {
		t.wait.Stop()
		t.wait = nil
	}
	if t.target != nil {
		t.target = nil
		t.Refresh()
	}
}

// tipsOver finds the layer over a control, nil where there is none.
func tipsOver(o fyne.CanvasObject) *Tips {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	if top := c.Overlays().Top(); top != nil {
		if s, ok := top.(*Sheet); ok {
			return s.tips
		}
		return nil
	}
	if root, ok := c.Content().(*fyne.Container); ok && len(root.Objects) > 0 {
		t, _ := root.Objects[len(root.Objects)-1].(*Tips)
		return t
	}
	return nil
}

// CreateRenderer implements fyne.Widget.
func (t *Tips) CreateRenderer() fyne.WidgetRenderer {
	r := &tipsRenderer{t: t, box: newShape(), cap: newShape()}
	r.Refresh()
	return r
}

type tipsRenderer struct {
	t        *Tips
	box, cap *shape // behind all of it, and around the key
}

const (
	tipEdge   = 6   // to the window's edge and to the control
	tipWidest = 280 // of the words at the usual text size
)

func (r *tipsRenderer) Layout(size fyne.Size) {
	if r.t.target == nil {
		return
	}
	var key fyne.Size // with the cap around it
	if r.t.key.Text != "" {
		key = r.t.key.MinSize().AddWidthHeight(2*GapTiny, 2)
	}
	room := size.Width - 2*tipEdge - 2*GapSmall
	if key.Width > 0 {
		room -= key.Width + GapSmall
	}
	words := fyne.NewSize(min(r.t.text.measure(r.t.text.Text).Width+1, max(room, 0), tipWidest*theme.TextSize()/14), 0)
	words.Height = r.t.text.HeightForWidth(words.Width)
	all := fyne.NewSize(words.Width+2*GapSmall, max(words.Height, key.Height)+2*GapTiny)
	if key.Width > 0 {
		all.Width += key.Width + GapSmall
	}
	at := r.place(size, all)
	r.box.Move(at)
	r.box.Resize(all)
	r.t.text.Move(at.AddXY(GapSmall, (all.Height-words.Height)/2))
	r.t.text.Resize(words)
	r.cap.Move(at.AddXY(all.Width-GapSmall-key.Width, (all.Height-key.Height)/2))
	r.cap.Resize(key)
	r.t.key.Move(r.cap.Position().AddXY(GapTiny, 1))
	r.t.key.Resize(r.t.key.MinSize())
}

// place puts a tip of a size below its control, or above where there is no room
// for it, and never over the window's edge.
func (r *tipsRenderer) place(window, tip fyne.Size) fyne.Position {
	d := fyne.CurrentApp().Driver()
	o := d.AbsolutePositionForObject(r.t.target).Subtract(d.AbsolutePositionForObject(r.t))
	size := r.t.target.Size()
	x := max(tipEdge, min(o.X+(size.Width-tip.Width)/2, window.Width-tip.Width-tipEdge))
	y := o.Y + size.Height + tipEdge
	if y+tip.Height > window.Height {
		y = o.Y - tip.Height - tipEdge
	}
	return fyne.NewPos(x, max(0, y))
}

func (r *tipsRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *tipsRenderer) Refresh() {
	shown := r.t.target != nil
	r.box.Hidden, r.t.text.Hidden = !shown, !shown
	r.cap.Hidden, r.t.key.Hidden = !shown || r.t.key.Text == "", !shown || r.t.key.Text == ""
	r.box.FillColor, r.box.CornerRadius = colorOf(theme.ColorNameForeground), sizeOf(SizeRadius)
	r.cap.StrokeColor, r.cap.StrokeWidth, r.cap.CornerRadius = colorOf(theme.ColorNameBackground), 1, 4
	r.Layout(r.t.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
	canvas.Refresh(r.t)
}

func (r *tipsRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box.Raster, r.cap.Raster, r.t.text, r.t.key}
}
func (r *tipsRenderer) Destroy() {}
