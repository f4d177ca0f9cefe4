package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/wti"
)

// takenBack is the switch's answer to a call that nobody took.
var takenBack = wti.Diverted{Connection: own, Own: true, CallInfo: wti.CallInfo{Cause: "callForwardNoAnswer"}}

func TestHowLongACallRingsIsLearnedAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) { o.HistoryPath = path })
		d.signIn()
		d.emit(mode(wti.AgentManualIn, 0), offered)
		if c := d.call(); c.RingLimit != 0 {
			t.Errorf("a limit of %v that nobody told", c.RingLimit)
		}
		pass(20 * time.Second)
		d.emit(takenBack, mode(wti.AgentAux, 7))
		n := d.notices()
		if len(n) != 1 || n[0].Again != wti.AgentManualIn || !strings.Contains(n[0].Text, "20 seconds") {
			t.Fatalf("notices %+v", n)
		}
		if a := d.agent(); !a.Missed || a.ChangedBy != app.BySystem {
			t.Errorf("agent %+v", a)
		}
		d.emit(mode(wti.AgentManualIn, 0))
		if n := d.notices(); len(n) != 0 {
			t.Errorf("still told after the way back: %+v", n)
		}
		d.emit(offered)
		if c := d.call(); c.RingLimit != 20*time.Second {
			t.Errorf("limit %v after a call that rang for 20 s", c.RingLimit)
		}
		d.emit(gone)
		pass(2 * time.Second)
	})
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) { o.HistoryPath = path })
		d.signIn()
		d.emit(mode(wti.AgentAutoIn, 0), offered)
		if c := d.call(); c.RingLimit != 20*time.Second {
			t.Errorf("limit %v in the next run", c.RingLimit)
		}
		pass(30 * time.Second)
		if c := d.call(); c.RingLimit != 0 {
			t.Errorf("still %v although it rings longer", c.RingLimit)
		}
		d.emit(gone, offered)
		if c := d.call(); c.RingLimit != 0 {
			t.Errorf("a limit of %v that was wrong before", c.RingLimit)
		}
	})
}

func TestALimitIsNotLearnedFromOtherEnds(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(mode(wti.AgentAutoIn, 0))
		other := takenBack
		other.Cause = "redirected"
		for _, end := range []wti.Event{gone, other} {
			d.emit(offered)
			pass(10 * time.Second)
			d.emit(end, offered)
			if c := d.call(); c.RingLimit != 0 {
				t.Errorf("%+v taught a limit of %v", end, c.RingLimit)
			}
			d.emit(gone)
		}
	})
}

func TestTheAdministratorsLimits(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) {
			o.Settings.Limits = app.LimitSettings{RingSeconds: 15, AfterCallSeconds: 45, AuxMinutes: map[string]int{"2": 30}}
		})
		d.signIn()
		d.emit(mode(wti.AgentAutoIn, 0), offered)
		if c := d.call(); c.RingLimit != 15*time.Second {
			t.Errorf("ring limit %v", c.RingLimit)
		}
		for _, c := range []struct {
			mode   wti.AgentMode
			reason int
			want   time.Duration
		}{{wti.AgentAux, 2, 30 * time.Minute}, {wti.AgentAux, 3, 0}, {wti.AgentAfterCall, 0, 45 * time.Second}, {wti.AgentAutoIn, 0, 0}} {
			d.emit(mode(c.mode, c.reason))
			if a := d.agent(); a.Limit != c.want {
				t.Errorf("mode %v, reason %d: limit %v, want %v", c.mode, c.reason, a.Limit, c.want)
			}
		}
	})
}

func TestTimedAfterCallWorkIsLearnedFromTwo(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		work := func(long time.Duration, ours bool) {
			d.emit(mode(wti.AgentAfterCall, 0))
			pass(long)
			if ours {
				d.app.SetAgent(wti.AgentAutoIn, 0)
				synctest.Wait()
			}
			d.emit(mode(wti.AgentAutoIn, 0))
		}
		limit := func() time.Duration {
			d.emit(mode(wti.AgentAfterCall, 0))
			return d.agent().Limit
		}
		work(12*time.Second, true)
		work(12*time.Second, true)
		work(30*time.Second, false)
		if got := limit(); got != 0 {
			t.Fatalf("limit %v after one that ended by itself", got)
		}
		pass(30 * time.Second)
		d.emit(mode(wti.AgentAutoIn, 0))
		if got := limit(); got != 30*time.Second {
			t.Errorf("limit %v, want 30 s", got)
		}
		pass(time.Minute)
		if got := d.agent().Limit; got != 0 {
			t.Errorf("still %v although it lasts longer", got)
		}
	})
}

func TestLimitsInTheSettingsAreChecked(t *testing.T) {
	for text, word := range map[string]string{
		"[limits]\nring_seconds = 2":                "ring_seconds",
		"[limits]\nafter_call_seconds = -1":         "after_call_seconds",
		"[limits]\naux_minutes = { lunch = 30 }":    "lunch",
		"[limits]\naux_minutes = { 2 = 0 }":         "reason 2",
		"[limits]\naux_minutes = { 2 = 30, 3 = 15}": "",
	} {
		path := filepath.Join(t.TempDir(), "s.toml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := app.LoadSettings(path); (err == nil) != (word == "") || err != nil && !strings.Contains(err.Error(), word) {
			t.Errorf("%q: %v, want %q in it", text, err, word)
		}
	}
}
