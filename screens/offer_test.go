package screens

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"offhook/app"
	"offhook/wti"
)

// link is a number that came by a link.
func link(id int) app.DialOffer {
	return app.DialOffer{ID: id, Text: "tel:+1-555-0100;ext=12", Number: "+15550100", Name: "Anna Müller", Extension: "12"}
}

func (d *desk) setOffer(v app.DialOffer) {
	_ = d.state.Offer.Set(v)
	d.settle()
}

func (d *desk) ctrlEnter() {
	d.second()
	d.settle()
}

func TestAnOfferSaysWhereItCameFromAndEnterDialsIt(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.setOffer(link(1))
	d.see("offer", "From a link · Anna Müller")
	d.see("offer.hint", "Enter calls it, Esc does not. Then extension 12.")
	d.see("dialpad.entry", "+15550100")
	d.notSee("offer.consult")
	d.key(fyne.KeyReturn) // meant for the window that was in front a moment ago
	d.wants()
	d.clock = d.clock.Add(time.Second)
	d.key(fyne.KeyReturn)
	d.wants("dial tel:+1-555-0100;ext=12")
	d.click("tab.dialpad")
	d.notSee("offer")
}

func TestAnOfferThatIsChangedOrDroppedIsNoneAnyMore(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.setOffer(link(1))
	d.clock = d.clock.Add(time.Second)
	d.text("9")
	d.wants("dismiss offer")
	d.notSee("offer")
	d.key(fyne.KeyReturn)
	d.wants("dial +155501009")
	d.setOffer(link(2))
	d.key(fyne.KeyEscape)
	d.wants("dismiss offer")
	d.see("dialpad.entry", "")
	d.setOffer(link(3))
	d.click("offer.dismiss")
	d.wants("dismiss offer")
	d.notSee("offer")
}

func TestDuringACallAnOfferIsASecondCallOrAConsultation(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	v := inState(app.CallConnected)
	v.Can = 1 << app.ActionConsult
	d.setCalls(v)
	d.setOffer(link(1))
	if hint := d.element("offer.hint").Text; !strings.HasPrefix(hint, "Enter calls it and puts +49 30 901820 on hold.") {
		t.Errorf("the hint is %q", hint)
	}
	d.ctrlEnter()
	d.wants()
	d.clock = d.clock.Add(time.Second)
	d.ctrlEnter()
	d.wants("dismiss offer", "consult 17 +15550100")
	d.setOffer(link(2))
	d.clock = d.clock.Add(time.Second)
	d.click("offer.consult")
	d.wants("dismiss offer", "consult 17 +15550100")
}

func TestBeforeSigningInAnOfferWaits(t *testing.T) {
	d := smallDesk(t)
	v := link(1)
	v.Waiting = true
	d.setOffer(v)
	d.see("login.offer", "Sign in to call +15550100 · Anna Müller.")
	d.signIn(agentIn(wti.AgentAux))
	v.Waiting = false
	d.setOffer(v)
	d.see("offer", "From a link · Anna Müller")
}

func TestThePreviewSaysWhatWillBeDialled(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.goDial()
	d.notSee("dialpad.preview") // no rules, nothing to say
	d.phone.rules = true
	d.shell.dialpad.preview.content.Show()
	d.text("+12125550100")
	d.see("dialpad.preview", "Will dial 9 1 2125550100 · National number")
	d.key(fyne.KeyEscape)
	d.see("dialpad.preview", "Dial rules apply to what you type")
	d.text("4751")
	d.see("dialpad.preview", "Will dial 4751 · Internal number")
	d.key(fyne.KeyEscape)
	d.text("0")
	d.see("dialpad.preview", "A dial rule makes no number of this.")
}

func TestAPasteOutsideAFieldGoesToTheDialpad(t *testing.T) {
	d := lightDesk(t)
	fyne.CurrentApp().Clipboard().SetContent(" Tel. +49 (0)30 / 90 18-20\n")
	d.paste() // not signed in
	d.wants()
	d.signIn(agentIn(wti.AgentAux))
	d.paste()
	d.wants("offer Tel. +49 (0)30 / 90 18-20 from 1")
}

func TestALinkThatIsDroppedIsOffered(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	for _, path := range []string{"tel:+15550100", "/tel:%2B15550100", "callto:5550100"} {
		d.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	}
	d.wants("offer tel:+15550100 from 0", "offer tel:%2B15550100 from 0", "offer callto:5550100 from 0")
	d.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI("/tmp/tel.vcf")})
	d.wants("import /tmp/tel.vcf")
}

// TestAHostileNameCannotBreakTheBanner: it is one line, bounded, and cannot
// reorder what is read.
func TestAHostileNameCannotBreakTheBanner(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	v := link(1)
	v.Name = "\u202eevil\n<b>" + strings.Repeat("W", 5000)
	d.setOffer(v)
	if text := d.element("offer").Text; strings.ContainsAny(text, "\u202e\n") || len(text) > 300 {
		t.Errorf("the banner says %.80q, %d bytes", text, len(text))
	}
}

func init() {
	scenes = append(scenes, []struct {
		name string
		show func(*desk)
	}{
		{"offer", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.setOffer(link(1))
			d.window.Canvas().Unfocus() // no cursor that blinks
		}},
		{"offer-call", func(d *desk) {
			d.signIn(agentIn(wti.AgentAutoIn))
			_ = d.state.Media.Set(voice())
			v := inState(app.CallConnected)
			v.Can = 1<<app.ActionConsult | 1<<app.ActionHold | 1<<app.ActionHangUp
			d.setCalls(v)
			d.setOffer(link(1))
			d.window.Canvas().Unfocus()
		}},
		{"offer-waiting", func(d *desk) {
			_ = d.state.Form.Set(completeForm())
			v := link(1)
			v.Waiting = true
			d.setOffer(v)
			d.window.Canvas().Unfocus()
		}},
		{"dialpad-preview", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.phone.rules = true
			d.shell.dialpad.preview.content.Show()
			d.goDial()
			d.text("+12125550100")
			d.window.Canvas().Unfocus()
		}},
	}...)
}
