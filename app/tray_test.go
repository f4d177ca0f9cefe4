package app_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/app/desktop"
	"offhook/resources/lang"
	"offhook/wti"
)

// tray is the icon as it is to be.
func (s *surroundings) tray() desktop.Tray {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.Tray
}

// menuText is a menu in one line: what can only be read in brackets, what is chosen
// with a star.
func menuText(items []desktop.TrayItem) string {
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = item.Label
		switch {
		case item.Label == "":
			words[i] = "--"
		case item.Text:
			words[i] = "(" + item.Label + ")"
		case item.Mark == desktop.MarkOn, item.Mark == desktop.MarkThis:
			words[i] = "*" + item.Label
		}
		if len(item.Items) > 0 {
			words[i] += " [" + menuText(item.Items) + "]"
		}
	}
	return strings.Join(words, " | ")
}

// withTray is a desk whose desktop shows the icon, signed in and Auto-in.
func withTray(t *testing.T, s *surroundings) *desk {
	t.Helper()
	d := newDesk(t, s.around, func(o *app.Options) {
		o.Settings.AuxReasons = []app.Reason{{Code: 1, Name: "Break"}, {Code: 2, Name: "Lunch"}}
	})
	d.signIn()
	d.emit(wti.ConnectionChanged{Link: wti.LinkConnected, Server: "wss://aes.example"}, wti.AgentChanged{Agent: wti.Agent{Mode: wti.AgentAutoIn}})
	return d
}

const modes = "*Auto-in | Manual-in | AUX [Break | Lunch] | ACW | -- | Do not disturb | Forward calls… | -- | Open Offhook | Compact bar, and back | Quit"

// TestTheMenuOffersWhatCanBeDone: nothing that cannot be done now is in it.
func TestTheMenuOffersWhatCanBeDone(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := withTray(t, &s)
		expect := func(when, title, icon, want string) {
			t.Helper()
			if got := s.tray(); menuText(got.Menu) != want || got.Title != "Offhook: "+title || got.Icon != icon {
				t.Errorf("%s: %s, %s\n got %s\nwant %s", when, got.Title, got.Icon, menuText(got.Menu), want)
			}
		}
		expect("ready", "Auto-in", "ready", "(2001 · Auto-in) | -- | "+modes)
		d.emit(offered)
		expect("ringing", "Incoming call", "answer", "(2001 · Auto-in) | -- | Answer – 15551234567 · Orders | Decline – 15551234567 · Orders | -- | "+modes)
		if got := s.tray(); !got.Urgent || fmt.Sprint(got.Tip) != "[Ringing: 15551234567 · Orders]" {
			t.Errorf("ringing: urgent %v, tip %q", got.Urgent, got.Tip)
		}
		d.emit(answered, wti.MediaStarted{})
		expect("talking", "Auto-in", "headset", "(2001 · Auto-in) | -- | Hold – 15551234567 · Orders | Hang up – 15551234567 · Orders | Mute the microphone | -- | "+modes)
		d.emit(wti.Held{Connection: own, Own: true})
		expect("held", "Auto-in", "headset", "(2001 · Auto-in) | -- | Retrieve – 15551234567 · Orders | Mute the microphone | -- | "+modes)
		d.emit(wti.ConnectionChanged{Link: wti.LinkReconnecting})
		expect("without the server", "Reconnecting…", "reconnect", "(2001 · Auto-in) | -- | Mute the microphone | -- | Open Offhook | Compact bar, and back | Quit")
		d.emit(wti.ConnectionChanged{Link: wti.LinkConnected}, wti.MediaStopped{}, clearedCall("871"),
			wti.AgentChanged{Agent: wti.Agent{Mode: wti.AgentAux, Reason: 2}})
		expect("in AUX", "AUX · Lunch", "coffee", "(2001 · AUX · Lunch) | -- | Auto-in | Manual-in | AUX · Lunch [Break | *Lunch] | ACW | -- | Do not disturb | Forward calls… | -- | Open Offhook | Compact bar, and back | Quit")
		d.app.SignOut(0)
		synctest.Wait()
		expect("signed out", "Signed out", "signout", "(Signed out) | -- | Open Offhook | Quit")
	})
}

func TestWhatIsChosenInTheMenuIsDone(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := withTray(t, &s)
		id := func(label string) string {
			t.Helper()
			for _, i := range s.tray().Menu {
				for _, i := range append(i.Items, i) {
					if i.Label == label {
						return i.ID
					}
				}
			}
			t.Fatalf("%q is not among %s", label, menuText(s.tray().Menu))
			return ""
		}
		choose := func(id string) string {
			before := len(d.client.requests())
			s.Picked(id)
			synctest.Wait()
			return fmt.Sprint(d.client.requests()[before:])
		}
		for label, want := range map[string]string{"Lunch": "[setAgent aux]", "Do not disturb": "[dnd true]"} {
			if got := choose(id(label)); got != want {
				t.Errorf("%s asks %s, want %s", label, got, want)
			}
		}
		d.emit(offered)
		answer, decline := id("Answer – 15551234567 · Orders"), id("Decline – 15551234567 · Orders")
		if got := choose(answer); got != "[answer 871]" {
			t.Errorf("Answer asks %s", got)
		}
		if menu := menuText(s.tray().Menu); strings.Contains(menu, "Answer –") {
			t.Errorf("what was asked is offered again: %s", menu)
		}
		d.emit(answered)
		if got := choose(answer); got != "[]" { // the line is gone: a click from a menu that was open
			t.Errorf("answering a call that is up asks %s", got)
		}
		hold := id("Hold – 15551234567 · Orders")
		d.emit(clearedCall("871"))
		for _, late := range []string{answer, decline, hold, "answer:", "nonsense", "aux:x"} {
			if got := choose(late); got != "[]" {
				t.Errorf("%s, when the call is over, asks %s", late, got)
			}
		}
	})
}

