package e2e_test

import (
	"context"
	"testing"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// TestACallIsAnsweredInAMessage: the desktop's service for messages is told of a
// call, and its button answers it. The call is then held and ended in the window.
func TestACallIsAnsweredInAMessage(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	n, err := testdesk.StartNotifier("unix:path="+s.desk.Path("run", "bus"), "actions", "body")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.Close() })
	p := s.signedIn()
	s.expect(0, "state", "ready")
	s.ring(simulator.Silence())
	s.wait("the message", func(context.Context) bool { return len(n.IDs()) == 1 })
	for id, m := range n.Shown() {
		if m.Title != "Incoming call" || len(m.Buttons) != 4 || m.Buttons[0] != "answer" || m.Buttons[2] != "decline" {
			t.Errorf("the message is %+v", m)
		}
		if err := n.Press(id, "answer"); err != nil {
			t.Fatal(err)
		}
	}
	s.must(p.WaitStatus(s.ctx, "the call to be answered", oneCall("connected")))
	s.must(p.WaitElement(s.ctx, "call.*.hold", func(e story.Element) bool { return e.Enabled }))
	s.must(p.Press(s.ctx, "F4"))
	s.must(p.WaitStatus(s.ctx, "the call to be held", oneCall("held")))
	s.must(p.WaitElement(s.ctx, "call.*.hangup", func(e story.Element) bool { return e.Enabled }))
	s.must(p.Press(s.ctx, "F3"))
	s.must(p.WaitStatus(s.ctx, "no call", func(st control.Status) bool { return len(st.Calls) == 0 }))
	s.wait("no message", func(context.Context) bool { return len(n.IDs()) == 0 })
}
