package app_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/app/hotkeys"
	"offhook/wti"
)

// desktopKeys remember which keys are to be held.
type desktopKeys struct {
	hotkeys.Heard

	mu       sync.Mutex
	keys     []hotkeys.Key
	selected []string
	closed   bool
}

// around has an app hold keys for actions.
func (k *desktopKeys) around(keys map[string]string) func(*app.Options) {
	return func(o *app.Options) {
		o.Settings.Hotkeys = maps.Clone(keys)
		o.Settings.AuxReasons = []app.Reason{{Code: 4, Name: "Break"}, {Code: 2, Name: "Lunch"}}
		o.Hotkeys = func(h hotkeys.Heard) app.DesktopKeys {
			k.Heard = h
			return k
		}
	}
}

func (k *desktopKeys) Set(keys []hotkeys.Key) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.keys = keys
}

func (k *desktopKeys) Selected(context.Context) []string { return k.selected }

func (k *desktopKeys) Close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.closed = true
}

func (k *desktopKeys) held() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	var list []string
	for _, x := range k.keys {
		list = append(list, x.ID+" "+x.Chord)
	}
	return strings.Join(list, ", ")
}

// press presses a key and returns what it asks of the server.
func (k *desktopKeys) press(d *desk, action app.KeyAction) string {
	before := len(d.client.requests())
	k.Pressed(string(action))
	synctest.Wait()
	return fmt.Sprint(d.client.requests()[before:])
}

// TestAKeyOfTheDesktopDoesWhatItIsFor in each state of the call.
func TestAKeyOfTheDesktopDoesWhatItIsFor(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var k desktopKeys
		d := newDesk(t, k.around(nil))
		if got := k.press(d, app.KeyAnswer) + k.press(d, app.KeyReady) + k.press(d, app.KeyDisturb) + k.press(d, app.KeyForward); got != "[][][][]" {
			t.Errorf("signed out, keys ask %s", got)
		}
		d.signIn()
		d.emit(offered)
		if got := k.press(d, app.KeyHold); got != "[]" {
			t.Errorf("a call that rings is held by %s", got)
		}
		if got := k.press(d, app.KeyAnswer) + k.press(d, app.KeyAnswer); got != "[answer 871][]" {
			t.Errorf("answering twice asks %s", got)
		}
		d.emit(answered, wti.MediaStarted{})
		if got := k.press(d, app.KeyAnswer) + k.press(d, app.KeyHold); got != "[][hold 871]" {
			t.Errorf("during the call: %s", got)
		}
		k.press(d, app.KeyMute)
		if !d.voice.muted {
			t.Error("not muted")
		}
		k.press(d, app.KeyMute)
		if d.voice.muted {
			t.Error("still muted")
		}
		d.emit(wti.Held{Connection: own, Own: true})
		if got := k.press(d, app.KeyHold) + k.press(d, app.KeyHangUp); got != "[retrieve 871][clear 871]" {
			t.Errorf("on hold: %s", got)
		}
		if got := k.press(d, app.KeyDisturb); got != "[dnd true]" {
			t.Errorf("do not disturb: %s", got)
		}
		d.emit(wti.DoNotDisturbChanged{On: true})
		if got := k.press(d, app.KeyDisturb); got != "[dnd false]" {
			t.Errorf("do not disturb, again: %s", got)
		}
		if got := k.press(d, "nonsense"); got != "[]" {
			t.Errorf("no key: %s", got)
		}
	})
}

// TestTheReadyKeyGoesBackToTheModeBefore and takes the first reason for a break.
func TestTheReadyKeyGoesBackToTheModeBefore(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var k desktopKeys
		d := newDesk(t, k.around(nil))
		d.signIn()
		is := func(mode wti.AgentMode, reason int) {
			d.emit(wti.AgentChanged{Agent: wti.Agent{Mode: mode, Reason: reason}})
		}
		is(wti.AgentAux, 4)
		if got := k.press(d, app.KeyReady); got != "[setAgent autoIn]" {
			t.Errorf("from AUX: %s", got)
		}
		if got := k.press(d, app.KeyReady); got != "[]" {
			t.Errorf("before that has come about: %s", got)
		}
		is(wti.AgentAutoIn, 0)
		if got := k.press(d, app.KeyReady); got != "[setAgent aux]" || d.client.reason != 4 {
			t.Errorf("from auto-in: %s, reason %d", got, d.client.reason)
		}
		is(wti.AgentAux, 4)
		is(wti.AgentManualIn, 0)
		is(wti.AgentAfterCall, 0)
		if got := k.press(d, app.KeyReady); got != "[setAgent manualIn]" {
			t.Errorf("from after-call work: %s", got)
		}
		is(wti.AgentManualIn, 0)
		d.emit(wti.AgentChanged{Agent: wti.Agent{Mode: wti.AgentManualIn, OnCall: true, Pending: wti.AgentAux, PendingReason: 4}})
		if got := k.press(d, app.KeyReady); got != "[setAgent manualIn]" {
			t.Errorf("with a break after this call: %s", got)
		}
	})
}

