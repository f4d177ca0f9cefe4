package screens

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// mostNotices is how many notices are shown at once.
const mostNotices = 2

// notices are the messages that stay until they are dismissed. The newest is
// on top.
type notices struct {
	phone   Phone
	rows    []*noticeRow
	more    *widgets.Text
	list    *fyne.Container
	content *fyne.Container
}

func newNotices(phone Phone) *notices {
	n := &notices{phone: phone, more: widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText)}
	n.list = widgets.Column(widgets.GapSmall)
	n.content = widgets.Inset(widgets.Gap, widgets.GapLarge, widgets.Narrow(640, n.list))
	return n
}

func (n *notices) update(list []app.Notice) {
	n.rows = nil
	var objects []fyne.CanvasObject
	for i := len(list) - 1; i >= 0 && len(n.rows) < mostNotices; i-- {
		row := newNoticeRow(n.phone, list[i])
		n.rows = append(n.rows, row)
		objects = append(objects, row.card)
	}
	if rest := len(list) - len(n.rows); rest > 0 {
		n.more.SetText(lang.XN("notices.more", "and {{.Count}} more", rest, map[string]any{"Count": rest}))
		objects = append(objects, n.more)
	}
	n.list.Objects = objects
	n.content.Hidden = len(objects) == 0
	n.content.Refresh()
}

// dismissNewest dismisses the notice on top and reports whether there was one.
func (n *notices) dismissNewest() bool {
	if len(n.rows) == 0 {
		return false
	}
	n.phone.DismissNotice(n.rows[0].notice.ID)
	return true
}

func (n *notices) inspect(in *inspector) {
	for i, r := range n.rows {
		in.add(fmt.Sprintf("notice.%d", i), r.card, strings.TrimSpace(r.notice.Title+"\n"+r.notice.Text))
		in.add(fmt.Sprintf("notice.%d.dismiss", i), r.dismiss, r.dismiss.Name)
		in.add(fmt.Sprintf("notice.%d.copy", i), r.copy, r.copy.Name)
		if r.notice.Again != wti.AgentUnknown {
			in.add(fmt.Sprintf("notice.%d.again", i), r.again, r.again.Label)
		}
		if r.notice.Call != "" {
			in.add(fmt.Sprintf("notice.%d.call", i), r.call, r.call.Label)
		}
	}
}

// noticeRow is one notice.
type noticeRow struct {
	notice        app.Notice
	dismiss, copy *widgets.Button
	again         *widgets.Button // the way out, hidden where there is none
	call          *widgets.Button // likewise
	card          *widgets.Card
}

func newNoticeRow(phone Phone, v app.Notice) *noticeRow {
	r := &noticeRow{notice: v}
	icon, ink, soft := "info", widgets.ColorAccentText, widgets.ColorAccentSoft
	switch v.Severity {
	case app.Warning:
		icon, ink, soft = "warning", widgets.ColorAux, widgets.ColorAuxSoft
	case app.Failure:
		icon, ink, soft = "error", widgets.ColorAlert, widgets.ColorAlertSoft
	}
	title := widgets.NewParagraph(v.Title, ink, theme.SizeNameText)
	title.Bold = true
	text := widgets.NewParagraph(v.Text, theme.ColorNameForeground, theme.SizeNameText)
	text.Hidden = v.Text == ""
	r.dismiss = widgets.NewIconButton("close", lang.X("notice.dismiss", "Dismiss"), func() { phone.DismissNotice(v.ID) })
	r.copy = widgets.NewIconButton("copy", lang.X("problem.copy", "Copy details"), func() {
		fyne.CurrentApp().Clipboard().SetContent(problemText(app.Problem{Title: v.Title, Meaning: v.Text, Details: v.Details}))
		r.copy.SetFace("check", "", widgets.Ghost)
	})
	r.copy.Hidden = v.Details == ""
	r.again = widgets.NewButton("ready", lang.X("notice.again", "Ready again"), widgets.Primary, func() { phone.SetAgent(v.Again, 0) })
	r.again.Compact = true
	r.again.Name = lang.X("notice.again.name", "Ready again: {{.Mode}}", map[string]any{"Mode": modeLook(v.Again).word})
	r.call = widgets.NewButton("phone", lang.X("notice.free.call", "Call"), widgets.Answer, func() {
		phone.DismissNotice(v.ID)
		phone.Dial(v.Call)
	})
	r.call.Compact = true
	r.call.Name = r.call.Label + " " + v.Call
	r.again.Hidden, r.call.Hidden = v.Again == wti.AgentUnknown, v.Call == ""
	way := widgets.Inset(widgets.GapTiny, 0, widgets.Row(0, r.again, r.call))
	way.Hidden = r.again.Hidden && r.call.Hidden
	r.card = widgets.NewCard(widgets.TopRow(widgets.GapSmall, 1,
		widgets.Inset(widgets.GapSmall, 0, widgets.NewIcon(icon, ink, widgets.SizeIcon)),
		widgets.Inset(widgets.GapSmall, 0, widgets.Column(2, title, text, way)),
		r.copy, r.dismiss))
	r.card.Fill, r.card.Border, r.card.Padding = soft, ink, 6
	r.card.Name = v.Title
	return r
}
