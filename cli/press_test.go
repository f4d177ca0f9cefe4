package cli

import (
	"sync"
	"testing"

	"offhook/app"
	"offhook/app/control"
	"offhook/app/desktop"
	"offhook/wti/simulator"
)

// linked is a desktop whose messages come back as links.
type linked struct {
	heard desktop.Heard
	mu    sync.Mutex
	last  desktop.State
}

func (l *linked) Close() {}

func (l *linked) Set(s desktop.State) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = s
}

// Press knows the call by the message's name, and one key.
func (l *linked) Press(link desktop.Link) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.last.Rings {
		if r.ID == link.Message && link.Key == "right" {
			l.heard.Chosen(r.ID, link.Choice)
			return true
		}
	}
	return false
}

// withLinks signs in on such a desktop; the text mode is between when text says so.
func withLinks(t *testing.T, text bool) *office {
	t.Helper()
	f := newOffice(t, simulator.Options{}, func(o *app.Options) {
		o.Desktop = func(h desktop.Heard) app.Surroundings {
			around := &linked{heard: h}
			if text {
				return noIcon{around}
			}
			return around
		}
	})
	f.offhook(exitOK, "state", "ready")
	f.until("ready", func(s control.Status) bool { return s.Agent.State == "autoIn" })
	return f
}

func (f *office) link(key string, c desktop.Choice) string {
	f.t.Helper()
	return desktop.Link{Profile: "default", Message: f.status().Calls[0].ID, Key: key, Choice: c, Pressed: true}.String()
}

// TestAMessagesLinkAnswersWithItsKeyAlone: a second start of the program brings the
// link, as Windows has it.
func TestAMessagesLinkAnswersWithItsKeyAlone(t *testing.T) {
	for name, text := range map[string]bool{"window": false, "terminal": true} {
		t.Run(name, func(t *testing.T) {
			f := withLinks(t, text)
			f.ring()
			f.offhook(exitOK, "run", "--", f.link("wrong", desktop.Answer))
			f.offhook(exitOK, "offhook:show")
			f.offhook(exitOK, "offhook:answer")
			if s := f.status(); !oneCall("alerting")(s) {
				t.Errorf("a link without its key did something: %+v", s.Calls)
			}
			f.offhook(exitOK, "run", "--", f.link("right", desktop.Answer))
			f.until("answered", oneCall("connected"))
			f.offhook(exitOK, "run", "--", f.link("right", desktop.Decline)) // too late
			f.offhook(exitOK, "mute", "on")
			f.until("still up", oneCall("connected"))
		})
	}
}