// TestForwardingGoesOnAndOff: by the key and in the menu, to where it was last;
// before that the window asks.
func TestForwardingGoesOnAndOff(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var k desktopKeys
		var s surroundings
		d := newDesk(t, k.around(nil), s.around)
		d.signIn()
		d.emit(wti.ConnectionChanged{Link: wti.LinkConnected, Server: "wss://aes.example"})
		if got := k.press(d, app.KeyForward); got != "[]" {
			t.Errorf("without a number: %s", got)
		}
		if w, _ := d.app.State().Wish.Get(); w.Action != app.WindowForward {
			t.Errorf("the window is asked for %v", w.Action)
		}
		if menu := menuText(s.tray().Menu); !strings.Contains(menu, " | Forward calls… | ") {
			t.Errorf("menu: %s", menu)
		}
		d.emit(wti.ForwardingChanged{To: "5550100"})
		if menu := menuText(s.tray().Menu); !strings.Contains(menu, " | *Forwarded to 5550100 | ") {
			t.Errorf("menu: %s", menu)
		}
		if got := k.press(d, app.KeyForward); got != "[forward ]" {
			t.Errorf("while it is on: %s", got)
		}
		d.emit(wti.ForwardingChanged{})
		if menu := menuText(s.tray().Menu); !strings.Contains(menu, " | Forward to 5550100 | ") {
			t.Errorf("menu: %s", menu)
		}
		before := len(d.client.requests())
		s.Picked("forward")
		synctest.Wait()
		if got := fmt.Sprint(d.client.requests()[before:]); got != "[forward 5550100]" {
			t.Errorf("in the menu: %s", got)
		}
		d.emit(wti.ForwardingChanged{To: "5550100"}, wti.ForwardingChanged{})
		d.app.SignOut(0)
		synctest.Wait()
		d.signIn()
		if got := k.press(d, app.KeyForward); got != "[]" { // another agent, perhaps
			t.Errorf("after signing out: %s", got)
		}
	})
}

// TestTheSelectedNumberIsOfferedNotDialled: the first text that is a number.
func TestTheSelectedNumberIsOfferedNotDialled(t *testing.T) {
	for name, c := range map[string]struct {
		texts        []string
		offer, about string
	}{
		"a number is selected":            {[]string{"(555) 010-7788", "4711"}, "5550107788", ""},
		"one was copied":                  {[]string{"Dear Sir or Madam", "+49 30 1234"}, "+49301234", ""},
		"neither is one":                  {[]string{"Dear Sir", "or Madam"}, "", "Dear Sir"},
		"nothing is selected":             {nil, "", ""},
		"what is no number is cut before": {[]string{strings.Repeat("x", 300)}, "", strings.Repeat("x", 200) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				k := desktopKeys{selected: c.texts}
				d := newDesk(t, k.around(nil))
				d.signIn()
				if got := k.press(d, app.KeySelection); got != "[]" {
					t.Errorf("it asks %s", got)
				}
				offer, _ := d.app.State().Offer.Get()
				if c.offer != "" && offer.Source != app.FromSelection {
					t.Errorf("offered from %v", offer.Source)
				}
				if offer.Number != c.offer {
					t.Errorf("offered %q, want %q", offer.Number, c.offer)
				}
				if w, _ := d.app.State().Wish.Get(); w.Action != app.WindowShow || w.ID != 1 {
					t.Errorf("the window: %+v", w)
				}
				n := d.notices()
				if (len(n) > 0) != (c.offer == "") || len(n) > 0 && n[0].Details != c.about {
					t.Errorf("notices %+v", n)
				}
			})
		})
	}
}

