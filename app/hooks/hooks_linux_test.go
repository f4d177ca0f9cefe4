package hooks_test

import (
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"offhook/app/hooks"
	"offhook/app/trigger"
)

// script is a program of the test's.
func script(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hook")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func inbound() trigger.Call {
	return trigger.Call{Direction: trigger.In, Number: "+15551234567", VDN: "7000", Service: "Billing"}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// read is a file's content once it is there.
func read(t *testing.T, path string) string {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if data, err := os.ReadFile(path); err == nil {
			return string(data)
		}
	}
	t.Fatalf("%s was not written", path)
	return ""
}

func TestAProgramIsToldOfTheCallAndNothingIsInterpreted(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("OFFHOOK_STATION_CODE", "123456")
	out := filepath.Join(dir, "out")
	prog := script(t, `{ for a; do printf 'arg %s\n' "$a"; done; printf 'name %s\n' "$OFFHOOK_NAME"; printf 'event %s\n' "$OFFHOOK_EVENT"
printf 'code %s\n' "$OFFHOOK_STATION_CODE"; cat; } > "$1.new"; mv "$1.new" "$1"`)
	r := hooks.New([]hooks.Hook{{On: []trigger.Trigger{trigger.Ring}, Run: []string{prog, out, "$(id)", "a b", "{name}"}}}, quiet(), func(n int, err error) {
		t.Errorf("hook %d: %v", n, err)
	})
	c := inbound()
	c.Name, c.UserData = "$(touch "+dir+"/ran); `touch "+dir+"/ran` ' \" \\ \x00 | &", "line 1\nline 2\xff"
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	r.Happened(trigger.Ring, c, at)
	text := read(t, out)
	r.Close()
	lines := strings.Split(text, "\n")
	for i, want := range []string{"arg " + out, "arg $(id)", "arg a b", "arg {name}", "name " + strings.ReplaceAll(c.Name, "\x00", ""), "event ring", "code "} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i, lines[i], want)
		}
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(lines[7]), &got); err != nil {
		t.Fatalf("%v: %q", err, lines[7])
	}
	for member, want := range map[string]any{
		"event": "ring", "at": "2026-03-01T12:00:00Z", "direction": "in", "number": "+15551234567", "name": c.Name, "digits": "", "vdn": "7000",
		"skill": "", "service": "Billing", "uui": "line 1\nline 2\uFFFD", "ucid": "",
	} {
		if got[member] != want {
			t.Errorf("%s is %q, want %q", member, got[member], want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "ran")); !errors.Is(err, os.ErrNotExist) {
		t.Error("a caller's name was run")
	}
}

func TestWhatHappensReachesAProgramInOrder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	prog := script(t, `echo "$OFFHOOK_EVENT" >> `+out)
	r := hooks.New([]hooks.Hook{{On: hooks.Triggers(), Run: []string{prog}, Service: "7000"}}, quiet(), nil)
	var want string
	for _, trig := range []trigger.Trigger{trigger.Ring, trigger.Answer, trigger.Hold, trigger.Retrieve, trigger.End} {
		r.Happened(trig, inbound(), time.Now())
		want += string(trig) + "\n"
	}
	other := inbound()
	other.VDN = "7001"
	r.Happened(trigger.Ring, other, time.Now())
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if data, _ := os.ReadFile(out); len(data) >= len(want) {
			break
		}
	}
	r.Close()
	if got := read(t, out); got != want {
		t.Errorf("it was told %q, want %q", got, want)
	}
}

// failures collects what is told of failed programs.
type failures chan error

func (f failures) told(_ int, err error) { f <- err }

func (f failures) wait(t *testing.T) error {
	t.Helper()
	select {
	case err := <-f:
		return err
	case <-time.After(30 * time.Second):
		t.Fatal("no failure was told")
		return nil
	}
}

func TestAProgramThatTakesTooLongEndsWithItsChildren(t *testing.T) {
	pid := filepath.Join(t.TempDir(), "pid")
	prog := script(t, `sleep 600 & echo $! > `+pid+`.new; mv `+pid+`.new `+pid+`; wait`)
	f := make(failures, 1)
	r := hooks.New([]hooks.Hook{{On: []trigger.Trigger{trigger.Ring}, Run: []string{prog}, Seconds: 1}}, quiet(), f.told)
	defer r.Close()
	r.Happened(trigger.Ring, inbound(), time.Now())
	if err := f.wait(t); !errors.Is(err, hooks.ErrLimit) {
		t.Errorf("told %v", err)
	}
	child := strings.TrimSpace(read(t, pid))
	var state string
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		stat, err := os.ReadFile("/proc/" + child + "/stat")
		if _, rest, _ := strings.Cut(string(stat), ") "); err != nil || strings.HasPrefix(rest, "Z") {
			return
		}
		state = string(stat)
	}
	t.Errorf("its child goes on: %s", state)
}

func TestWhatGoesWrongWithAProgramIsTold(t *testing.T) {
	f := make(failures, 1)
	r := hooks.New([]hooks.Hook{
		{On: []trigger.Trigger{trigger.Ring}, Run: []string{"/nonexistent/program"}},
		{On: []trigger.Trigger{trigger.End}, Run: []string{script(t, "exit 3")}},
	}, quiet(), f.told)
	defer r.Close()
	r.Happened(trigger.Ring, inbound(), time.Now())
	if err := f.wait(t); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("told %v", err)
	}
	r.Happened(trigger.End, inbound(), time.Now())
	if err := f.wait(t); err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("told %v", err)
	}
}

func TestASlowProgramHoldsNothingUp(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	f := make(failures, 1000)
	r := hooks.New([]hooks.Hook{{On: []trigger.Trigger{trigger.Ring}, Run: []string{script(t, "cat "+fifo)}, Seconds: 300}}, quiet(), f.told)
	for range 200 {
		r.Happened(trigger.Ring, inbound(), time.Now())
	}
	if err := f.wait(t); !errors.Is(err, hooks.ErrBehind) {
		t.Errorf("told %v", err)
	}
	r.Close() // ends what waits for ever
}

func TestHooksAreChecked(t *testing.T) {
	good := hooks.Hook{On: []trigger.Trigger{trigger.Hold}, Run: []string{"/bin/true"}}
	if err := hooks.Check([]hooks.Hook{good}); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*hooks.Hook){
		"no trigger":      func(h *hooks.Hook) { h.On = nil },
		"another trigger": func(h *hooks.Hook) { h.On = []trigger.Trigger{"lunch"} },
		"no program":      func(h *hooks.Hook) { h.Run = nil },
		"not a path":      func(h *hooks.Hook) { h.Run = []string{"true"} },
		"a relative path": func(h *hooks.Hook) { h.Run = []string{"./true"} },
		"a zero byte":     func(h *hooks.Hook) { h.Run = []string{"/bin/true", "a\x00b"} },
		"too long":        func(h *hooks.Hook) { h.Seconds = 301 },
		"a direction":     func(h *hooks.Hook) { h.Direction = "both" },
	} {
		h := good
		change(&h)
		if err := hooks.Check([]hooks.Hook{good, h}); err == nil || !strings.HasPrefix(err.Error(), "hook 2: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := hooks.Check(make([]hooks.Hook, 21)); err == nil {
		t.Error("21 hooks are taken")
	}
}
