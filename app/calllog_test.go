package app_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/internal/testdesk"
	"offhook/wti"
	"offhook/wti/simulator"
)

// diary is a log that a test reads.
type diary struct{ testdesk.Log }

func (d *diary) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(d, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// entry is one line of the log.
type entry map[string]any

func (e entry) text(key string) string {
	if v := e[key]; v != nil {
		return fmt.Sprint(v)
	}
	return ""
}

// entries are all lines so far.
func (d *diary) entries(t *testing.T) (list []entry) {
	t.Helper()
	for line := range strings.Lines(d.String()) {
		var e entry
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%v in %q", err, line)
		}
		list = append(list, e)
	}
	return list
}

// story is what the log says of calls, without what is of level debug.
func (d *diary) story(t *testing.T) (list []string) {
	t.Helper()
	for _, e := range d.entries(t) {
		if e["call"] == nil || e["level"] == "DEBUG" {
			continue
		}
		line := e.text("call") + " " + e.text("msg")
		for _, key := range []string{"direction", "action", "state", "was", "result", "lasted", "category", "code", "rule"} {
			if v := e.text(key); v != "" {
				line += " " + key + "=" + v
			}
		}
		list = append(list, line)
	}
	return list
}

func (d *diary) want(t *testing.T, want ...string) {
	t.Helper()
	if got := d.story(t); !slices.Equal(got, want) {
		t.Errorf("the log tells\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The log tells the story of a call under its id, from the first ring to how it
// ended. Who called, what was entered and what was said in words is not in it, but at
// level debug.
func TestTheLogTellsTheStoryOfACall(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var log diary
		d := newDesk(t, func(o *app.Options) { o.Logger = log.logger() })
		d.signIn()
		d.emit(offered)
		d.app.Answer("871")
		synctest.Wait()
		d.emit(answered)
		d.client.mu.Lock()
		d.client.refuse["hold"] = &wti.Error{Op: "HoldCall", Kind: wti.KindNotNow, Category: "stateIncompatibility", Code: "invalidConnectionState", Text: "call of 15551234567"}
		d.client.mu.Unlock()
		d.app.Hold("871")
		synctest.Wait()
		d.emit(wti.Held{Connection: own, Own: true}, wti.Retrieved{Connection: own, Own: true})
		letGo(t, 7)
		d.emit(wti.ConnectionCleared{Connection: own, Own: true})
		log.want(t,
			"871 a call direction=in state=alerting",
			"871 asked action=answer",
			"871 call state=connected was=alerting",
			"871 asked action=hold",
			"871 not done action=hold category=stateIncompatibility code=invalidConnectionState",
			"871 call state=held was=connected",
			"871 call state=connected was=held",
			"871 the call is over was=connected result=answered lasted=7e+09")
		known := false
		for _, e := range log.entries(t) {
			line := fmt.Sprint(e)
			if e["call"] != nil && e.text("ucid") != acdCall.UCID {
				t.Errorf("no UCID in %v", e)
			}
			debug := e["level"] == "DEBUG"
			known = known || debug && strings.Contains(line, "15551234567")
			if !debug && strings.Contains(line, "15551234567") {
				t.Errorf("the caller's number is in %v", e)
			}
		}
		if !known {
			t.Error("at level debug nobody is told who called")
		}
	})
}

// Two calls, what joins them and what becomes of their ids: each line says whose it
// is.
func TestTheLogTellsCallsApart(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var log diary
		d := newDesk(t, func(o *app.Options) { o.Logger = log.logger() })
		d.signIn()
		d.emit(offered, answered)
		d.client.mu.Lock()
		d.client.made = wti.Connection{Call: "872", Device: own.Device}
		d.client.mu.Unlock()
		second := wti.Connection{Call: "872", Device: own.Device}
		d.emit(wti.Held{Connection: own, Own: true}, wti.Originated{Connection: second, CallInfo: wti.CallInfo{Called: wti.Party{Number: "4751"}}})
		d.emit(wti.Established{Connection: wti.Connection{Call: "872", Device: "4751:CM1::0"}, Answering: wti.Party{Number: "4751"}})
		d.app.Conference("872")
		synctest.Wait()
		d.emit(wti.Conferenced{Primary: "871", Secondary: "872", NewCall: "873", Parties: []wti.Party{{Number: "4751"}, {Number: "15551234567"}}, Own: true})
		d.emit(wti.CallCleared{Call: "873"})
		log.want(t,
			"871 a call direction=in state=alerting",
			"871 call state=connected was=alerting",
			"871 call state=held was=connected",
			"872 a call direction=out state=dialing",
			"872 call state=connected was=dialing",
			"872 asked action=conference",
			"871 asked action=conference",
			"873 the call goes on under another id state=connected was=871",
			"872 the call is over was=connected result=answered lasted=0",
			"873 the call is over was=connected result=answered lasted=0")
	})
}

// The voice path knows no calls, and the client's connection no agent: their lines
// about a call have its id all the same.
func TestVoiceAndProtocolNameTheCallInTheLog(t *testing.T) {
	var log diary
	d := onSimulator(t, simulator.Options{RegisterDelay: -1}, func(o *app.Options) { o.Logger = log.logger() })
	a, server, calls := d.App, d.server, d.calls
	d.signIn()
	a.Dial("5550100")
	until(t, "connected", func() bool { return len(calls()) == 1 && calls()[0].State == app.CallConnected })
	has := func(want entry) bool {
		return slices.ContainsFunc(log.entries(t), func(e entry) bool {
			for k, v := range want {
				if e[k] != v {
					return false
				}
			}
			return true
		})
	}
	over := func(id wti.CallID, more ...entry) {
		t.Helper()
		a.HangUp(id)
		until(t, "over", func() bool { return len(calls()) == 0 })
		for _, want := range append(more,
			entry{"pkg": "app", "msg": "the call's voice", "codec": "g711U"},
			entry{"pkg": "media", "msg": "media stopped"},
			entry{"pkg": "wti", "msg": "event", "event": "EstablishedEvent"},
			entry{"pkg": "wti", "msg": "request", "request": "ClearConnection"},
			entry{"pkg": "app", "msg": "the call is over"}) {
			want["call"] = string(id)
			until(t, fmt.Sprint(want), func() bool { return has(want) })
		}
	}
	over(calls()[0].ID, entry{"pkg": "app", "msg": "dialled", "level": "DEBUG", "number": "5550100"})

	a.SetAgent(wti.AgentAutoIn, 0)
	until(t, "ready", func() bool { v, _ := a.State().Agent.Get(); return v.Mode == wti.AgentAutoIn })
	if _, err := server.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()}); err != nil {
		t.Fatal(err)
	}
	until(t, "ringing", func() bool { return len(calls()) == 1 })
	a.Answer(calls()[0].ID)
	until(t, "answered", func() bool { return calls()[0].State == app.CallConnected })
	over(calls()[0].ID,
		entry{"pkg": "media", "msg": "media started"},
		entry{"pkg": "wti", "msg": "request", "request": "AnswerCall"})
	for line := range strings.Lines(log.String()) {
		if strings.Count(line, `"pkg":`) > 1 || strings.Count(line, `"call":`) > 1 {
			t.Errorf("something is said twice in %s", line)
		}
	}
}
