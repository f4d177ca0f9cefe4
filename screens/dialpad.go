package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// dialpad takes a number and dials it; during a connected call its keys send
// tones.
type dialpad struct {
	phone  Phone
	canvas fyne.Canvas
	active app.CallView // the connected call, if hasCall
	has    bool
	last   string // dialled last
	now    func() time.Time
	// dialled is called after a number was dialled.
	dialled func()

	entry           *widgets.Entry
	keys            []*widgets.DialKey
	call, backspace *widgets.Button
	redial          *widgets.Button
	tones           *widgets.Card
	toneText, sent  *widgets.Text
	fault           *widgets.Paragraph
	preview         *dialPreview
	offer           *offerBanner
	actions         *fyne.Container // call and redial
	content         *fyne.Container
}

// dialKeys are the keys with their letters (ITU-T E.161).
var dialKeys = []struct{ digit, letters, name string }{
	{"1", "", "1"}, {"2", "ABC", "2"}, {"3", "DEF", "3"},
	{"4", "GHI", "4"}, {"5", "JKL", "5"}, {"6", "MNO", "6"},
	{"7", "PQRS", "7"}, {"8", "TUV", "8"}, {"9", "WXYZ", "9"},
	{"*", "", "star"}, {"0", "+", "0"}, {"#", "", "pound"},
}

func newDialpad(c fyne.Canvas, phone Phone) *dialpad {
	d := &dialpad{phone: phone, canvas: c, now: time.Now, dialled: func() {}}
	d.entry = widgets.NewEntry(lang.X("dialpad.entry", "Number to dial"))
	d.entry.PlaceHolder = lang.X("dialpad.placeholder", "Type or paste a number")
	d.entry.Accept = isDialRune
	d.entry.SpareFonts()
	d.entry.OnChanged = d.changed
	d.entry.OnSubmitted = func(string) { d.enter() }
	d.backspace = widgets.NewIconButton("backspace", lang.X("dialpad.backspace", "Delete the last digit"), d.deleteLast)
	d.call = widgets.NewButton("phone", lang.X("dialpad.call", "Call"), widgets.Answer, d.dial)
	d.call.Hint = "Enter"
	d.redial = widgets.NewButton("redial", "", widgets.Neutral, d.redialLast)
	d.redial.Hide()

	keys := make([]fyne.CanvasObject, len(dialKeys))
	for i, k := range dialKeys {
		name := k.digit
		switch k.digit {
		case "*":
			name = lang.X("dialpad.star", "Star")
		case "#":
			name = lang.X("dialpad.pound", "Pound")
		}
		key := widgets.NewDialKey(k.digit, k.letters, name, func() { d.press([]rune(k.digit)[0]) })
		d.keys = append(d.keys, key)
		keys[i] = key
	}
	d.toneText = widgets.NewStrong("", widgets.ColorAccentText, theme.SizeNameCaptionText).Shrinking()
	d.sent = widgets.NewText("", theme.ColorNameForeground, theme.SizeNameCaptionText).Shrinking()
	d.tones = widgets.NewCard(widgets.RowGrow(widgets.GapSmall, 1,
		widgets.NewIcon("keypad", widgets.ColorAccentText, widgets.SizeIcon), widgets.Column(1, d.toneText, d.sent)))
	d.tones.Fill, d.tones.Border, d.tones.Padding = widgets.ColorAccentSoft, widgets.ColorAccentSoft, 10
	d.tones.Hide()
	number := widgets.NewThemed(d.entry, numberTheme{})
	d.fault = widgets.NewParagraph(lang.X("dialpad.fault", "That is not a number to dial."), widgets.ColorAlert, theme.SizeNameCaptionText)
	d.fault.Hide()
	d.preview = newDialPreview(phone.WouldDial("").Rules)
	d.offer = newOfferBanner(d.enter, d.consultOffer, d.dismissOffer)
	d.actions = widgets.Grid(2, 90, widgets.GapSmall, d.redial, d.call)
	d.content = widgets.Column(widgets.Gap, d.offer.card,
		widgets.Column(widgets.GapTiny, widgets.RowGrow(widgets.GapTiny, 0, number, d.backspace), d.preview.content),
		d.fault, d.tones,
		widgets.Grid(3, 60, widgets.GapSmall, keys...), d.actions)
	d.changed("")
	return d
}

// changed brings a pasted number into the form in which it is dialled. What is
// no number stays as it is, to be corrected, and is not dialled.
func (d *dialpad) changed(s string) {
	clean, err := app.Dialable(s)
	if err == nil && clean != s {
		d.entry.SetText(clean)
		d.entry.CursorColumn = len(clean)
		return
	}
	if d.offer.offer.Number != clean {
		d.endOffer()
	}
	d.preview.show(d.phone.WouldDial(s))
	d.backspace.SetEnabled(s != "")
	d.call.SetEnabled(err == nil || s == "" && d.last != "")
	d.showFault(err != nil && s != "" && s != "+")
	d.showActions()
}

