package e2e_test

import (
	"context"
	"fmt"
	"image"
	"path/filepath"
	"testing"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// incomingBudget is from the event on the socket to the pixels of the window of
// ringing calls, p99.
const incomingBudget = 100 * time.Millisecond

// incomingWindow waits until the window of ringing calls is on the screen.
func (s *stage) incomingWindow() testdesk.Window {
	s.t.Helper()
	ctx, cancel := context.WithTimeoutCause(s.ctx, 20*time.Second, fmt.Errorf("no window of ringing calls on the screen"))
	defer cancel()
	for {
		w, err := s.desk.FindWindow(ctx, "Incoming call")
		if err != nil {
			s.t.Fatal(err)
		}
		if w.Inside.In(s.desk.Screen().Bounds()) {
			return w
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// clickIn clicks an element of another window than the main one.
func (s *stage) clickIn(p *story.Program, w testdesk.Window, name string) {
	s.t.Helper()
	e, err := p.WaitElement(s.ctx, name, func(e story.Element) bool { return e.Visible && e.Enabled })
	if err != nil {
		s.t.Fatal(err)
	}
	area := e.Area(w.Inside)
	s.must(s.desk.Click(area.Min.X+area.Dx()/2, area.Min.Y+area.Dy()/2))
}

func oneCall(state string) func(control.Status) bool {
	return func(st control.Status) bool { return len(st.Calls) == 1 && st.Calls[0].State == state }
}

// TestIncomingWhileTyping: somebody types in another window, a call comes, and not
// one character goes astray: neither when the window of the call appears, nor when
// Answer is clicked in it, nor after that.
func TestIncomingWhileTyping(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	p := s.start(story.Launch{Args: unattended(s.aes.URL()), Env: append(secrets(), "FYNE_THEME=light")})
	s.must(p.WaitStatus(s.ctx, "to be signed in", isSignedIn))
	s.expect(0, "state", "ready")
	y := s.newTypist()
	said := ""
	typing := func(text string) {
		t.Helper()
		said += text
		if err := s.desk.Type(text); err != nil {
			t.Fatal(err)
		}
	}
	typing("before")
	call := s.ring(simulator.Silence())
	for range 8 { // among these keys the window appears
		typing("while it comes up ")
	}
	w := s.incomingWindow()
	typing("then 1234567890")
	s.must(s.desk.Key("Return", "space")) // what answers where a window takes the keyboard
	said += "\r "
	s.must(p.WaitStatus(s.ctx, "the call to ring", oneCall("alerting")))
	s.notBlack(w)
	if err := s.desk.ScreenshotOf(filepath.Join(filepath.Dir(program), "incoming.png"), s.desk.Screen().Bounds()); err != nil {
		t.Error(err)
	}
	s.clickIn(p, w, "incoming.0.answer")
	s.must(p.WaitStatus(s.ctx, "the call to be answered", oneCall("connected")))
	typing("after")
	s.offScreen()
	y.wants(said)
	call.Hangup()
	s.must(p.WaitStatus(s.ctx, "no call", func(st control.Status) bool { return len(st.Calls) == 0 }))
}

// notBlack fails when the window, of the light theme, stays dark.
func (s *stage) notBlack(w testdesk.Window) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, 5*time.Second)
	defer cancel()
	for brightness(s.desk.Screen().Image(w.Inside)) < 0.5 && ctx.Err() == nil {
		time.Sleep(10 * time.Millisecond)
	}
	if b := brightness(s.desk.Screen().Image(w.Inside)); b < 0.5 {
		s.t.Errorf("the window of the ringing call has a mean brightness of %.2f", b)
	}
}

// offScreen waits until no window of ringing calls is on the screen.
func (s *stage) offScreen() {
	s.t.Helper()
	ctx, cancel := context.WithTimeoutCause(s.ctx, 20*time.Second, fmt.Errorf("the window of ringing calls is still there"))
	defer cancel()
	for {
		w, err := s.desk.FindWindow(ctx, "Incoming call")
		if err != nil {
			s.t.Fatal(err)
		}
		if !w.Inside.Overlaps(s.desk.Screen().Bounds()) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// TestLatencyEventToIncomingWindow measures from the moment that the event of a
// ringing call is handed to the program's socket to the moment that the window of
// ringing calls is on the screen, while another program has the keyboard.
func TestLatencyEventToIncomingWindow(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	s.program = shipped
	tp, url := newTap(t, s.aes.URL())
	p := s.start(story.Launch{Args: unattended(url), Env: append(secrets(), "FYNE_THEME=light")})
	s.must(p.WaitStatus(s.ctx, "to be signed in", isSignedIn))
	s.expect(0, "state", "ready")
	s.newTypist()
	call := s.ring(simulator.Silence())
	place := s.incomingWindow().Inside
	s.end(p, call)
	s.offScreen()
	best(t, "event on the socket to the window of ringing calls", incomingBudget, 30, func() time.Duration {
		took := s.eventToPixels(p, tp, middle(place))
		s.offScreen()
		return took
	})
}

// middle is the part of a window that holds its words.
func middle(r image.Rectangle) image.Rectangle { return r.Inset(min(r.Dx(), r.Dy()) / 4) }
