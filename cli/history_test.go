package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"offhook/app/control"
	"offhook/wti/simulator"
)

// pastCalls is what "offhook history --json" prints.
func (f *office) pastCalls(args ...string) (calls []control.PastCall) {
	f.t.Helper()
	out, _ := f.offhook(exitOK, append([]string{"history", "--json"}, args...)...)
	for line := range strings.Lines(out) {
		var c control.PastCall
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			f.t.Fatalf("history --json printed %q: %v", line, err)
		}
		calls = append(calls, c)
	}
	return calls
}

// untilKept waits until so many calls are in the history.
func (f *office) untilKept(n int) (calls []control.PastCall) {
	f.t.Helper()
	for end := time.Now().Add(soon); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if calls = f.pastCalls(); len(calls) == n {
			return calls
		}
	}
	f.t.Fatalf("the history has %+v, want %d calls", calls, n)
	return nil
}

func TestTheHistoryListsWhatWasTalked(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	f.customer()
	f.offhook(exitOK, "hangup")
	c := f.untilKept(1)[0]
	if c.Number != "15551234567" || c.Direction != "in" || c.Result != "answered" || c.UCID == "" {
		t.Errorf("kept %+v", c)
	}
	if got := f.pastCalls("--missed"); len(got) != 0 {
		t.Errorf("missed: %+v, want none", got)
	}
	if got := f.pastCalls("--search", "555 1234"); len(got) != 1 {
		t.Errorf("searched: %+v, want the call", got)
	}
	text, _ := f.offhook(exitOK, "history")
	if !strings.Contains(text, "in   answered") || !strings.Contains(text, "15551234567") {
		t.Errorf("history printed %q", text)
	}
	text, _ = f.offhook(exitOK, "history", "--csv")
	if !strings.HasPrefix(text, "started,direction,") || !strings.Contains(text, ",in,answered,15551234567,") {
		t.Errorf("history --csv printed %q", text)
	}
	f.offhook(exitUsage, "history", "--csv", "--json")
	f.offhook(exitUsage, "history", "--count", "-1")
}

func TestTheHistoryPrintsOneLineForEachCall(t *testing.T) {
	var b strings.Builder
	err := printPast(&b, control.PastCall{Number: "1\x1b[2J\n2", Name: "a\u202eb", Service: "\x9b"}, false)
	if err != nil || strings.Count(b.String(), "\n") != 1 || strings.ContainsAny(b.String(), "\x1b\u202e\u009b") {
		t.Errorf("printed %q, %v", b.String(), err)
	}
}
