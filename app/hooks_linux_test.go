package app_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/app/hooks"
	"offhook/app/trigger"
	"offhook/wti"
)

// follower is a program that writes down what it is told.
type follower struct{ out, prog string }

func newFollower(t *testing.T) follower {
	dir := t.TempDir()
	f := follower{filepath.Join(dir, "out"), filepath.Join(dir, "hook")}
	if err := os.WriteFile(f.prog, []byte("#!/bin/sh\ncat >> "+f.out+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f follower) follow(o *app.Options) {
	o.Settings.Hooks = []hooks.Hook{{On: hooks.Triggers(), Run: []string{f.prog}, Direction: trigger.Any}}
}

// told are the events that the program has been told of.
func (f follower) told(t *testing.T) (events []string) {
	t.Helper()
	data, err := os.ReadFile(f.out)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var got struct{ Event, UCID, VDN string }
		if err := json.Unmarshal([]byte(line), &got); err != nil || got.UCID != acdCall.UCID || got.VDN != "7000" {
			t.Errorf("told %q: %v", line, err)
		}
		events = append(events, got.Event)
	}
	return events
}

func TestAProgramFollowsCallsUntilOffhookEnds(t *testing.T) {
	f := newFollower(t)
	t.Run("shift", func(t *testing.T) {
		bubble(t, func(t *testing.T) {
			d := newDesk(t, f.follow)
			d.signIn()
			d.emit(offered, answered, wti.Held{Connection: own, Own: true}, wti.Retrieved{Connection: own, Own: true}, clearedCall("871"))
			d.emit(offered, clearedCall("871"), offered)
			d.app.HangUp("871") // declines it
			synctest.Wait()
			d.emit(clearedCall("871"), offered, answered)
		})
	})
	want := []string{"ring", "answer", "hold", "retrieve", "end", "ring", "missed", "ring", "dropped", "ring", "answer", "end"}
	if got := f.told(t); !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestAProgramThatFailsIsANotice(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) {
			o.Settings.Hooks = []hooks.Hook{{On: []trigger.Trigger{trigger.Ring, trigger.Answer}, Run: []string{"/nonexistent/program"}}}
		})
		d.signIn()
		d.emit(offered, answered)
		if n := d.notices(); len(n) != 1 || n[0].Title != "A program that follows your calls failed" || !strings.HasPrefix(n[0].Details, "hook 1: ") {
			t.Errorf("notices = %+v", n)
		}
	})
}
