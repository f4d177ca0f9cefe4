package story

import (
	"context"
	"time"
)

// PairHands do what leads a call elsewhere, in the manner of [Hands].
type PairHands interface {
	// Consult asks a colleague about the call, found by name or extension.
	Consult(ctx context.Context, p *Program, who, extension string) (time.Time, error)
	Swap(context.Context, *Program) (time.Time, error)
	Complete(context.Context, *Program) (time.Time, error) // the transfer
	Conference(context.Context, *Program) (time.Time, error)
	Drop(ctx context.Context, p *Program, number string) (time.Time, error)
}

// Consult implements PairHands: the name is typed, and Enter takes who it fits.
func (Keyboard) Consult(ctx context.Context, p *Program, who, extension string) (time.Time, error) {
	if _, err := p.Press(ctx, "F11"); err != nil {
		return time.Time{}, err
	}
	if _, err := p.WaitElement(ctx, "picker.entry", func(e Element) bool { return e.Focused }); err != nil {
		return time.Time{}, err
	}
	if err := p.Type(who); err != nil {
		return time.Time{}, err
	}
	if _, err := p.WaitText(ctx, "picker.target", extension); err != nil {
		return time.Time{}, err
	}
	return p.Press(ctx, "Return")
}

// Swap implements PairHands.
func (Keyboard) Swap(ctx context.Context, p *Program) (time.Time, error) {
	if _, err := p.WaitElement(ctx, "call.*.swap", func(e Element) bool { return e.Enabled || e.ScrolledOut() }); err != nil {
		return time.Time{}, err
	}
	return p.Press(ctx, "F12")
}

// Complete implements PairHands.
func (Keyboard) Complete(ctx context.Context, p *Program) (time.Time, error) {
	if _, err := p.WaitElement(ctx, "pair.complete", func(e Element) bool { return e.Enabled }); err != nil {
		return time.Time{}, err
	}
	return p.Press(ctx, "F11")
}

// Conference implements PairHands.
func (Keyboard) Conference(ctx context.Context, p *Program) (time.Time, error) {
	if _, err := p.WaitElement(ctx, "pair.conference", func(e Element) bool { return e.Enabled }); err != nil {
		return time.Time{}, err
	}
	return p.Press(ctx, "ctrl+j")
}

// Drop implements PairHands: Tab to the party's button, and Space.
func (Keyboard) Drop(ctx context.Context, p *Program, number string) (time.Time, error) {
	name := "call.*.drop." + number
	if _, err := p.WaitElement(ctx, name, nil); err != nil {
		return time.Time{}, err
	}
	if err := p.TabTo(ctx, name); err != nil {
		return time.Time{}, err
	}
	return p.Press(ctx, "space")
}

// Consult implements PairHands: the colleague's line is clicked.
func (Mouse) Consult(ctx context.Context, p *Program, _, extension string) (time.Time, error) {
	if _, err := p.onTab(ctx, "tab.calls", "call.*.transfer"); err != nil {
		return time.Time{}, err
	}
	if _, err := p.Click(ctx, "picker.person."+extension); err != nil {
		return time.Time{}, err
	}
	if _, err := p.WaitText(ctx, "picker.target", extension); err != nil {
		return time.Time{}, err
	}
	return p.Click(ctx, "picker.consult")
}

// Swap implements PairHands.
func (Mouse) Swap(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.calls", "call.*.swap")
}

// Complete implements PairHands.
func (Mouse) Complete(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.calls", "pair.complete")
}

// Conference implements PairHands.
func (Mouse) Conference(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.calls", "pair.conference")
}

// Drop implements PairHands.
func (Mouse) Drop(ctx context.Context, p *Program, number string) (time.Time, error) {
	return p.onTab(ctx, "tab.calls", "call.*.drop."+number)
}
