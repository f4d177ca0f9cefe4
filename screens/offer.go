package screens

import (
	"cmp"
	"time"

	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// offerGuard is how long Enter does nothing after a number from outside came up,
// for the key may have been meant for the window that was in front before.
const offerGuard = 500 * time.Millisecond

// offerBanner says where the number in the dialpad came from, and how to go on.
type offerBanner struct {
	offer   app.DialOffer
	since   time.Time
	title   *widgets.Paragraph
	hint    *widgets.Paragraph
	call    *widgets.Button
	consult *widgets.Button
	dismiss *widgets.Button
	card    *widgets.Card
}

func newOfferBanner(call, consult, dismiss func()) *offerBanner {
	b := &offerBanner{
		title: widgets.NewParagraph("", widgets.ColorAccentText, theme.SizeNameText),
		hint:  widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameCaptionText),
	}
	b.title.Bold = true
	b.consult = widgets.NewButton("transfer", lang.X("picker.consult", "Consult"), widgets.Neutral, consult)
	b.consult.Hint, b.consult.Compact = "Ctrl+Enter", true
	b.call = widgets.NewButton("phone", lang.X("dialpad.call", "Call"), widgets.Answer, call)
	b.call.Hint, b.call.Compact = "Enter", true
	b.dismiss = widgets.NewIconButton("close", lang.X("offer.dismiss", "Do not call this number"), dismiss)
	b.card = widgets.NewCard(widgets.Column(widgets.GapTiny,
		widgets.TopRow(widgets.GapSmall, 1, widgets.NewIcon("link", widgets.ColorAccentText, widgets.SizeIcon),
			widgets.Column(2, b.title, b.hint), b.dismiss), widgets.Grid(2, 130, widgets.GapSmall, b.call, b.consult)))
	b.card.Fill, b.card.Border, b.card.Padding = widgets.ColorAccentSoft, widgets.ColorAccent, widgets.GapSmall
	b.card.Hide()
	return b
}

// show fits the banner to the offer; during a call it says what becomes of that.
func (b *offerBanner) show(v app.DialOffer, call app.CallView, talking bool) {
	b.offer = v
	b.card.Hidden = v.ID == 0
	b.title.SetText(offerTitle(v))
	b.card.Name = b.title.Text
	b.hint.SetText(offerHint(v, call, talking))
	b.consult.Hidden = !talking || !call.Can.Has(app.ActionConsult)
	b.card.Refresh()
}

func offerTitle(v app.DialOffer) string {
	from := lang.X("offer.link", "From a link")
	switch v.Source {
	case app.FromClipboard:
		from = lang.X("offer.clipboard", "From the clipboard")
	case app.FromSelection:
		from = lang.X("offer.selection", "From another program")
	}
	if v.Shown != v.Number { // the dialpad's field has the digits
		from = withReason(from, plain(v.Shown))
	}
	return withReason(from, v.Name)
}

func offerHint(v app.DialOffer, call app.CallView, talking bool) string {
	hint := lang.X("offer.hint", "Enter calls it, Esc does not.")
	if talking {
		hint = lang.X("offer.second", "Enter calls it and puts {{.Name}} on hold.", map[string]any{"Name": cmp.Or(plain(call.Name), remoteName(call))})
	}
	switch {
	case v.Extension != "":
		hint += " " + lang.X("offer.extension", "Then extension {{.Number}}.", map[string]any{"Number": plain(v.Extension)})
	case v.After != "":
		hint += " " + lang.X("offer.after", "More digits follow once somebody answers.")
	}
	return hint
}

// showOffer takes a number from outside into the dialpad; Enter dials it. Before
// signing in, the sign-in screen says that it waits.
func (m *Main) showOffer(v app.DialOffer) {
	m.login.showOffer(v)
	if m.phase != app.PhaseSignedIn || v.Waiting {
		v = app.DialOffer{}
	}
	d := m.shell.dialpad
	if v.ID == 0 || v.ID == d.offer.offer.ID {
		d.setOffer(v)
		return
	}
	m.closeSheet()
	m.shell.show(tabDialpad)
	d.banner(v)
}

// banner shows a new offer.
func (d *dialpad) banner(v app.DialOffer) {
	d.offer.since = d.now()
	d.setOffer(v)
	d.show(v.Number)
}

func (d *dialpad) setOffer(v app.DialOffer) {
	d.offer.show(v, d.active, d.has)
	d.content.Refresh()
}

// endOffer takes the banner away; the number stays to be corrected.
func (d *dialpad) endOffer() {
	if d.offer.offer.ID != 0 {
		d.setOffer(app.DialOffer{})
		d.phone.DismissOffer()
	}
}

// dismissOffer does not call the number.
func (d *dialpad) dismissOffer() {
	d.entry.SetText("")
	d.endOffer()
}

// enter dials, unless the key came with the number.
func (d *dialpad) enter() {
	if !d.offerFresh() {
		d.dial()
	}
}

// offerFresh reports whether the number from outside came up just now.
func (d *dialpad) offerFresh() bool {
	return d.offer.offer.ID != 0 && d.now().Sub(d.offer.since) < offerGuard
}

// consultOffer calls the offered number about the present call.
func (d *dialpad) consultOffer() {
	v := d.offer.offer
	if v.ID == 0 || d.offer.consult.Hidden || d.offerFresh() {
		return
	}
	d.setOffer(app.DialOffer{})
	d.entry.SetText("")
	d.canvas.Unfocus()
	d.phone.DismissOffer()
	d.phone.Consult(d.active.ID, v.Number)
	d.dialled()
}

// showOffer says below the sign-in form that a number waits.
func (l *login) showOffer(v app.DialOffer) {
	text := ""
	if v.Waiting {
		text = lang.X("offer.waiting", "Sign in to call {{.Number}}.", map[string]any{"Number": withReason(plain(cmp.Or(v.Shown, v.Number)), plain(v.Name))})
	}
	l.waits.SetText(text)
	if hidden := text == ""; l.waitCard.Hidden != hidden {
		l.waitCard.Hidden = hidden
		l.page.Relayout()
	}
}

// newWaitCard is the card for a number that waits for signing in.
func newWaitCard() (*widgets.Paragraph, *widgets.Card) {
	text := widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText)
	card := widgets.NewCard(alertLayout("link", widgets.ColorAccentText, text))
	card.Fill, card.Border, card.Padding = widgets.ColorAccentSoft, widgets.ColorAccent, widgets.Gap
	card.Hide()
	return text, card
}
