package app_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/app/desktop"
	"offhook/wti"
)

// withKim has a colleague whose presence is watched.
func withKim(o *app.Options) {
	o.Settings.Colleagues = []app.Colleague{{Extension: "4751", Name: "Kim"}, {Extension: "4752", Name: "Lee"}}
}

func presence(s wti.PresenceState) wti.Event { return wti.Presence{Extension: "4751", State: s} }

// kim is what is told of the colleague: whether she is awaited, and the notice.
func (d *desk) kim() string {
	list, _ := d.app.State().Colleagues.Get()
	text := fmt.Sprint(list[0].Awaited)
	for _, n := range d.notices() {
		text += fmt.Sprintf(" [%s: call %s]", n.Title, n.Call)
	}
	return text
}

func (d *desk) await(on bool) {
	d.app.AwaitColleague("4751", on)
	synctest.Wait()
}

// TestABusyColleagueIsToldOfWhenFree: as long as she is free, until the agent calls
// or wants to hear no more.
func TestABusyColleagueIsToldOfWhenFree(t *testing.T) {
	const free = "true [Kim is free now: call 4751]"
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := newDesk(t, withKim, s.around)
		expect := func(when, want string) {
			t.Helper()
			if got := d.kim(); got != want {
				t.Errorf("%s: %s, want %s", when, got, want)
			}
			message := ""
			if strings.Contains(want, "[") {
				message = "; free:4751: Kim is free now, 4751 [Call] []"
			}
			if got := s.now(); got != `quiet false awake ""`+message {
				t.Errorf("%s: the desktop has %s", when, got)
			}
		}
		d.await(true)
		expect("signed out", "false")
		d.signIn()
		d.emit(presence(wti.PresenceOnCall))
		d.await(true)
		expect("busy", "true")
		d.emit(presence(wti.PresenceRinging))
		expect("rings there", "true")
		d.emit(wti.Presence{Extension: "4752", State: wti.PresenceIdle})
		expect("somebody else is free", "true")
		d.emit(presence(wti.PresenceIdle))
		expect("free", free)
		d.emit(presence(wti.PresenceOnCall)) // the agent was too late
		expect("busy again", "true")
		d.emit(wti.ConnectionChanged{Link: wti.LinkReconnecting}, wti.ConnectionChanged{Link: wti.LinkConnected}, wti.Resynced{}, presence(wti.PresenceIdle))
		expect("free, after a lost connection", free)
		d.app.DismissNotice(d.notices()[0].ID)
		synctest.Wait()
		expect("put away", "false")
		d.emit(presence(wti.PresenceOnCall))
		d.await(true)
		d.await(false)
		d.emit(presence(wti.PresenceIdle))
		expect("taken back", "false")
		d.emit(presence(wti.PresenceOnCall))
		d.await(true)
		d.emit(presence(wti.PresenceIdle))
		d.app.SignOut(0)
		synctest.Wait()
		expect("signed out", "false")
		d.signIn()
		d.emit(presence(wti.PresenceIdle))
		expect("signed in again", "false")
	})
}

// TestCallingAFreeColleagueEndsTheWaiting: by the desktop's message, by the notice,
// or by dialling.
func TestCallingAFreeColleagueEndsTheWaiting(t *testing.T) {
	for name, call := range map[string]func(*desk, *surroundings){
		"in the message": func(_ *desk, s *surroundings) { s.Chosen("free:4751", desktop.Answer) },
		"by dialling":    func(d *desk, _ *surroundings) { d.app.Dial("4751") },
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				var s surroundings
				d := newDesk(t, withKim, s.around)
				d.signIn()
				d.emit(presence(wti.PresenceOnCall))
				d.await(true)
				d.emit(presence(wti.PresenceIdle))
				before := len(d.client.requests())
				call(d, &s)
				synctest.Wait()
				s.Chosen("free:4751", desktop.Answer) // once more, too late
				synctest.Wait()
				if got := fmt.Sprint(d.client.requests()[before:]); got != "[makeCall 4751]" {
					t.Errorf("it asks %s", got)
				}
				if got := d.kim(); got != "false" {
					t.Errorf("then %s", got)
				}
			})
		})
	}
}

// TestADesktopWithoutButtonsSaysWhoIsFree, once each time, unless no messages are
// wanted.
func TestADesktopWithoutButtonsSaysWhoIsFree(t *testing.T) {
	for _, wanted := range []bool{true, false} {
		bubble(t, func(t *testing.T) {
			said := make(chan string, 8)
			d := newDesk(t, withKim, func(o *app.Options) {
				o.Settings.Alerts.Notification = wanted
				o.Notify = func(title, text string) { said <- title + ", " + text }
			})
			d.signIn()
			d.emit(presence(wti.PresenceOnCall))
			d.await(true)
			d.emit(presence(wti.PresenceIdle))
			d.emit(wti.Presence{Extension: "4752", State: wti.PresenceIdle})
			if n := len(said); wanted && (n != 1 || <-said != "Kim is free now, 4751") || !wanted && n != 0 {
				t.Errorf("wanted %v: said %d times", wanted, n)
			}
		})
	}
}
