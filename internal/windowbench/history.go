package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"offhook/app/history"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// searched is how many keys of searches are measured.
const searched = 30

// history measures, with many calls kept, from the key that shows the history to
// its first line, and from a key of a search to the moment that the pixels of
// the list change.
func (b *bench) history(ctx context.Context, desk *testdesk.Desk) error {
	if err := b.fill(ctx, desk.Path("home", ".local", "share", "offhook", "default.history.db")); err != nil {
		return err
	}
	aes, err := simulator.New(simulator.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = aes.Close() }()
	p, err := b.signedIn(ctx, desk, aes.URL())
	if err != nil {
		return err
	}
	return errors.Join(b.opened(ctx, p), b.typed(ctx, p), p.Close())
}

func (b *bench) opened(ctx context.Context, p *story.Program) error {
	if _, err := p.WaitElement(ctx, "tab.history", nil); err != nil {
		return err
	}
	var took []time.Duration
	for range 20 {
		at, err := p.Press(ctx, "ctrl+4")
		if err != nil {
			return err
		}
		if _, err := p.WaitElement(ctx, "history.0", func(e story.Element) bool { return strings.HasPrefix(e.Text, name(b.calls-1)) }); err != nil {
			return err
		}
		took = append(took, time.Since(at))
		if _, err := p.Press(ctx, "ctrl+1"); err != nil {
			return err
		}
		if err := p.WaitGone(ctx, "history.0"); err != nil {
			return err
		}
	}
	b.delays(fmt.Sprintf("a history of %d calls opens", b.calls), took, 0.99, 200*time.Millisecond)
	return nil
}

// typed types the ends of names, and measures each last key: what it leaves is one
// call of several, and the list looks different.
func (b *bench) typed(ctx context.Context, p *story.Program) error {
	if _, err := p.Press(ctx, "ctrl+4"); err != nil {
		return err
	}
	var took []time.Duration
	for i := range searched {
		d, err := lastKey(ctx, p, name(b.calls/searched*i))
		if err != nil {
			return err
		}
		took = append(took, d)
	}
	b.delays(fmt.Sprintf("a key of a search among %d calls, to pixels", b.calls), took, 0.99, 50*time.Millisecond)
	return nil
}

// lastKey types a text into the search and measures from its last key to the
// moment that the pixels of the list change.
func lastKey(ctx context.Context, p *story.Program, text string) (time.Duration, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, 10*time.Second, errors.New("a search did not show within 10 s"))
	defer cancel()
	most, last := text[:len(text)-1], text[len(text)-1:]
	if err := p.Type(most); err != nil {
		return 0, err
	}
	if _, err := p.WaitElement(ctx, "history.search", func(e story.Element) bool { return e.Text == most }); err != nil {
		return 0, err
	}
	list, err := p.WaitElement(ctx, "history.list", func(e story.Element) bool { return !strings.HasSuffix(e.Text, "/1") })
	if err != nil {
		return 0, err
	}
	area, screen := list.Area(p.Window().Inside), p.Desk().Screen()
	if err := screen.WaitStill(ctx, area, 100*time.Millisecond); err != nil {
		return 0, err
	}
	before := screen.Snapshot(area)
	at, err := p.Press(ctx, last)
	if err != nil {
		return 0, err
	}
	seen, err := screen.WaitChanged(ctx, before)
	if err != nil {
		return 0, err
	}
	if _, err := p.WaitElement(ctx, "history.list", func(e story.Element) bool { return strings.HasSuffix(e.Text, "/1") }); err != nil {
		return 0, err
	}
	if _, err := p.WaitElement(ctx, "history.0", func(e story.Element) bool { return strings.HasPrefix(e.Text, text) }); err != nil {
		return 0, err
	}
	if _, err := p.Press(ctx, "Escape"); err != nil {
		return 0, err
	}
	_, err = p.WaitElement(ctx, "history.search", func(e story.Element) bool { return e.Text == "" })
	return seen.Sub(at), err
}

func name(i int) string { return fmt.Sprintf("Caller %06d", 100_000+i) }

// fill writes a history with a call a minute.
func (b *bench) fill(ctx context.Context, path string) error {
	store, err := history.Open(ctx, path, history.Options{})
	if err != nil {
		return err
	}
	began := time.Now().Add(-time.Duration(b.calls+1) * time.Minute)
	calls := make([]history.Call, b.calls)
	for i := range calls {
		calls[i] = history.Call{
			ID: history.StartedAt(began.Add(time.Duration(i) * time.Minute)), Number: fmt.Sprintf("+4989%06d", i),
			Name: name(i), Service: "Orders", Talk: time.Minute,
		}
	}
	return errors.Join(store.Restore(ctx, calls), store.Close())
}
