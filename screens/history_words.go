package screens

import (
	"cmp"
	"time"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// look is what the line of a call shows; nothing until the call is here.
func (h *history) look(i int) widgets.RecordLook {
	c, ok := h.at(i)
	if !ok {
		return widgets.RecordLook{Title: "…"}
	}
	l := pastLook(c)
	l.Right = whenWord(c.Started, h.now())
	if length := c.Talk + c.Hold; length > 0 {
		l.RightSub = elapsed(time.Time{}.Add(length+1), time.Time{}.Add(1))
	}
	return l
}

// pastLook is who it was and how it ended, as word, icon and colour.
func pastLook(c app.PastCall) widgets.RecordLook {
	l := widgets.RecordLook{Icon: "incoming", Ink: widgets.ColorReady, Soft: widgets.ColorReadySoft, Word: c.Word()}
	switch {
	case c.Result == app.CallMissed:
		l.Icon, l.Ink, l.Soft, l.Word = "missed", widgets.ColorAlert, widgets.ColorAlertSoft, c.Word()
	case c.Result == app.CallRedirected:
		l.Icon, l.Ink, l.Soft, l.Word = "forward", widgets.ColorAux, widgets.ColorAuxSoft, c.Word()
	case c.Result == app.CallNotReached:
		l.Icon, l.Ink, l.Soft, l.Word = "outgoing", widgets.ColorIdle, widgets.ColorIdleSoft, c.Word()
	case c.Direction == app.Outbound:
		l.Icon, l.Ink, l.Soft, l.Word = "outgoing", widgets.ColorManual, widgets.ColorManualSoft, c.Word()
	}
	name, number := plain(c.Name), plain(cmp.Or(c.Shown, c.Number))
	switch {
	case name != "":
		l.Title, l.Sub = name, withReason(number, c.Service)
	case number != "":
		l.Title, l.Sub = number, plain(c.Service)
	default:
		l.Title, l.Sub = lang.X("call.remote.withheld", "Number withheld"), plain(c.Service)
	}
	return l
}

// whenWord is a time of today as such, of yesterday with the word, and of other
// days with the date.
func whenWord(t, now time.Time) string { return app.WhenWord(t, now) }
