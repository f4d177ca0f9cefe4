package screens

import (
	"time"

	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// ringBar announces a ringing call while another part is shown.
type ringBar struct {
	now    func() time.Time
	shown  time.Time // since when this call is announced
	call   app.CallView
	rings  bool
	text   *widgets.Text
	about  *widgets.Text
	answer *widgets.Button
	panel  *widgets.Panel
	flash  *flash
}

func newRingBar(phone Phone, now func() time.Time, show func()) *ringBar {
	r := &ringBar{now: now, text: widgets.NewStrong("", widgets.ColorReady, theme.SizeNameText).Shrinking()}
	r.about = widgets.NewText("", widgets.ColorReady, theme.SizeNameCaptionText).Shrinking()
	r.answer = widgets.NewButton("answer", lang.X("call.answer", "Answer"), widgets.Answer, func() {
		// It comes up where something else was a moment ago, so that not even
		// a click counts at first.
		if r.now().Sub(r.shown) >= guard {
			phone.Answer(r.call.ID)
			show()
		}
	})
	r.answer.Compact, r.answer.Hint = true, "F2"
	followKey(phone, r.answer)
	r.panel = widgets.NewPanel(widgets.ColorReadySoft, widgets.LineTop, widgets.Inset(widgets.GapSmall, widgets.GapLarge,
		widgets.RowGrow(widgets.GapSmall, 1, widgets.NewIcon("incoming", widgets.ColorReady, widgets.SizeIcon), widgets.Column(0, r.text, r.about), r.answer)))
	r.panel.Hide()
	r.flash = newFlash(func(on bool) {
		r.panel.Fill = widgets.ColorReadySoft
		if on {
			r.panel.Fill = widgets.ColorSurface
		}
		r.panel.Refresh()
	})
	return r
}

// setCalls announces the oldest of the calls that rings.
func (r *ringBar) setCalls(views []app.CallView) {
	v, rings := firstCall(views, app.CallAlerting)
	if rings && (!r.rings || r.call.ID != v.ID) {
		r.shown = r.now()
	}
	r.call, r.rings = v, rings
	who := remoteName(v)
	if v.Name != "" {
		who = withReason(plain(v.Name), who)
	}
	r.text.SetText(who)
	r.about.SetText(withReason(v.Word(), v.Service))
	r.answer.SetPending(v.Asked == app.ActionAnswer)
}

// setHidden hides the bar where the calls themselves are in sight.
func (r *ringBar) setHidden(calls bool) { setHidden(r.panel, calls || !r.rings) }
