package app_test

import (
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/wti/simulator"
)

// letGo lets so many seconds go by in a bubble.
func letGo(t *testing.T, seconds int) {
	t.Helper()
	time.Sleep(time.Duration(seconds)*time.Second + time.Millisecond)
	synctest.Wait()
}

// until waits for a condition that a real server brings about.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not within 20 s", what)
		}
	}
}

func TestTheTraceIsShownSearchedAndSaved(t *testing.T) {
	dir := t.TempDir()
	d := onSimulator(t, simulator.Options{RegisterDelay: -1}, func(o *app.Options) { o.ExportDir = dir })
	a, server := d.App, d.server
	trace := func() app.TraceView { v, _ := a.State().Trace.Get(); return v }
	a.SaveTrace()
	until(t, "no trace yet", func() bool {
		n, _ := a.State().Notices.Get()
		return len(n) == 1 && n[0].Title == "There is no protocol trace yet"
	})
	a.WatchTrace(app.TraceQuery{})
	d.signIn()
	until(t, "frames", func() bool { return trace().Total > 10 })
	for _, l := range trace().Lines {
		for _, secret := range []string{`"123456"`, `"1234"`} {
			if strings.Contains(l.Frame, secret) {
				t.Errorf("a secret is in %s", l.Frame)
			}
		}
	}
	if _, err := server.Call(simulator.Caller{Number: "15551234567", VDN: "4750"}); err != nil {
		t.Fatal(err)
	}
	until(t, "the call is in the trace", func() bool { return len(trace().Calls) == 1 })
	call := trace().Calls[0]
	a.WatchTrace(app.TraceQuery{Call: call.ID})
	until(t, "its ladder", func() bool { return strings.Contains(trace().Ladder, "DeliveredEvent") })
	for _, l := range trace().Lines {
		if l.Call == "" {
			t.Errorf("a frame of no call is shown: %+v", l)
		}
	}
	a.WatchTrace(app.TraceQuery{Search: "registerterm"})
	until(t, "the search", func() bool {
		v := trace()
		return v.Query.Search != "" && len(v.Lines) >= 2 && len(v.Lines) < v.Total && strings.HasPrefix(v.Lines[0].Name, "RegisterTerminal")
	})
	a.SaveTrace()
	var path string
	until(t, "the file", func() bool {
		n, _ := a.State().Notices.Get()
		path = n[len(n)-1].Text
		return strings.HasPrefix(path, dir)
	})
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), `"name":"RegisterTerminal`) || strings.Contains(string(data), `"123456"`) {
		t.Errorf("%d bytes are saved, %v", len(data), err)
	}
	a.UnwatchTrace()
	until(t, "nothing is shown", func() bool { return trace().Total == 0 })
	if s, _ := a.State().Connection.Get(); s.Session.Server != server.URL() || s.Session.Version == "" || !s.Session.Registered {
		t.Errorf("the session is shown as %+v", s.Session)
	}
}

// fakeLog is a log of which the level can be set.
type fakeLog struct {
	mu    sync.Mutex
	level slog.Level
}

func (l *fakeLog) Path() string { return "/tmp/offhook.log" }
func (l *fakeLog) Level() slog.Level {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.level
}
func (l *fakeLog) SetLevel(v slog.Level) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.level = v
}

func TestTheLogLevelIsSetWhileTheProgramRuns(t *testing.T) {
	bubble(t, func(t *testing.T) {
		l := &fakeLog{}
		d := newDesk(t, func(o *app.Options) { o.Log = l })
		view := func() app.LogView { v, _ := d.app.State().Log.Get(); return v }
		if v := view(); v != (app.LogView{Path: "/tmp/offhook.log", Level: slog.LevelInfo}) {
			t.Errorf("the log is shown as %+v", v)
		}
		d.app.SetLogLevel(slog.LevelDebug)
		synctest.Wait()
		if view().Level != slog.LevelDebug || l.Level() != slog.LevelDebug {
			t.Errorf("the level is %v, shown as %v", l.Level(), view().Level)
		}
	})
}

func TestTheTraceOfNobodyIsEmpty(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.app.WatchTrace(app.TraceQuery{})
		synctest.Wait()
		if v, _ := d.app.State().Trace.Get(); v.Total != 0 || v.Revision == 0 {
			t.Errorf("it is %+v", v)
		}
	})
}
