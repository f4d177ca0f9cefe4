package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/app/headset"
	"offhook/wti"
)

// buttons remember how headsets are to be.
type buttons struct {
	headset.Heard

	mu     sync.Mutex
	state  headset.State
	closed bool
}

func (b *buttons) around(o *app.Options) {
	o.Headsets = func(h headset.Heard) app.HeadsetButtons {
		b.Heard = h
		return b
	}
}

func (b *buttons) Set(s headset.State) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state = s
}

func (b *buttons) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
}

// lamps says what is lit.
func (b *buttons) lamps() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var on []string
	for _, l := range []struct {
		name string
		on   bool
	}{{"off hook", b.state.OffHook}, {"ring", b.state.Ringing}, {"mute", b.state.Muted}, {"hold", b.state.Held}} {
		if l.on {
			on = append(on, l.name)
		}
	}
	return strings.Join(on, ", ")
}

// press presses a button and returns what it asks of the server.
func (b *buttons) press(d *desk, e headset.Event) string {
	before := len(d.client.requests())
	b.Pressed(e)
	synctest.Wait()
	return fmt.Sprint(d.client.requests()[before:])
}

// TestAHeadsetsButtonsInEachState: what they ask for, and what its lamps show.
func TestAHeadsetsButtonsInEachState(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var b buttons
		d := newDesk(t, b.around)
		d.signIn()
		lamps := func(when, want string) {
			t.Helper()
			if got := b.lamps(); got != want {
				t.Errorf("%s: lamps %q, want %q", when, got, want)
			}
		}
		asks := func(when string, e headset.Event, want string) {
			t.Helper()
			if got := b.press(d, e); got != want {
				t.Errorf("%s: %s, want %s", when, got, want)
			}
		}
		lamps("without a call", "")
		for _, e := range []headset.Event{headset.PickUp, headset.HangUp, headset.Mute, headset.FlashHook, headset.Decline} {
			asks("without a call", e, "[]")
		}
		d.emit(offered)
		lamps("ringing", "ring")
		asks("hanging up while it rings", headset.HangUp, "[]")
		asks("flash while it rings", headset.FlashHook, "[]")
		asks("answering", headset.PickUp, "[answer 871]")
		lamps("asked to answer", "off hook")
		asks("answering again", headset.PickUp, "[]")
		d.emit(answered, wti.MediaStarted{})
		lamps("talking", "off hook")
		asks("mute", headset.Mute, "[]")
		if lamps("muted", "off hook, mute"); !d.voice.muted {
			t.Error("not muted")
		}
		asks("mute again", headset.Mute, "[]")
		if lamps("not muted", "off hook"); d.voice.muted {
			t.Error("still muted")
		}
		d.app.SetMuted(true) // in the window
		synctest.Wait()
		lamps("muted in the window", "off hook, mute")
		d.app.SetMuted(false)
		asks("holding", headset.FlashHook, "[hold 871]")
		d.emit(wti.Held{Connection: own, Own: true})
		lamps("on hold", "hold")
		asks("hanging up a call on hold", headset.HangUp, "[]")
		asks("taking it back", headset.PickUp, "[retrieve 871]")
		lamps("asked to take it back", "off hook")
		d.emit(wti.Retrieved{Connection: own, Own: true})
		second := offeredBy("872", "15557654321")
		d.emit(second)
		lamps("a second call rings", "off hook, ring")
		asks("declining it", headset.Decline, "[clear 872]")
		d.emit(clearedCall("872"))
		d.emit(offeredBy("873", "15557654321"))
		asks("going over to the second call", headset.FlashHook, "[hold 871 answer 873]")
		d.emit(wti.Held{Connection: own, Own: true})
		other := answered
		other.Connection = wti.Connection{Call: "873", Device: own.Device}
		d.emit(other)
		lamps("talking, another one on hold", "off hook")
		asks("swapping", headset.FlashHook, "[alternate 871 873]")
		asks("hanging up", headset.HangUp, "[clear 873]")
		d.emit(clearedCall("873"))
		lamps("the other one is left", "hold")
		d.emit(clearedCall("871"))
		lamps("over", "")
	})
}

// TestAHeadsetHasNoPartInAnotherPhonesCall: where the voice is elsewhere, or the
// setting is off.
func TestAHeadsetHasNoPartInAnotherPhonesCall(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var b buttons
		d := newDesk(t, b.around)
		form := goodForm
		form.Mode = wti.DeskPhone
		d.app.SignIn(form)
		d.emit(offered)
		if got, lamps := b.press(d, headset.PickUp), b.lamps(); got != "[]" || lamps != "" {
			t.Errorf("the desk phone's call: %s, lamps %q", got, lamps)
		}
	})
	bubble(t, func(t *testing.T) {
		var b buttons
		d := newDesk(t, b.around)
		d.signIn()
		if !b.state.Use {
			t.Error("not used by default")
		}
		d.app.ChangeSetting(app.SettingHeadset, "false")
		synctest.Wait()
		d.emit(offered)
		if got := b.press(d, headset.PickUp); got != "[]" || b.state.Use {
			t.Errorf("switched off: %s, use %v", got, b.state.Use)
		}
	})
}

// TestTheAgentSeesWhatHeadsetsThereAre: in the settings; and one that may not be opened
// once in a notice that says what to do.
func TestTheAgentSeesWhatHeadsetsThereAre(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var b buttons
		d := newDesk(t, b.around)
		setting := func() app.Setting {
			v, _ := d.app.State().Settings.Get()
			return v.Get(app.SettingHeadset)
		}
		told := func(list ...headset.Status) {
			b.Told(list)
			synctest.Wait()
		}
		if s := setting(); s.Status != "No headset with buttons is plugged in." || s.Note != "" {
			t.Errorf("none: %+v", s)
		}
		jabra := headset.Status{Name: "Jabra\u202e Evolve2 65 "} // a device may say anything
		told(jabra)
		if s := setting(); s.Status != "Jabra Evolve2 65: the buttons work" || s.Note != "" || len(d.notices()) != 0 {
			t.Errorf("one: %+v, notices %+v", s, d.notices())
		}
		jabra.Condition = headset.Denied
		told(jabra)
		n := d.notices()
		if len(n) != 1 || n[0].Title != "The buttons of Jabra Evolve2 65 do not work" || !strings.Contains(n[0].Text, "administrator guide") {
			t.Fatalf("denied: notices %+v", n)
		}
		if s := setting(); s.Status != "" || !strings.HasPrefix(s.Note, n[0].Title+". ") {
			t.Errorf("denied: %+v", s)
		}
		d.app.DismissNotice(n[0].ID)
		told(jabra, headset.Status{Name: "Poly", Condition: headset.Failed, Details: "no such device"})
		if n := d.notices(); len(n) != 0 {
			t.Errorf("told again: %+v", n)
		}
		if s := setting(); !strings.HasSuffix(s.Note, "\nPoly cannot be used: no such device") {
			t.Errorf("another one that fails: %+v", s)
		}
		told(headset.Status{Condition: headset.Denied})
		if n := d.notices(); len(n) != 1 || n[0].Title != "The buttons of USB headset do not work" {
			t.Errorf("one without a name: %+v", n)
		}
		told()
		if n := d.notices(); len(n) != 0 {
			t.Errorf("unplugged: %+v", n)
		}
	})
}
