package e2e_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/wti/simulator"
)

// TestSixtyCallsAreScrolled scrolls a history of 60 calls in the smallest common
// window by the wheel and by the keyboard: every call comes by, in its order, whole
// and beside no other; a call that rings meanwhile moves nothing.
func TestSixtyCallsAreScrolled(t *testing.T) {
	const n = 60
	s := newStage(t, quiet(), simulator.Options{})
	fillHistory(t, s.desk.Path("home", ".local", "share", "offhook", "default.history.db"), n)
	p := s.start(story.Launch{Args: unattended(s.aes.URL()), Env: secrets(), Width: 380, Height: 640})
	s.must(p.WaitStatus(s.ctx, "to be signed in", isSignedIn))
	s.expect(0, "state", "ready")
	s.must(p.Click(s.ctx, "tab.history"))
	s.must(p.WaitElement(s.ctx, "history.0", caller(n-1)))

	seen := map[string]string{}
	s.scrollUntil(p, 1, fmt.Sprintf("history.%d", n-1), seen)
	for i := range n {
		if got := seen[fmt.Sprintf("history.%d", i)]; !strings.HasPrefix(got, callerName(n-1-i)+",") {
			t.Errorf("line %d shows %q, want %s", i, got, callerName(n-1-i))
		}
	}
	s.scrollUntil(p, -1, "history.30", map[string]string{})
	was := s.lines(p)
	call := s.ring(simulator.Silence())
	s.must(p.WaitElement(s.ctx, "ring.answer", func(e story.Element) bool { return e.Enabled }))
	now := s.lines(p)
	for name, e := range was {
		if is, ok := now[name]; ok && is.Y != e.Y || is.Text != e.Text && ok {
			t.Errorf("%s was at %d and is at %d while a call rings", name, e.Y, is.Y)
		}
	}
	call.Hangup()
	s.must(p.WaitStatus(s.ctx, "no call", func(st control.Status) bool { return len(st.Calls) == 0 }))
	s.must(p.WaitText(s.ctx, "history.list", fmt.Sprintf("/%d", n+1)))

	s.scrollUntil(p, -1, "history.0", map[string]string{})
	s.must(p.Click(s.ctx, "history.search"))
	for at := 0; at < n+1; { // by keys to the last, each of which comes into sight
		key, step := "Next", 8
		if at < 2 {
			key, step = "Down", 1
		}
		at = min(at+step, n+1)
		s.must(p.Press(s.ctx, key))
		s.must(p.WaitText(s.ctx, "history.list", fmt.Sprintf("%d/%d", at, n+1)))
		s.must(p.WaitElement(s.ctx, fmt.Sprintf("history.%d", at-1), func(e story.Element) bool { return e.Visible }))
	}
	s.must(p.WaitElement(s.ctx, fmt.Sprintf("history.%d", n), caller(0)))
}

// lines are the lines of the history in sight, by name. Each must be below the one
// before it, and between the field above and the buttons below.
func (s *stage) lines(p *story.Program) map[string]story.Element {
	s.t.Helper()
	all, err := p.Elements(s.ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	lines, list, before := map[string]story.Element{}, story.Element{}, story.Element{}
	for _, e := range all {
		switch {
		case e.Name == "history.list":
			list = e
		case e.Visible && isLine(e.Name):
			if e.X < list.X || e.X+e.W > list.X+list.W+1 {
				s.t.Errorf("%s spans %d to %d, outside the list", e.Name, e.X, e.X+e.W)
			}
			if before.Name != "" && e.Y < before.Y+before.H-1 {
				s.t.Errorf("%s at %d lies over %s, which ends at %d", e.Name, e.Y, before.Name, before.Y+before.H)
			}
			lines[e.Name], before = e, e
		}
	}
	return lines
}

func isLine(name string) bool {
	rest, ok := strings.CutPrefix(name, "history.")
	return ok && strings.Trim(rest, "0123456789") == ""
}

// scrollUntil turns the wheel over the list, a notch at a time, until a line is in
// it whole, and notes what every line on the way shows.
func (s *stage) scrollUntil(p *story.Program, notch int, last string, seen map[string]string) {
	s.t.Helper()
	list, err := p.WaitElement(s.ctx, "history.list", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	area := list.Area(p.Window().Inside)
	for range 200 {
		was := s.lines(p)
		for name, e := range was {
			seen[name] = e.Text
		}
		if e, ok := was[last]; ok && e.Y >= list.Y-1 && e.Y+e.H <= list.Y+list.H+1 {
			return
		}
		s.must(nil, s.desk.Scroll(area.Min.X+area.Dx()/2, area.Min.Y+area.Dy()/2, notch))
		s.waitFor(func(context.Context) bool { return s.moved(p, was) }, func() string { return "the list to scroll to " + last })
	}
	s.t.Fatalf("%s does not come into sight", last)
}

// moved reports whether the lines are elsewhere than they were.
func (s *stage) moved(p *story.Program, was map[string]story.Element) bool {
	for name, e := range s.lines(p) {
		if was[name].Y != e.Y {
			return true
		}
	}
	return false
}
