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

// TestAColleagueWhoWasBusyIsCalledFromAMessage: the agent asks to be told in the list
// of colleagues, and calls by the desktop's message as soon as the colleague is free.
func TestAColleagueWhoWasBusyIsCalledFromAMessage(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	s.settings("[[colleagues]]\nextension = \"4751\"\nname = \"Kim\"\n")
	n, err := testdesk.StartNotifier("unix:path="+s.desk.Path("run", "bus"), "actions", "body")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.Close() })
	p := s.signedIn()
	kim, err := s.aes.Colleague("4751")
	if err != nil {
		t.Fatal(err)
	}
	if err := kim.Call("5550101"); err != nil {
		t.Fatal(err)
	}
	s.must(p.WaitElement(s.ctx, "header.compact", func(e story.Element) bool { return e.Visible && e.Enabled }))
	s.must(p.Press(s.ctx, "ctrl+5"))
	e, err := p.WaitElement(s.ctx, "directory.filter", func(e story.Element) bool { return e.Visible })
	if err != nil {
		t.Fatal(err)
	}
	area := e.Area(p.Window().Inside)
	s.must(s.desk.Click(area.Max.X-area.Dx()/6, area.Min.Y+area.Dy()/2)) // the last of three
	s.must(p.WaitElement(s.ctx, "directory.0", func(e story.Element) bool {
		return strings.Contains(e.Text, "Kim") && strings.Contains(e.Text, "On a call")
	}))
	s.must(p.Click(s.ctx, "directory.0"))
	s.must(p.Click(s.ctx, "directory.await"))
	s.must(p.WaitElement(s.ctx, "directory.await", func(e story.Element) bool { return e.Text == "Do not wait any more" }))
	s.picture(p, "colleague-awaited")
	if err := kim.Hangup(); err != nil {
		t.Fatal(err)
	}
	s.must(p.WaitElement(s.ctx, "notice.0.call", nil))
	s.picture(p, "colleague-free")
	s.wait("the message", func(context.Context) bool { return len(n.IDs()) == 1 })
	for id, m := range n.Shown() {
		if m.Title != "Kim is free now" || len(m.Buttons) != 2 {
			t.Errorf("the message is %+v", m)
		}
		if err := n.Press(id, "answer"); err != nil {
			t.Fatal(err)
		}
	}
	s.must(p.WaitStatus(s.ctx, "the call", func(st control.Status) bool { return len(st.Calls) == 1 && st.Calls[0].Remote == "4751" }))
	s.must(nil, p.WaitGone(s.ctx, "notice.0.call"))
}
