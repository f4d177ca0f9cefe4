package app_test

import (
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/wti"
)

// TestControlByButtonsIsToldAndOffersOnlyWhatHasAButton: one notice as long as it
// lasts, and no action that would be refused.
func TestControlByButtonsIsToldAndOffersOnlyWhatHasAButton(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.ControlModeChanged{FirstParty: true}, wti.ControlModeChanged{FirstParty: true}, offered)
		link := func() app.LinkView { v, _ := d.app.State().Link.Get(); return v }
		if n := d.notices(); !link().FirstParty || len(n) != 1 || n[0].Severity != app.Warning {
			t.Errorf("link %+v, notices %+v, want one", link(), n)
		}
		if c := d.call(); !c.Can.Has(app.ActionAnswer) || !c.Can.Has(app.ActionHangUp) || c.Can.Has(app.ActionDeflect) {
			t.Errorf("a ringing call can %b", c.Can)
		}
		d.emit(answered)
		c := d.call()
		for _, a := range []app.Action{app.ActionHold, app.ActionConsult, app.ActionBlindTransfer, app.ActionHangUp} {
			if !c.Can.Has(a) {
				t.Errorf("a call cannot %d", a)
			}
		}
		if c.Can.Has(app.ActionJoin) {
			t.Error("a party may be brought in at once")
		}
		d.emit(wti.ControlModeChanged{})
		if n := d.notices(); link().FirstParty || len(n) != 0 || !d.call().Can.Has(app.ActionJoin) {
			t.Errorf("with call control again: link %+v, notices %+v", link(), n)
		}
	})
}

// TestACallDialledByButtonsCountsAsConnectedWithoutVoiceHere: nothing tells that
// somebody answered, and on another phone not even voice does.
func TestACallDialledByButtonsCountsAsConnectedWithoutVoiceHere(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		c := wti.Connection{Call: "appearance/265/1", Device: "4750:CM1::0"}
		d.emit(wti.ControlModeChanged{FirstParty: true}, wti.ServiceInitiated{Connection: c},
			wti.NetworkReached{Connection: c, CallInfo: wti.CallInfo{Called: wti.Party{Number: "5550107"}, Local: wti.StateConnected}})
		if v := d.call(); v.State != app.CallDialing || v.Remote != "5550107" {
			t.Errorf("call = %+v", v)
		}
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if v := d.call(); v.State != app.CallConnected || !v.Can.Has(app.ActionHold) {
			t.Errorf("call = %+v, want connected", v)
		}
	})
}

// TestTheDisplaysWordsNameTheCaller: they come after the ring.
func TestTheDisplaysWordsNameTheCaller(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		c := wti.Connection{Call: "appearance/263/1", Device: "4750:CM1::0"}
		d.emit(wti.ControlModeChanged{FirstParty: true},
			wti.Delivered{Connection: c, Own: true, CallInfo: wti.CallInfo{Local: wti.StateAlerting}},
			wti.CallInformation{Connection: c, CallInfo: wti.CallInfo{
				Calling: wti.Party{Number: "M KELLER"}, Called: wti.Party{Number: "7000"}, Local: wti.StateAlerting}})
		if v := d.call(); v.Remote != "M KELLER" || v.Service != "Orders" {
			t.Errorf("call = %+v", v)
		}
	})
}
