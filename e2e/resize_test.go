package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"maps"
	"regexp"
	"strings"
	"testing"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/wti/simulator"
)

// TestTheWindowIsResizedDuringACall drags the window from its smallest size to
// the whole screen and back while a call is up: nothing of the call is lost or cut
// off at any size, everything is painted, and afterwards it looks as before.
func TestTheWindowIsResizedDuringACall(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	p := s.start(story.Launch{Args: unattended(s.aes.URL()), Env: append(secrets(), "FYNE_THEME=light"), Width: 1000, Height: 660})
	s.must(p.WaitStatus(s.ctx, "to be signed in", isSignedIn))
	s.expect(0, "state", "ready")
	call := s.ring(simulator.Speech("lamp"))
	s.must(p.WaitElement(s.ctx, "call.*.answer", nil))
	s.expect(0, "answer")
	s.must(p.WaitElement(s.ctx, "call.*.mute", func(e story.Element) bool { return e.Enabled }))
	s.expect(0, "mute", "on")
	s.must(p.WaitText(s.ctx, "call.*.mute", "Muted"))
	was := s.cardAt(p)
	before, err := p.Status(s.ctx)
	if err != nil {
		t.Fatal(err)
	}

	least, err := s.desk.LeastSize(s.ctx, p.Window().ID)
	if err != nil {
		t.Fatal(err)
	}
	start, most := p.Window().Inside.Size(), s.desk.Screen().Bounds().Max.Sub(image.Pt(40, 60))
	way := []image.Point{start, least, image.Pt(least.X, most.Y), image.Pt(most.X, least.Y), most, image.Pt(759, 500), image.Pt(761, 500), most, least, start}
	for i, to := range way[1:] {
		if err := p.Drag(s.ctx, between(way[i], to)...); err != nil {
			t.Fatal(err)
		}
		s.whole(p, was)
	}
	s.waitFor(func(context.Context) bool { return maps.Equal(laidOut(s.cardAt(p)), laidOut(was)) },
		func() string {
			return fmt.Sprintf("the card to look as before: %v, want %v", laidOut(s.cardAt(p)), laidOut(was))
		})
	s.must(p.WaitStatus(s.ctx, "the same call, muted, with its voice", func(st control.Status) bool {
		return len(st.Calls) == 1 && st.Calls[0].ID == before.Calls[0].ID && st.Calls[0].State == "connected" &&
			st.Media.Muted && st.Media.PacketsReceived > before.Media.PacketsReceived
	}))
	s.must(p.Click(s.ctx, "call.*.mute"))
	s.must(p.WaitStatus(s.ctx, "not to be muted", func(st control.Status) bool { return !st.Media.Muted }))
	s.end(p, call)
}

// between are the sizes on the way, about 40 pixels apart.
func between(from, to image.Point) (sizes []image.Point) {
	d := to.Sub(from)
	n := max(d.X, -d.X, d.Y, -d.Y)/40 + 1
	for i := 1; i <= n; i++ {
		sizes = append(sizes, from.Add(d.Mul(i).Div(n)))
	}
	return sizes
}

// callPart matches what a card consists of, but for its clock.
var callPart = regexp.MustCompile(`^call\.\d+\.(card|state|remote|service|digits|answer|mute|hold|keypad|transfer|hangup)$`)

// cardAt are the parts of the call's card by their names.
func (s *stage) cardAt(p *story.Program) map[string]story.Element {
	s.t.Helper()
	all, err := p.Elements(s.ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	parts := map[string]story.Element{}
	for _, e := range all {
		if callPart.MatchString(e.Name) && (e.Visible || e.ScrolledOut()) {
			parts[e.Name] = e
		}
	}
	if len(parts) < 6 {
		s.t.Fatalf("the card has only these parts: %v", parts)
	}
	return parts
}

// laidOut is where the parts are in the card. What lies above it comes and goes.
func laidOut(parts map[string]story.Element) map[string]image.Rectangle {
	at, top := map[string]image.Rectangle{}, 0
	for name, e := range parts {
		at[name] = e.Area(image.Rectangle{})
		if strings.HasSuffix(name, ".card") {
			top = e.Y
		}
	}
	for name, r := range at {
		at[name] = r.Sub(image.Pt(0, top))
	}
	return at
}

// whole waits until the window, whatever its size, shows the call's card with all
// that it had, and is painted to its corners.
func (s *stage) whole(p *story.Program, was map[string]story.Element) {
	s.t.Helper()
	var trouble error
	inside := p.Window().Inside
	s.waitFor(func(context.Context) bool {
		trouble = errors.Join(unlike(s.cardAt(p), was, inside.Dx()), s.unpainted(inside))
		return trouble == nil
	}, func() string { return fmt.Sprintf("the window to be whole at %v: %v", inside.Size(), trouble) })
}

// unlike tells what a card in a window of a width has lost.
func unlike(is, was map[string]story.Element, width int) error {
	var errs []error
	for name, before := range was {
		now, ok := is[name]
		switch {
		case !ok:
			errs = append(errs, fmt.Errorf("%s is gone", name))
		case now.Text != before.Text:
			errs = append(errs, fmt.Errorf("%s says %q, and said %q", name, now.Text, before.Text))
		case now.X < 0 || now.X+now.W > width:
			errs = append(errs, fmt.Errorf("%s spans %d to %d", name, now.X, now.X+now.W))
		case !now.Visible && !now.ScrolledOut():
			errs = append(errs, fmt.Errorf("%s cannot be reached", name))
		}
	}
	return errors.Join(errs...)
}

// unpainted tells which corner of a light window is dark.
func (s *stage) unpainted(inside image.Rectangle) error {
	const side = 24
	for _, at := range []image.Point{inside.Min, {X: inside.Max.X - side, Y: inside.Min.Y}, {X: inside.Min.X, Y: inside.Max.Y - side}, inside.Max.Sub(image.Pt(side, side))} {
		corner := image.Rectangle{Min: at, Max: at.Add(image.Pt(side, side))}
		if b := brightness(s.desk.Screen().Image(corner)); b < 0.6 {
			return fmt.Errorf("the corner at %v has a brightness of %.2f", corner, b)
		}
	}
	return nil
}