// TestTheMenuMovesTheWindow: show, missed calls, bar and quit are the window's.
func TestTheMenuMovesTheWindow(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := withTray(t, &s)
		var asked []app.WindowAction
		for _, id := range []string{desktop.TrayShow, desktop.TrayShow, "missed", "compact", "quit"} {
			s.Picked(id)
			synctest.Wait()
			w, err := d.app.State().Wish.Get()
			if err != nil || w.ID != len(asked)+1 {
				t.Fatalf("after %s: %+v, %v", id, w, err)
			}
			asked = append(asked, w.Action)
		}
		if want := []app.WindowAction{app.WindowShow, app.WindowShow, app.WindowMissed, app.WindowCompact, app.WindowQuit}; !slices.Equal(asked, want) {
			t.Errorf("asked of the window: %v, want %v", asked, want)
		}
	})
}

func TestMissedCallsAreCountedInTheMenuUntilTheyAreSeen(t *testing.T) {
	dir := t.TempDir()
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := newDesk(t, s.around, func(o *app.Options) { o.HistoryPath = dir + "/history.db" })
		d.signIn()
		d.emit(offered, clearedCall("871"), offered, clearedCall("871"))
		d.app.ShowHistory(app.HistoryQuery{})
		synctest.Wait()
		if got := s.tray(); !got.Dot || !strings.Contains(menuText(got.Menu), " | 2 missed calls | ") || !slices.Contains(got.Tip, "2 missed calls") {
			t.Errorf("dot %v, tip %q, menu %s", got.Dot, got.Tip, menuText(got.Menu))
		}
		d.app.SeenMissed()
		synctest.Wait()
		if got := s.tray(); got.Dot || strings.Contains(menuText(got.Menu), "missed") {
			t.Errorf("seen: dot %v, menu %s", got.Dot, menuText(got.Menu))
		}
	})
}

// TestTheMenuFollowsTheSettings: language at once, and no icon where none is
// wanted.
func TestTheMenuFollowsTheSettings(t *testing.T) {
	was := lang.Code()
	t.Cleanup(func() { _ = lang.Use(was) })
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := withTray(t, &s)
		d.app.ChangeSetting(app.SettingLanguage, "de")
		synctest.Wait()
		if menu := menuText(s.tray().Menu); !strings.HasSuffix(menu, "Offhook öffnen | Kompakte Leiste und zurück | Beenden") {
			t.Errorf("in German: %s", menu)
		}
		d.app.ChangeSetting(app.SettingTray, "false")
		synctest.Wait()
		if got := s.tray(); got.Icon != "" {
			t.Errorf("an icon that nobody wants: %+v", got)
		}
		s.Tray(false)
		synctest.Wait()
		if v, _ := d.app.State().Tray.Get(); v != (app.TrayView{Known: true}) {
			t.Errorf("the window is told %+v", v)
		}
	})
}

// TestWhereTheWindowHasGoneIsToldOnce: in all, not once in each run.
func TestWhereTheWindowHasGoneIsToldOnce(t *testing.T) {
	path := t.TempDir() + "/windows.toml"
	for run, want := range []int{1, 0} {
		bubble(t, func(t *testing.T) {
			var told []string
			d := newDesk(t, func(o *app.Options) {
				o.WindowsPath = path
				o.Notify = func(title, _ string) { told = append(told, title) }
			})
			d.app.HiddenInTray()
			synctest.Wait()
			d.app.RememberWindows(app.WindowsView{Bar: app.WindowPlace{X: 1, Y: 2, Width: 300}})
			d.app.HiddenInTray()
			synctest.Wait()
			if len(told) != want || len(d.notices()) != want {
				t.Errorf("run %d: the desktop told %q, the window %+v", run, told, d.notices())
			}
		})
	}
}

func TestAutostartFollowsItsSetting(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var asked []string
		fail := errors.New("no room on the disk")
		d := newDesk(t, func(o *app.Options) {
			o.Settings.Desktop.Autostart = app.AutostartWindow
			o.Autostart = func(how app.Autostart, fresh bool) error {
				asked = append(asked, fmt.Sprintf("%q %v", how, fresh))
				if how == app.AutostartBackground {
					return fail
				}
				return nil
			}
		})
		for _, v := range []string{"background", "", "nonsense"} {
			d.app.ChangeSetting(app.SettingAutostart, v)
			synctest.Wait()
		}
		if got := fmt.Sprint(asked); got != `["window" false "background" true "" true]` {
			t.Errorf("asked of the desktop: %s", got)
		}
		if n := d.notices(); len(n) != 1 || n[0].Details != fail.Error() {
			t.Errorf("notices = %+v", n)
		}
	})
}
