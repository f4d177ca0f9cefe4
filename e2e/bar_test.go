package e2e_test

import (
	"context"
	"image"
	"path/filepath"
	"testing"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// barKey switches between the whole window and the bar.
const barKey = "ctrl+shift+b"

// bar switches to the bar and waits until it has the keyboard.
func (s *stage) bar(p *story.Program) testdesk.Window {
	s.t.Helper()
	s.must(p.WaitElement(s.ctx, "header.compact", func(e story.Element) bool { return e.Visible && e.Enabled }))
	s.must(p.Press(s.ctx, barKey))
	s.must(p.WaitElement(s.ctx, "bar.state", nil))
	var w testdesk.Window
	s.wait("the bar to be there and to have the keyboard", func(ctx context.Context) bool {
		var err error
		w, err = s.desk.ActiveWindow(ctx)
		return err == nil && w.Inside.Dy() < 200
	})
	return w
}

// wait waits until a condition holds.
func (s *stage) wait(what string, ok func(context.Context) bool) {
	s.t.Helper()
	s.waitFor(ok, func() string { return what })
}

// waitFor waits until a condition holds; what says in the end what was missing.
func (s *stage) waitFor(ok func(context.Context) bool, what func() string) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, 20*time.Second)
	defer cancel()
	for !ok(ctx) {
		if ctx.Err() != nil {
			s.t.Fatalf("waited 20 s for %s", what())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// TestCompactBar works a call in the bar by its keys alone, and finds the bar
// where it was left.
func TestCompactBar(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	p := s.signedIn()
	s.expect(0, "state", "ready")
	w := s.bar(p)
	w, err := s.desk.Place(s.ctx, w.ID, 500, 300)
	if err != nil {
		t.Fatal(err)
	}
	call := s.ring(simulator.Silence())
	s.must(p.WaitText(s.ctx, "bar.who", "15551234567"))
	s.must(p.Press(s.ctx, "F2"))
	s.must(p.WaitStatus(s.ctx, "the call to be answered", oneCall("connected")))
	s.must(p.WaitElement(s.ctx, "bar.mute", nil)) // the voice has started
	s.must(p.Press(s.ctx, "F5"))
	s.must(p.WaitElement(s.ctx, "bar.muted", nil))
	s.must(p.Press(s.ctx, "F4"))
	s.must(p.WaitStatus(s.ctx, "the call to be held", oneCall("held")))
	if err := s.desk.ScreenshotOf(filepath.Join(filepath.Dir(program), "bar.png"), s.desk.Screen().Bounds()); err != nil {
		t.Error(err)
	}
	s.must(p.Press(s.ctx, barKey))
	s.must(p.WaitElement(s.ctx, "call.*.retrieve", nil))
	s.wait("the whole window to have the keyboard", func(ctx context.Context) bool {
		now, err := s.desk.ActiveWindow(ctx)
		return err == nil && now.ID == p.Window().ID
	})
	again := s.bar(p)
	s.wait("the bar to be where it was", func(ctx context.Context) bool {
		again, err = s.desk.Window(ctx, again.ID)
		return err == nil && again.Inside.Min == w.Inside.Min
	})
	if err := s.desk.CloseWindow(s.ctx, again.ID); err != nil { // loses no call
		t.Fatal(err)
	}
	s.must(p.WaitElement(s.ctx, "call.*.retrieve", func(e story.Element) bool { return e.Enabled }))
	call.Hangup()
	s.must(p.WaitStatus(s.ctx, "no call", func(st control.Status) bool { return len(st.Calls) == 0 }))
	s.barAfterNewStart(p, w.Inside.Min)
}

// barAfterNewStart starts the program anew and looks where the bar is.
func (s *stage) barAfterNewStart(p *story.Program, want image.Point) {
	s.t.Helper()
	if err := p.Close(); err != nil {
		s.t.Error(err)
	}
	w := s.bar(s.signedIn())
	s.wait("the bar to be where it was in the last run", func(ctx context.Context) bool {
		now, err := s.desk.Window(ctx, w.ID)
		if err == nil {
			w = now
		}
		return err == nil && near(now.Inside.Min, want)
	})
}

// near reports whether two points are within the breadth of a window's frame: a
// window manager may count it or not.
func near(a, b image.Point) bool {
	const frame = 40
	d := a.Sub(b)
	return max(d.X, -d.X) <= frame && max(d.Y, -d.Y) <= frame
}
