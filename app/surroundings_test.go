package app_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/app/desktop"
	"offhook/wti"
)

// surroundings remember how things are said to be.
type surroundings struct {
	desktop.Heard

	mu     sync.Mutex
	state  desktop.State
	gaps   int // how often a message went and came back
	closed bool
}

func (s *surroundings) around(o *app.Options) {
	o.Desktop = func(h desktop.Heard) app.Surroundings {
		s.Heard = h
		return s
	}
}

func (s *surroundings) Set(v desktop.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.state.Rings) > 0 && len(v.Rings) == 0 {
		s.gaps++
	}
	s.state = v
}

func (s *surroundings) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
}

func (s *surroundings) now() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := fmt.Sprintf("quiet %v awake %q", s.state.Quiet, s.state.Awake)
	for _, r := range s.state.Rings {
		text += fmt.Sprintf("; %s: %s, %s [%s] [%s]", r.ID, r.Title, r.Text, r.Answer, r.Decline)
	}
	return text
}

func TestTheDesktopNoticesCalls(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := newDesk(t, s.around)
		d.signIn()
		expect := func(when, want string) {
			t.Helper()
			if got := s.now(); got != want {
				t.Errorf("%s: %s, want %s", when, got, want)
			}
		}
		expect("before a call", `quiet false awake ""`)
		d.emit(offered)
		expect("ringing", `quiet true awake "A call is up"; 871: Incoming call, 15551234567 · Orders [Answer] [Decline]`)
		d.emit(answered)
		expect("talking", `quiet true awake "A call is up"`)
		d.emit(wti.Held{Connection: own, Own: true})
		expect("held", `quiet true awake "A call is up"`)
		d.emit(clearedCall("871"))
		expect("over", `quiet false awake ""`)
		withheld := offered
		withheld.Calling, withheld.VDN, withheld.Skill, withheld.Called = wti.Party{Restricted: true}, "", "", wti.Party{}
		d.emit(withheld)
		expect("withheld", `quiet true awake "A call is up"; 871: Incoming call, Number withheld [Answer] [Decline]`)
	})
}

func TestWhatIsChosenInAMessageIsDoneWhileThatCallRings(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := newDesk(t, s.around)
		d.signIn()
		choose := func(id string, c desktop.Choice) string {
			before := len(d.client.requests())
			s.Chosen(id, c)
			synctest.Wait()
			return fmt.Sprint(d.client.requests()[before:])
		}
		d.emit(offered)
		if got := choose("870", desktop.Answer); got != "[]" {
			t.Errorf("a call that is not there: %s", got)
		}
		if got := choose("871", desktop.Answer); got != "[answer 871]" {
			t.Errorf("answering asks %s", got)
		}
		d.emit(answered)
		for _, c := range []desktop.Choice{desktop.Answer, desktop.Decline} {
			if got := choose("871", c); got != "[]" {
				t.Errorf("choosing %v during the call asks %s", c, got)
			}
		}
		d.emit(clearedCall("871"), offered)
		if got := choose("871", desktop.Decline); got != "[clear 871]" {
			t.Errorf("declining asks %s", got)
		}
	})
}

func TestTheDesktopIsLeftAloneWhereSettingsSaySo(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := newDesk(t, s.around, func(o *app.Options) {
			o.Settings.Alerts.Notification, o.Settings.Desktop = false, app.DesktopSettings{}
		})
		d.signIn()
		d.emit(offered)
		if got := s.now(); got != `quiet false awake ""` {
			t.Errorf("ringing: %s", got)
		}
	})
}

// TestAMessageStaysWhileANameIsLookedUp: what becomes known later of a call that
// rings changes the message, and takes it away at no moment.
func TestAMessageStaysWhileANameIsLookedUp(t *testing.T) {
	var dir string
	change := withDirectory(t, &dir)
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := newDesk(t, change, s.around)
		d.signIn()
		d.save(app.Contact{Name: "Anna Müller", Number: "+1 555 123-4567"})
		d.emit(offeredBy("871", "4799"))
		d.emit(offered)
		want := `quiet true awake "A call is up"; 871: Incoming call, Anna Müller · 15551234567 · Orders [Answer] [Decline]`
		if got := s.now(); got != want {
			t.Errorf("ringing: %s, want %s", got, want)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.gaps != 0 {
			t.Errorf("the message went %d times", s.gaps)
		}
	})
}

// TestTheDesktopSettingsHoldForTheCallThatIsUp: a switch in the window acts at once.
func TestTheDesktopSettingsHoldForTheCallThatIsUp(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var s surroundings
		d := newDesk(t, s.around)
		d.signIn()
		d.emit(offered)
		for _, step := range []struct {
			key  app.SettingKey
			want string
		}{
			{app.SettingNotification, `quiet true awake "A call is up"`},
			{app.SettingPausePlayers, `quiet false awake "A call is up"`},
			{app.SettingKeepAwake, `quiet false awake ""`},
		} {
			d.app.ChangeSetting(step.key, "false")
			synctest.Wait()
			if got := s.now(); got != step.want {
				t.Errorf("%s off: %s, want %s", step.key, got, step.want)
			}
		}
		d.app.ResetSetting(app.SettingNotification)
		synctest.Wait()
		if got, want := s.now(), `quiet false awake ""; 871: Incoming call, 15551234567 · Orders [Answer] [Decline]`; got != want {
			t.Errorf("the message on again: %s, want %s", got, want)
		}
	})
}
