package app_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/app/control"
	"offhook/wti"
)

func (d *desk) offer() app.DialOffer {
	v, _ := d.app.State().Offer.Get()
	return v
}

// dialled are the numbers that the switch was asked to call.
func (d *desk) dialled() (list []string) {
	for _, r := range d.client.requests() {
		if n, ok := strings.CutPrefix(r, "makeCall "); ok {
			list = append(list, n)
		}
	}
	return list
}

func TestALinkWaitsForTheAgent(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) { o.Link = "tel:+1-555-0100;ext=12" })
		want := app.DialOffer{ID: 1, Text: "tel:+1-555-0100;ext=12", Number: "+15550100", Shown: "+15550100", Extension: "12", Waiting: true}
		if got := d.offer(); got != want {
			t.Errorf("before signing in: %+v, want %+v", got, want)
		}
		d.signIn()
		want.Waiting = false
		if got := d.offer(); got != want {
			t.Errorf("after signing in: %+v, want %+v", got, want)
		}
		if got := d.dialled(); got != nil {
			t.Errorf("dialled %q by itself", got)
		}
		d.app.Dial(want.Text)
		synctest.Wait()
		if got := d.dialled(); !slices.Equal(got, []string{"+15550100"}) || d.offer().ID != 0 {
			t.Errorf("dialled %q, and the offer is %+v", got, d.offer())
		}
	})
}

func TestANewLinkTakesThePlaceOfTheOld(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.app.OfferNumber("tel:1", app.FromLink)
		d.app.OfferNumber("tel:2", app.FromLink)
		synctest.Wait()
		if got := d.offer(); got.ID != 2 || got.Number != "2" {
			t.Errorf("offer = %+v", got)
		}
		d.app.DismissOffer()
		synctest.Wait()
		if got := d.offer(); got.ID != 0 {
			t.Errorf("dismissed: %+v", got)
		}
	})
}

func TestATrustedLinkIsDialledUnlessACallIsUp(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) { o.Settings.Links.Trust = true })
		d.app.OfferNumber("tel:5550100", app.FromLink)
		synctest.Wait()
		d.signIn()
		if got := d.dialled(); got != nil {
			t.Errorf("a link of before signing in dialled %q", got)
		}
		d.app.OfferNumber("tel:5550101", app.FromLink)
		synctest.Wait()
		if got := d.dialled(); !slices.Equal(got, []string{"5550101"}) {
			t.Errorf("dialled %q", got)
		}
		d.emit(offered)
		d.app.OfferNumber("tel:5550102", app.FromLink)
		d.app.OfferNumber("5550103", app.FromClipboard)
		synctest.Wait()
		if got := d.dialled(); len(got) != 1 || d.offer().Number != "5550103" {
			t.Errorf("dialled %q during a call; the offer is %+v", got, d.offer())
		}
	})
}

func TestAHostileLinkIsOnlyShown(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) { o.Settings.Links.Trust = true })
		d.signIn()
		for _, link := range []string{"tel:$(reboot)", "tel:1;rm -rf /", "tel:" + strings.Repeat("9", 5000), "callto:javascript:alert(1)", "tel:1%0a2"} {
			d.app.OfferNumber(link, app.FromLink)
			synctest.Wait()
			var r control.Response
			d.app.Handle(t.Context(), control.Request{Command: "link", Text: link}, func(got control.Response) bool { r = got; return true })
			if r.Code != control.BadRequest {
				t.Errorf("%.40q gives %+v", link, r)
			}
		}
		if got := d.dialled(); got != nil || d.offer().ID != 0 {
			t.Errorf("dialled %q, offered %+v", got, d.offer())
		}
		for _, n := range d.notices() {
			if n.Title != "That is not a number to dial" || len(n.Details) > 250 {
				t.Errorf("notice %+v", n)
			}
		}
	})
}

// TestDigitsOfALinkAreSentOnceSomebodyAnswers: pauses are waited for, and what
// is behind w is left to the agent.
func TestDigitsOfALinkAreSentOnceSomebodyAnswers(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.client.made = wti.Connection{Call: "872", Device: "4750:CM1:0.0.0.0:0"}
		d.app.Dial("tel:+15550100pp12p34w99;ext=7")
		synctest.Wait()
		info := wti.CallInfo{Calling: wti.Party{Number: "4750"}, Called: wti.Party{Number: "15550100"}, Local: wti.StateConnected}
		d.emit(wti.Originated{Connection: d.client.made, CallInfo: info})
		if got := sentDigits(d); got != nil {
			t.Errorf("sent %q before somebody answered", got)
		}
		d.emit(wti.Established{Connection: wti.Connection{Call: "872", Device: "T12#1"}, Answering: wti.Party{Number: "15550100"}, CallInfo: info})
		passSeconds(10)
		if got := sentDigits(d); !slices.Equal(got, []string{"12", "34"}) {
			t.Errorf("sent %q", got)
		}
		var titles []string
		for _, n := range d.notices() {
			titles = append(titles, n.Title)
		}
		if !slices.Equal(titles, []string{"Extension 7", "More digits: 99"}) {
			t.Errorf("notices %q", titles)
		}
	})
}

func TestDigitsOfALinkAreForgottenWithItsCall(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.client.made = wti.Connection{Call: "872", Device: "4750:CM1:0.0.0.0:0"}
		d.app.Dial("tel:+15550100pppp12")
		synctest.Wait()
		info := wti.CallInfo{Calling: wti.Party{Number: "4750"}, Called: wti.Party{Number: "15550100"}, Local: wti.StateConnected}
		d.emit(wti.Originated{Connection: d.client.made, CallInfo: info},
			wti.Established{Connection: wti.Connection{Call: "872", Device: "T12#1"}, Answering: wti.Party{Number: "15550100"}, CallInfo: info})
		d.emit(wti.ConnectionCleared{Connection: d.client.made, Own: true})
		passSeconds(10)
		if got := sentDigits(d); got != nil {
			t.Errorf("sent %q to a call that is over", got)
		}
	})
}

func sentDigits(d *desk) (list []string) {
	for _, r := range d.client.requests() {
		if n, ok := strings.CutPrefix(r, "digits "); ok {
			list = append(list, n)
		}
	}
	return list
}

// passSeconds lets time pass in the bubble.
func passSeconds(n int) {
	time.Sleep(time.Duration(n) * time.Second)
	synctest.Wait()
}
