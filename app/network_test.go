package app_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/wti"
)

// TestNewsOfTheNetworkHaveTheConnectionProved: at once, and once more for all that
// comes within a second.
func TestNewsOfTheNetworkHaveTheConnectionProved(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := newDesk(t, s.around)
		news := func() int {
			synctest.Wait()
			n := 0
			for _, r := range d.client.requests() {
				if r == "check " {
					n++
				}
			}
			return n
		}
		s.Network("test")
		if n := news(); n != 0 {
			t.Errorf("signed out: %d", n)
		}
		time.Sleep(2 * time.Second)
		d.signIn()
		s.Network("test")
		if n := news(); n != 1 {
			t.Errorf("at once: %d", n)
		}
		for range 5 {
			s.Network("test")
		}
		time.Sleep(5 * time.Second)
		if n := news(); n != 2 {
			t.Errorf("after several: %d", n)
		}
		s.Network("test")
		if n := news(); n != 3 {
			t.Errorf("later: %d", n)
		}
	})
}

// TestTheVoiceStaysMutedWhereverItGoes: the voice path is another one when our
// address is.
func TestTheVoiceStaysMutedWhereverItGoes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered, wti.MediaStarted{})
		d.app.SetMuted(true)
		synctest.Wait()
		d.voice.muted, d.voice.needed = false, false
		go func() { _, _ = d.client.opts.LocalMedia(otherAddress) }()
		synctest.Wait()
		if !d.voice.muted || !d.voice.needed {
			t.Errorf("muted %v, devices wanted %v", d.voice.muted, d.voice.needed)
		}
	})
}

// TestQuittingKnowsOfCallsThatAreNotShownYet.
func TestQuittingKnowsOfCallsThatAreNotShownYet(t *testing.T) {
	busy := func(d *desk) bool {
		d.app.Quit()
		synctest.Wait()
		w, _ := d.app.State().Wish.Get()
		if w.Action != app.WindowQuit {
			d.t.Errorf("the window is asked for %v", w.Action)
		}
		return w.Busy
	}
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		if busy(d) {
			t.Error("busy before signing in")
		}
		d.signIn()
		if busy(d) {
			t.Error("busy without a call")
		}
		d.client.made = wti.Connection{Call: "900"}
		d.app.Dial("5550100")
		if !busy(d) {
			t.Error("a call that was just dialled would be lost")
		}
		d.emit(wti.Originated{Connection: wti.Connection{Call: "900", Device: own.Device}})
		if !busy(d) || len(d.calls()) != 1 {
			t.Errorf("a call that is up would be lost: %+v", d.calls())
		}
		d.emit(clearedCall("900"))
		if busy(d) {
			t.Errorf("busy after the call: %+v", d.calls())
		}
		d.client.refuse["makeCall"] = wti.ErrDisconnected
		d.app.Dial("5550100")
		synctest.Wait()
		if busy(d) {
			t.Error("busy with a call that was refused")
		}
		d.client.events <- offered // has come, and nobody has looked yet
		d.app.Quit()
		synctest.Wait()
		if w, _ := d.app.State().Wish.Get(); !w.Busy {
			t.Error("a call that just begins to ring would be lost")
		}
		if !slices.Contains(d.client.requests(), "makeCall 5550100") {
			t.Error(fmt.Sprint(d.client.requests()))
		}
	})
}

// TestQuittingAtADeskPhoneSaysThatTheCallGoesOn, and at no other.
func TestQuittingAtADeskPhoneSaysThatTheCallGoesOn(t *testing.T) {
	for mode, ends := range map[wti.TelephoneMode]bool{wti.ThisComputer: true, wti.OtherPhone: true, wti.DeskPhone: false} {
		bubble(t, func(t *testing.T) {
			d := newDesk(t)
			form := goodForm
			form.Mode, form.OtherNumber = mode, "004930123456"
			d.app.SignIn(form)
			synctest.Wait()
			link, _ := d.app.State().Link.Get()
			if _, _, _, hangsUp := link.QuitQuestion(); hangsUp != ends {
				t.Errorf("%s: asked whether to hang up: %v", mode, hangsUp)
			}
		})
	}
}
