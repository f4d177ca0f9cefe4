package story

import (
	"context"
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"time"
)

// Click clicks an element in its middle, as soon as it is shown, enabled and
// at rest, scrolling it into view when needed. It returns the moment of the
// press.
func (p *Program) Click(ctx context.Context, name string) (time.Time, error) {
	for {
		at, err := p.reach(ctx, name)
		if err != nil {
			return time.Time{}, err
		}
		if err := p.desk.Move(at.X, at.Y); err != nil {
			return time.Time{}, err
		}
		if err := p.throughLoop(ctx); err != nil {
			return time.Time{}, err
		}
		// A notice that goes meanwhile moves what is below it, and a hand would follow.
		switch e, err := p.Element(ctx, name); {
		case err == nil && at.In(e.Area(p.window.Inside)):
			return p.desk.Click(at.X, at.Y)
		case err != nil && !errors.Is(err, errNotShown):
			return time.Time{}, err
		}
	}
}

// frameTime is how often the program's event loop takes its turn for a frame.
const frameTime = time.Second / 60

// throughLoop returns when the program has looked at its pending events, for
// example at where the pointer now is. Its event loop takes turns between
// questions and frames, in which it looks at events, and draws lots when both
// wait; so after a number of questions, and the time of two frames, a frame has
// had its turn, however slow or fast the machine.
func (p *Program) throughLoop(ctx context.Context) error {
	began := time.Now()
	for asked := 0; asked < 10 || time.Since(began) < 2*frameTime; asked++ {
		if _, err := p.Elements(ctx); err != nil {
			return err
		}
	}
	return nil
}

// reach returns the point of the display where an element can be clicked.
func (p *Program) reach(ctx context.Context, name string) (image.Point, error) {
	inside := p.window.Inside
	// The wheel turns over the margin: an entry under it would keep it.
	margin := image.Pt(inside.Max.X-10, inside.Min.Y+inside.Dy()/2)
	for range 40 {
		e, err := p.settled(ctx, name)
		if err != nil {
			return image.Point{}, err
		}
		area := e.Area(inside)
		at := area.Min.Add(area.Size().Div(2))
		if e.Visible {
			return at, nil
		}
		notches := 1
		if at.Y < margin.Y {
			notches = -1
		}
		// What lies over the window, a question for example, scrolls only where it
		// is: there the wheel turns over the element's own column.
		turned, err := p.scroll(ctx, margin, notches, e, time.Second)
		if err == nil && !turned {
			margin.X = at.X
			turned, err = p.scroll(ctx, margin, notches, e, limit)
		}
		if err == nil && !turned {
			err = fmt.Errorf("story: the wheel at %v does not move %s", margin, name)
		}
		if err != nil {
			return image.Point{}, err
		}
	}
	return image.Point{}, fmt.Errorf("story: %s cannot be scrolled into view", name)
}

// scroll turns the wheel at a point and reports whether an element moves for that,
// in so much time.
func (p *Program) scroll(ctx context.Context, at image.Point, notches int, e Element, within time.Duration) (bool, error) {
	if err := p.desk.Scroll(at.X, at.Y, notches); err != nil {
		return false, err
	}
	for end := time.Now().Add(within); time.Now().Before(end) && ctx.Err() == nil; pause(ctx) {
		now, err := p.Element(ctx, e.Name)
		if err != nil || now.Y != e.Y || now.Visible {
			return err == nil, err
		}
	}
	return false, ctx.Err()
}

// Hover puts the pointer on an element, scrolling it into view when needed, and
// leaves it there.
func (p *Program) Hover(ctx context.Context, name string) error {
	at, err := p.reach(ctx, name)
	if err != nil {
		return err
	}
	return p.desk.Move(at.X, at.Y)
}

// settled waits until an element has stayed where it is and, when it is in
// sight, is enabled.
func (p *Program) settled(ctx context.Context, name string) (Element, error) {
	var before Element
	return p.WaitElement(ctx, name, func(e Element) bool {
		same := e.Name == before.Name && e.X == before.X && e.Y == before.Y && e.W == before.W && e.H == before.H
		before = e
		return same && (e.Enabled || !e.Visible)
	})
}

// Fill clicks an entry and replaces its text.
func (p *Program) Fill(ctx context.Context, name, text string) error {
	if _, err := p.Click(ctx, name); err != nil {
		return err
	}
	if _, err := p.WaitElement(ctx, name, func(e Element) bool { return e.Focused }); err != nil {
		return err
	}
	return p.replace(ctx, name, text)
}

// replace types over the text of the focused entry and checks what it then
// shows, unless that is hidden.
func (p *Program) replace(ctx context.Context, name, text string) error {
	if _, err := p.desk.Key("ctrl+a", "BackSpace"); err != nil {
		return err
	}
	if err := p.desk.Type(text); err != nil {
		return err
	}
	return p.Shows(ctx, name, text)
}

// hidden reports whether shown is the mask of a secret, which tells not even
// its length. It stands for any text but the empty one.
func hidden(shown, text string) bool {
	return shown != "" && text != "" && strings.Trim(shown, "•") == ""
}

// Press presses keys while the main window has the keyboard and returns the
// moment of the first.
func (p *Program) Press(ctx context.Context, keys ...string) (time.Time, error) {
	return p.desk.Key(keys...)
}

// Type types into whatever has the keyboard.
func (p *Program) Type(text string) error { return p.desk.Type(text) }

// TabTo presses Tab until an element has the keyboard, as somebody without a
// mouse does.
func (p *Program) TabTo(ctx context.Context, name string) error {
	for range 40 {
		e, err := p.Element(ctx, name)
		if err != nil {
			return err
		}
		if e.Focused {
			return nil
		}
		before, err := p.focused(ctx)
		if err != nil {
			return err
		}
		if _, err := p.desk.Key("Tab"); err != nil {
			return err
		}
		// The key has arrived when another element has the focus.
		if err := p.until(ctx, "Tab to move the focus", func(ctx context.Context) (bool, error) {
			now, err := p.focused(ctx)
			return now != before, err
		}); err != nil {
			return err
		}
	}
	return fmt.Errorf("story: Tab never reaches %s", name)
}

// Tab presses Tab and returns what then has the keyboard: nothing when that has no
// name.
func (p *Program) Tab(ctx context.Context) (Element, error) {
	before, err := p.focused(ctx)
	if err != nil {
		return Element{}, err
	}
	if _, err := p.desk.Key("Tab"); err != nil {
		return Element{}, err
	}
	for range 10 { // see throughLoop
		all, err := p.Elements(ctx)
		if err != nil {
			return Element{}, err
		}
		if i := slices.IndexFunc(all, func(e Element) bool { return e.Focused }); i >= 0 && all[i].Name != before {
			return all[i], nil
		}
	}
	return Element{}, nil
}

func (p *Program) focused(ctx context.Context) (string, error) {
	all, err := p.Elements(ctx)
	if err != nil {
		return "", err
	}
	for _, e := range all {
		if e.Focused {
			return e.Name, nil
		}
	}
	return "", nil
}
