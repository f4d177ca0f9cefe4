package e2e_test

import (
	"image"
	"testing"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/wti/simulator"
)

// TestATouchHitsWhatItTouches: on a touch screen, or over a remote desktop, the
// pointer comes and presses in the same moment. What it was over before, Hang up here,
// must not be hit.
func TestATouchHitsWhatItTouches(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	p := s.signedIn()
	s.expect(0, "state", "ready")
	call := s.ring(simulator.Speech("lamp"))
	s.must(p.WaitElement(s.ctx, "call.*.answer", nil))
	s.expect(0, "answer")
	s.must(p.WaitElement(s.ctx, "call.*.mute", func(e story.Element) bool { return e.Enabled }))
	for i := range 8 {
		muted := i%2 == 0
		hangup := s.middle(p, "call.*.hangup")
		s.must(nil, s.desk.Move(hangup.X, hangup.Y))
		mute := s.middle(p, "call.*.mute")
		s.must(nil, s.desk.Touch(mute.X, mute.Y))
		s.must(p.WaitStatus(s.ctx, "the call, muted or not in turns", func(st control.Status) bool {
			return len(st.Calls) == 1 && st.Calls[0].State == "connected" && st.Media.Muted == muted
		}))
	}
	s.end(p, call)
}

// middle is where the middle of an element is on the display.
func (s *stage) middle(p *story.Program, name string) image.Point {
	s.t.Helper()
	e, err := p.WaitElement(s.ctx, name, func(e story.Element) bool { return e.Visible && e.Enabled })
	if err != nil {
		s.t.Fatal(err)
	}
	area := e.Area(p.Window().Inside)
	return area.Min.Add(area.Max).Div(2)
}