func (d *dialpad) showFault(on bool) {
	if d.fault.Hidden == on {
		d.fault.Hidden = !on
		d.content.Refresh()
	}
}

// showActions hides what dials while the keys send tones, until a number is
// typed nevertheless.
func (d *dialpad) showActions() {
	if hidden := d.has && d.entry.Text == ""; d.actions.Hidden != hidden {
		d.actions.Hidden = hidden
		d.content.Refresh()
	}
}

// press types a digit, or sends it as a tone during a call.
func (d *dialpad) press(r rune) {
	if d.has && isTone(r) {
		d.phone.SendDigits(d.active.ID, string(r))
		return
	}
	d.append(r)
}

// append adds a digit at the end of the number.
func (d *dialpad) append(r rune) {
	d.entry.SetText(d.entry.Text + string(r))
	d.entry.CursorColumn = len([]rune(d.entry.Text))
	d.entry.Refresh()
}

func (d *dialpad) deleteLast() {
	if r := []rune(d.entry.Text); len(r) > 0 {
		d.entry.SetText(string(r[:len(r)-1]))
		d.entry.CursorColumn = len(r) - 1
	}
}

// dial dials the number; with none, the last one comes back to be dialled.
func (d *dialpad) dial() {
	number, err := app.Dialable(d.entry.Text)
	if err != nil {
		if d.entry.Text == "" {
			d.redialLast()
		}
		return
	}
	d.setLast(number)
	text := number
	if v := d.offer.offer; v.ID != 0 && v.Number == number {
		text = v.Text // with what is to be sent afterwards
		d.setOffer(app.DialOffer{})
	}
	d.entry.SetText("")
	d.canvas.Unfocus() // what is typed next are tones for this call
	d.phone.Dial(text)
	d.dialled()
}

// setLast offers a number, unless it is empty, to be dialled again.
func (d *dialpad) setLast(number string) {
	if d.last = number; number == "" {
		return
	}
	d.redial.Label = lang.X("dialpad.redial", "Redial {{.Number}}", map[string]any{"Number": number})
	d.redial.Hidden = false
	d.content.Refresh()
}

func (d *dialpad) redialLast() { d.show(d.last) }

// show puts a number into the field, ready for Enter.
func (d *dialpad) show(number string) {
	if number == "" {
		return
	}
	d.entry.SetText(number)
	d.focus()
}

// focus puts the cursor behind the number.
func (d *dialpad) focus() {
	d.canvas.Focus(d.entry)
	d.entry.CursorColumn = len([]rune(d.entry.Text))
	d.entry.Refresh()
}

// clear empties the field and reports whether there was anything.
func (d *dialpad) clear() bool {
	had := d.entry.Text != ""
	d.entry.SetText("")
	return had
}

// setCall tells which call is connected, if any.
func (d *dialpad) setCall(v app.CallView, has bool) {
	was := d.has
	d.active, d.has = v, has
	if has {
		d.toneText.SetText(lang.X("dialpad.tones", "Keys send tones to {{.Remote}}", map[string]any{"Remote": remoteName(v)}))
		d.sent.SetText(sentWord(v.Digits))
	}
	if was != has {
		d.tones.Hidden = !has
		d.showActions()
		d.content.Refresh()
	}
	if d.offer.offer.ID != 0 {
		d.setOffer(d.offer.offer)
	}
}

// sentWord tells which tones were sent.
func sentWord(digits string) string {
	if digits == "" {
		return lang.X("dialpad.sent.none", "Nothing sent yet")
	}
	return lang.X("dialpad.sent", "Sent: {{.Digits}}", map[string]any{"Digits": plain(digits)})
}

func (d *dialpad) inspect(in *inspector) {
	in.add("dialpad.entry", d.entry, d.entry.Text)
	for i, k := range d.keys {
		in.add("dialpad.key."+dialKeys[i].name, k, k.Digit)
	}
	in.add("dialpad.preview", d.preview.content, d.preview.text.Text)
	in.add("offer", d.offer.card, d.offer.title.Text)
	if d.offerFresh() {
		in.elements[len(in.elements)-1].Enabled = false // Enter does nothing yet
	}
	in.add("offer.hint", d.offer.hint, d.offer.hint.Text)
	in.add("offer.call", d.offer.call, d.offer.call.Label)
	in.add("offer.consult", d.offer.consult, d.offer.consult.Label)
	in.add("offer.dismiss", d.offer.dismiss, d.offer.dismiss.Name)
	in.add("dialpad.fault", d.fault, d.fault.Text)
	in.add("dialpad.call", d.call, d.call.Label)
	in.add("dialpad.backspace", d.backspace, d.backspace.Name)
	in.add("dialpad.redial", d.redial, d.redial.Label)
	in.add("dialpad.tones", d.tones, d.toneText.Text+" · "+d.sent.Text)
}

// numberTheme enlarges the text of the number field.
type numberTheme struct{ widgets.Following }

func (t numberTheme) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNameText {
		return t.Following.Size(widgets.SizeEntry)
	}
	return t.Following.Size(n)
}
