package e2e_test

import (
	"path/filepath"
	"strings"
	"testing"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// TestTheCallsOfAShiftAreInTheHistory takes a call and misses one, finds both in
// the history, and calls one of them back: by keyboard, and by mouse.
func TestTheCallsOfAShiftAreInTheHistory(t *testing.T) {
	s := newStage(t, testdesk.Options{Keyring: testdesk.KeyringAbsent}, simulator.Options{})
	p := s.signedIn()
	keys, mouse := story.Keyboard{}, story.Mouse{}
	s.must(p.WaitElement(s.ctx, "tab.history", nil)) // the keys work once the window has changed
	s.must(keys.AutoIn(s.ctx, p))
	s.must(p.WaitStatus(s.ctx, "auto-in", func(st control.Status) bool { return st.Agent.State == "autoIn" }))
	taken := s.ring(simulator.Silence())
	s.must(keys.Answer(s.ctx, p))
	s.must(p.WaitElement(s.ctx, "call.*.hold", func(e story.Element) bool { return e.Enabled }))
	s.end(p, taken)
	missed := s.ring(simulator.Silence())
	s.must(p.WaitElement(s.ctx, "call.*.answer", nil))
	s.end(p, missed)

	s.must(p.Press(s.ctx, "ctrl+4"))
	s.must(p.WaitElement(s.ctx, "history.0", func(e story.Element) bool { return strings.HasPrefix(e.Text, "15551234567, Missed, ") }))
	s.must(p.WaitElement(s.ctx, "history.1", func(e story.Element) bool { return strings.HasPrefix(e.Text, "15551234567, Incoming, ") }))
	for _, at := range []string{"1/2", "2/2"} {
		s.must(p.Press(s.ctx, "Down"))
		s.must(p.WaitText(s.ctx, "history.list", at))
	}
	s.must(p.WaitElement(s.ctx, "history.call", func(e story.Element) bool { return e.Enabled }))
	s.picture(p, filepath.Join("..", "history"))
	s.must(p.Press(s.ctx, "Return"))
	s.callsBack(p)
	s.must(keys.HangUp(s.ctx, p))
	s.must(p.WaitStatus(s.ctx, "no call", func(st control.Status) bool { return len(st.Calls) == 0 }))

	s.must(p.WaitElement(s.ctx, "calls.empty", nil))
	s.must(p.Click(s.ctx, "tab.history"))
	s.must(p.WaitElement(s.ctx, "history.0", func(e story.Element) bool { return strings.HasPrefix(e.Text, "15551234567, ") }))
	s.must(p.Click(s.ctx, "history.2"))
	s.must(p.WaitElement(s.ctx, "history.call", func(e story.Element) bool { return e.Enabled }))
	s.must(p.Click(s.ctx, "history.call"))
	s.callsBack(p)
	s.must(mouse.HangUp(s.ctx, p))
	s.must(p.WaitStatus(s.ctx, "no call", func(st control.Status) bool { return len(st.Calls) == 0 }))
}

// callsBack waits until the caller is called.
func (s *stage) callsBack(p *story.Program) {
	s.t.Helper()
	s.must(p.WaitStatus(s.ctx, "the caller to be called", func(st control.Status) bool {
		return len(st.Calls) == 1 && st.Calls[0].Direction == "out" && st.Calls[0].Remote == "15551234567"
	}))
	s.must(p.WaitElement(s.ctx, "call.*.hangup", func(e story.Element) bool { return e.Enabled }))
}
