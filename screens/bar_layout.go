package screens

import (
	"fyne.io/fyne/v2"

	"offhook/screens/widgets"
)

const (
	barWidth    = 400
	barLeast    = 340
	barService  = 60  // the least width that a service's name is worth
	barWordFrom = 520 // the width from which every button has its word on it
)

// barLayout fills the window of the bar.
type barLayout struct{ b *bar }

func (l *barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.b.setWide(size.Width >= barWordFrom)
	for _, o := range objects {
		o.Resize(size)
	}
}

// MinSize is as high with a call as without one: a window that changes its size
// by itself moves what somebody is about to click.
func (l *barLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	least := l.b.body.MinSize()
	spare := l.b.answer.MinSize().Height - l.b.lower.MinSize().Height
	return fyne.NewSize(max(barLeast, least.Width), least.Height+max(0, spare))
}

// barUpper places state and time at the left, the service in what is left over,
// and the rest at the right. A state with a long reason gives way.
type barUpper struct{}

func (barUpper) Layout(o []fyne.CanvasObject, size fyne.Size) {
	state, timer, service, right := o[0], o[1], o[2], o[3]
	put := func(o fyne.CanvasObject, x, w float32) {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
	}
	end := size.Width - right.MinSize().Width
	put(right, end, right.MinSize().Width)
	end -= widgets.GapSmall
	time := float32(0)
	if timer.Visible() {
		time = timer.MinSize().Width + widgets.GapSmall
	}
	x := min(state.MinSize().Width, end-time)
	put(state, 0, x)
	put(timer, x+widgets.GapSmall, time)
	x += time + widgets.Gap
	setHidden(service, end-x < barService)
	put(service, x, end-x)
}

// MinSize leaves the state room for its icon and the beginning of its word.
func (barUpper) MinSize(o []fyne.CanvasObject) fyne.Size {
	const state = 70
	var h float32
	for _, x := range o {
		h = max(h, x.MinSize().Height)
	}
	return fyne.NewSize(state+o[3].MinSize().Width, h)
}

// setWide puts the words on mute and hold, or takes them off: their icons and
// accessible names remain.
func (b *bar) setWide(wide bool) {
	if b.wide == wide {
		return
	}
	b.wide = wide
	b.mute.SetFace(b.mute.Icon, b.word(b.mute.Name), b.mute.Style)
	b.show()
}

// fitHangUp takes the word off the button that hangs up where the caller's name
// needs its room.
func (b *bar) fitHangUp() {
	width := b.lower.Size().Width
	if width == 0 || b.hangUp.Hidden {
		return
	}
	b.hangUp.SetFace(b.hangUp.Icon, b.hangUpWord, widgets.HangUp)
	need := b.who.Whole() - b.who.MinSize().Width + b.lower.MinSize().Width
	if !b.wide && need > width {
		b.hangUp.SetFace(b.hangUp.Icon, "", widgets.HangUp)
	}
}

func (b *bar) word(name string) string {
	if b.wide {
		return name
	}
	return ""
}

func (b *bar) inspect(in *inspector) {
	in.add("bar.state", b.state, b.state.Text)
	in.add("bar.timer", b.timer, b.timer.Text)
	in.add("bar.link", b.trouble, b.trouble.Text)
	in.add("bar.muted", b.muted, b.muted.Text)
	in.add("bar.who", b.who, b.who.Text)
	in.add("bar.since", b.since, b.since.Text)
	in.add("bar.mute", b.mute, b.mute.Name)
	in.add("bar.hold", b.hold, b.hold.Name)
	in.add("bar.service", b.service, b.service.Text)
	in.add("bar.hangup", b.hangUp, b.hangUp.Name)
	in.add("bar.answer", b.answer, b.answer.Label)
	in.add("bar.notice", b.notice, b.notice.Name)
	in.add("bar.full", b.full, b.full.Name)
}
