package e2e_test

import (
	"context"
	"strings"
	"testing"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// panel is a desktop's place for icons; it ends with the test.
func (s *stage) panel() *testdesk.TrayHost {
	s.t.Helper()
	h, err := testdesk.StartTrayHost("unix:path="+s.desk.Path("run", "bus"), true)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = h.Close() })
	return h
}

// choose waits until the icon's menu has a line that begins like this, and clicks
// it.
func (s *stage) choose(h *testdesk.TrayHost, begins string) {
	s.t.Helper()
	var i testdesk.TrayIcon
	var line testdesk.TrayLine
	s.waitFor(func(ctx context.Context) bool {
		var err error
		if i, err = h.Icon(ctx); err != nil {
			return false
		}
		for _, l := range i.All() {
			if strings.HasPrefix(l.Label, begins) && l.Enabled {
				line = l
				return true
			}
		}
		return false
	}, func() string { return begins + " in the menu " + i.Labels() })
	if err := h.ChooseNumber(s.ctx, i, line.Number); err != nil {
		s.t.Fatal(err)
	}
}

// TestAShiftInTheIconsMenu works a call, a break and the end of the day in the
// icon's menu alone.
func TestAShiftInTheIconsMenu(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	h := s.panel()
	p := s.signedIn()
	s.choose(h, "Auto-in")
	s.must(p.WaitStatus(s.ctx, "to be ready", func(st control.Status) bool { return st.Agent.State == "autoIn" }))
	s.ring(simulator.Silence())
	s.choose(h, "Answer – 15551234567")
	s.must(p.WaitStatus(s.ctx, "the call to be answered", oneCall("connected")))
	s.choose(h, "Mute the microphone")
	s.must(p.WaitStatus(s.ctx, "to be muted", func(st control.Status) bool { return st.Media.Muted }))
	s.choose(h, "Hold – ")
	s.must(p.WaitStatus(s.ctx, "the call to be held", oneCall("held")))
	s.choose(h, "Retrieve – ")
	s.must(p.WaitStatus(s.ctx, "the call to be taken back", oneCall("connected")))
	s.choose(h, "Lunch")
	s.must(p.WaitElement(s.ctx, "agent.aux", func(e story.Element) bool { return strings.Contains(e.Text, "Lunch") })) // pending
	s.choose(h, "Quit")
	s.must(p.WaitElement(s.ctx, "quit.confirm", nil)) // a caller is not lost by a click
	s.must(p.Press(s.ctx, "Escape"))
	s.choose(h, "Hang up – ")
	s.must(p.WaitStatus(s.ctx, "lunch", func(st control.Status) bool {
		return len(st.Calls) == 0 && st.Agent.State == "aux" && st.Agent.Reason != nil && *st.Agent.Reason == 2
	}))
	s.choose(h, "Do not disturb")
	s.must(p.WaitStatus(s.ctx, "do-not-disturb", func(st control.Status) bool { return st.DoNotDisturb }))
	s.choose(h, "Compact bar")
	s.must(p.WaitElement(s.ctx, "bar.state", nil))
	if err := h.Click(s.ctx); err != nil {
		t.Fatal(err)
	}
	s.wait("the whole window to be in front", func(ctx context.Context) bool {
		w, err := s.desk.ActiveWindow(ctx)
		return err == nil && w.ID == p.Window().ID
	})
	s.choose(h, "Quit")
	if err := p.Wait(s.ctx); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	if n := h.Icons(); n != 0 {
		t.Errorf("%d icons stay", n)
	}
}