// TestKeysOfTheDesktopFollowTheSettings: none by default, each at once, and none
// that means something else already.
func TestKeysOfTheDesktopFollowTheSettings(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var k desktopKeys
		d := newDesk(t, k.around(nil))
		if got := k.held(); got != "" {
			t.Errorf("by default: %s", got)
		}
		change := func(key app.SettingKey, value string) string {
			d.app.ChangeSetting(key, value)
			synctest.Wait()
			v, _ := d.app.State().Settings.Get()
			return v.Refusal
		}
		if r := change(app.HotkeySetting(app.KeyAnswer), "alt+ctrl+a"); r != "" || k.held() != "answer Ctrl+Alt+A" {
			t.Errorf("held %s, refused %q", k.held(), r)
		}
		if r := change(app.HotkeySetting(app.KeyMute), "Super+M"); r != "" || k.held() != "answer Ctrl+Alt+A, mute Super+M" {
			t.Errorf("held %s, refused %q", k.held(), r)
		}
		for chord, want := range map[string]string{
			"Super+M": "already means: Mute", "F4": "already means: Hold", "A": "types or moves", "Shift+A": "types or moves", "Ctrl+C": "fixed meaning", "Hyper+A": "not possible",
		} {
			if r := change(app.HotkeySetting(app.KeyAnswer), chord); !strings.Contains(r, want) {
				t.Errorf("%s: refused %q, want %q", chord, r, want)
			}
		}
		if r := change(app.KeySetting(app.KeyHold), "Ctrl+Alt+A"); !strings.Contains(r, "already means: Answer") {
			t.Errorf("a key of the window that the desktop has: refused %q", r)
		}
		if r := change(app.HotkeySetting(app.KeyAnswer), "F2"); r != "" || k.held() != "answer F2, mute Super+M" { // the same in the window
			t.Errorf("held %s, refused %q", k.held(), r)
		}
		d.app.ResetSetting(app.HotkeySetting(app.KeyMute))
		synctest.Wait()
		if k.held() != "answer F2" {
			t.Errorf("held %s", k.held())
		}
	})
}

// TestAKeyThatDoesNothingIsTold: by a notice, beside the setting, and no longer
// when it works.
func TestAKeyThatDoesNothingIsTold(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var k desktopKeys
		d := newDesk(t, k.around(map[string]string{"answer": "Ctrl+Alt+A", "mute": "Super+M"}))
		told := func(reports ...hotkeys.Report) (notice, note string) {
			k.Told(reports)
			synctest.Wait()
			v, _ := d.app.State().Settings.Get()
			if n := d.notices(); len(n) == 1 {
				notice = n[0].Title + ". " + n[0].Text
			} else if len(n) > 1 {
				t.Errorf("%d notices", len(n))
			}
			return notice, v.Get(app.HotkeySetting(app.KeyAnswer)).Note
		}
		mute := hotkeys.Report{ID: "mute"}
		notice, note := told(hotkeys.Report{ID: "answer", State: hotkeys.Taken}, mute)
		if note != "Another program has Ctrl+Alt+A. Choose another key, or change it there." ||
			notice != "Keys that do nothing in other programs. Answer the ringing call: "+note {
			t.Errorf("taken: %q, %q", notice, note)
		}
		if notice, note = told(hotkeys.Report{ID: "answer", State: hotkeys.Asked}, mute); notice != "" || note == "" {
			t.Errorf("asked: %q, %q", notice, note)
		}
		if notice, note = told(hotkeys.Report{ID: "answer", Instead: "Meta+A"}, mute); notice != "" || note != "Your desktop calls this key: Meta+A" {
			t.Errorf("another one: %q, %q", notice, note)
		}
		if notice, note = told(hotkeys.Report{ID: "answer"}, mute); notice != "" || note != "" {
			t.Errorf("held: %q, %q", notice, note)
		}
	})
}

// TestThePolicyHasTheKeysOfTheDesktop: all of them, and the agent changes none.
func TestThePolicyHasTheKeysOfTheDesktop(t *testing.T) {
	under := underPolicy(t, "[hotkeys]\nmute = \"Super+M\"\n", "[hotkeys]\nanswer = \"Ctrl+Alt+A\"\n")
	bubble(t, func(t *testing.T) {
		var k desktopKeys
		d := newDesk(t, under, func(o *app.Options) {
			o.Hotkeys = func(h hotkeys.Heard) app.DesktopKeys {
				k.Heard = h
				return &k
			}
		})
		d.app.ChangeSetting(app.HotkeySetting(app.KeyMute), "Super+N")
		synctest.Wait()
		v, _ := d.app.State().Settings.Get()
		if s := v.Get(app.HotkeySetting(app.KeyAnswer)); !s.Locked || s.Value != "Ctrl+Alt+A" || v.Refused == "" || k.held() != "answer Ctrl+Alt+A" {
			t.Errorf("setting %+v, refused %q, held %s", s, v.Refused, k.held())
		}
	})
}
