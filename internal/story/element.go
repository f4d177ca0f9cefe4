package story

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"time"

	"offhook/app/control"
)

// Element is something that the window shows, under a name that no translation
// changes. Its place is in pixels of the window's content.
type Element struct {
	Name       string `json:"name"`
	Text       string `json:"text"`
	X, Y, W, H int
	Visible    bool   `json:"visible"` // on the screen, not scrolled out
	Enabled    bool   `json:"enabled"`
	Focused    bool   `json:"focused"`
	Pointer    bool   `json:"pointer"` // a click works, here or where it is scrolled to
	Keys       bool   `json:"keys"`    // Tab leads to it
	Window     string `json:"window"`  // its title
}

// Area is the element's place on the display, given the window's.
func (e Element) Area(window image.Rectangle) image.Rectangle {
	return image.Rect(e.X, e.Y, e.X+e.W, e.Y+e.H).Add(window.Min)
}

// ScrolledOut reports whether the element is in the window, but in a part that
// must be scrolled to. What is hidden has no place.
func (e Element) ScrolledOut() bool {
	return !e.Visible && e.W > 0 && (e.X != 0 || e.Y != 0)
}

// Elements lists what the window shows now.
func (p *Program) Elements(ctx context.Context) ([]Element, error) {
	r, err := control.Send(ctx, p.socket, control.Request{Command: "inspect"})
	if err != nil {
		return nil, err
	}
	if r.Code != control.OK {
		return nil, fmt.Errorf("story: inspect: %s %s", r.Code, r.Error)
	}
	var all []Element
	if err := json.Unmarshal(r.Data, &all); err != nil {
		return nil, fmt.Errorf("story: inspect: %w", err)
	}
	return all, nil
}

// errNotShown says that no element in the window has a name.
var errNotShown = errors.New("is not shown")

// Element returns an element that is visible or can be scrolled to. The name
// may hold one "*": call.*.answer.
func (p *Program) Element(ctx context.Context, name string) (Element, error) {
	all, err := p.Elements(ctx)
	if err != nil {
		return Element{}, err
	}
	for _, e := range all {
		if (e.Visible || e.ScrolledOut()) && named(e.Name, name) {
			return e, nil
		}
	}
	return Element{}, fmt.Errorf("%s %w", name, errNotShown)
}

func named(name, pattern string) bool {
	before, after, wild := strings.Cut(pattern, "*")
	if !wild {
		return name == pattern
	}
	return len(name) >= len(before)+len(after) && strings.HasPrefix(name, before) && strings.HasSuffix(name, after)
}

// limit is how long the program may take to show or confirm something.
const limit = 10 * time.Second

// WaitElement waits until an element satisfies a condition, nil for any.
func (p *Program) WaitElement(ctx context.Context, name string, ok func(Element) bool) (Element, error) {
	var last Element
	err := p.until(ctx, name, func(ctx context.Context) (bool, error) {
		e, err := p.Element(ctx, name)
		if errors.Is(err, errNotShown) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		last = e
		return ok == nil || ok(e), nil
	})
	if err != nil && last.Name != "" {
		err = fmt.Errorf("%w; it is %+v", err, last)
	}
	return last, err
}

// WaitGone waits until no element has the name.
func (p *Program) WaitGone(ctx context.Context, name string) error {
	return p.until(ctx, name+" to go", func(ctx context.Context) (bool, error) {
		_, err := p.Element(ctx, name)
		if errors.Is(err, errNotShown) {
			return true, nil
		}
		return false, err
	})
}

// WaitText waits until an element's text contains another.
func (p *Program) WaitText(ctx context.Context, name, text string) (Element, error) {
	return p.WaitElement(ctx, name, func(e Element) bool { return strings.Contains(e.Text, text) })
}

// WaitStatus waits until the program's state satisfies a condition.
func (p *Program) WaitStatus(ctx context.Context, what string, ok func(control.Status) bool) (control.Status, error) {
	var last control.Status
	err := p.until(ctx, what, func(ctx context.Context) (bool, error) {
		st, err := p.Status(ctx)
		if err != nil {
			return false, err
		}
		last = st
		return ok(st), nil
	})
	if err != nil {
		err = fmt.Errorf("%w; the state is %+v", err, last)
	}
	return last, err
}

// until polls a condition up to the limit, or until the program has ended.
func (p *Program) until(ctx context.Context, what string, ok func(context.Context) (bool, error)) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("waited %v for %s", limit, what))
	defer cancel()
	for {
		done, err := ok(ctx)
		if done {
			return nil
		}
		// Whether it still runs is asked below; a dial may fail at the deadline.
		if err != nil && ctx.Err() == nil && !errors.Is(err, control.ErrNotRunning) {
			return fmt.Errorf("story: waiting for %s: %w", what, err)
		}
		select {
		case <-p.gone:
			return fmt.Errorf("story: the program ended while waiting for %s: %v", what, p.waitErr)
		case <-ctx.Done():
			return fmt.Errorf("story: %w", context.Cause(ctx))
		default:
			pause(ctx)
		}
	}
}

// Knows waits until an element, shown or not, has a text.
func (p *Program) Knows(ctx context.Context, name, text string) error {
	return p.until(ctx, name+" to be "+text, func(ctx context.Context) (bool, error) {
		all, err := p.Elements(ctx)
		return slices.ContainsFunc(all, func(e Element) bool { return e.Name == name && e.Text == text }), err
	})
}

// Shows waits until an element has a text, or hides one.
func (p *Program) Shows(ctx context.Context, name, text string) error {
	_, err := p.WaitElement(ctx, name, func(e Element) bool { return e.Text == text || hidden(e.Text, text) })
	return err
}
