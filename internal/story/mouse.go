package story

import (
	"context"
	"errors"
	"time"
)

// Mouse are hands that use the pointer for all that can be clicked, and the
// keyboard only to fill entries.
type Mouse struct{}

var _ Hands = Mouse{}

// Name implements Hands.
func (Mouse) Name() string { return "mouse" }

// SignIn implements Hands.
func (Mouse) SignIn(ctx context.Context, p *Program, f Form) (time.Time, error) {
	if err := p.unfold(ctx, f); err != nil {
		return time.Time{}, err
	}
	for _, field := range f.Fields() {
		if field[1] == "" {
			continue
		}
		if err := p.Fill(ctx, field[0], field[1]); err != nil {
			return time.Time{}, err
		}
	}
	return p.Click(ctx, "login.signIn")
}

// unfold opens the part of the form that is folded away when it is filled in
// already, if something in it is to be typed.
func (p *Program) unfold(ctx context.Context, f Form) error {
	if _, err := p.WaitElement(ctx, "login.signIn", nil); err != nil {
		return err
	}
	for _, field := range f.Fields() {
		if field[1] == "" {
			continue
		}
		_, err := p.Element(ctx, field[0])
		if errors.Is(err, errNotShown) {
			_, err = p.Click(ctx, "login.change")
			if err == nil {
				_, err = p.WaitElement(ctx, field[0], nil)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// onTab clicks an element, turning to its tab first where the window is too
// narrow to show it at once.
func (p *Program) onTab(ctx context.Context, tab, name string) (time.Time, error) {
	_, err := p.Element(ctx, name)
	if errors.Is(err, errNotShown) {
		if _, tabErr := p.Element(ctx, tab); tabErr == nil {
			_, err = p.Click(ctx, tab)
		} else {
			err = nil // side by side: it is just not there yet
		}
	}
	if err != nil {
		return time.Time{}, err
	}
	return p.Click(ctx, name)
}

// AutoIn implements Hands.
func (Mouse) AutoIn(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.state", "agent.autoIn")
}

// ManualIn implements Hands.
func (Mouse) ManualIn(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.state", "agent.manualIn")
}

// AfterCall implements Hands.
func (Mouse) AfterCall(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.state", "agent.acw")
}

// Aux implements Hands.
func (Mouse) Aux(ctx context.Context, p *Program, reason string) (time.Time, error) {
	if _, err := p.onTab(ctx, "tab.state", "agent.aux"); err != nil {
		return time.Time{}, err
	}
	at, err := p.Click(ctx, "reason."+reason)
	if err != nil {
		return at, err
	}
	if _, err := p.Element(ctx, "reason.ok"); err == nil {
		return p.Click(ctx, "reason.ok")
	}
	return at, nil
}

// Answer implements Hands.
func (Mouse) Answer(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.calls", "call.*.answer")
}

// HangUp implements Hands.
func (Mouse) HangUp(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.calls", "call.*.hangup")
}

// Hold implements Hands.
func (Mouse) Hold(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.calls", "call.*.hold")
}

// Retrieve implements Hands.
func (Mouse) Retrieve(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.calls", "call.*.retrieve")
}

// Mute implements Hands.
func (Mouse) Mute(ctx context.Context, p *Program) (time.Time, error) {
	return p.onTab(ctx, "tab.calls", "call.*.mute")
}

// Dial implements Hands.
func (Mouse) Dial(ctx context.Context, p *Program, number string) (time.Time, error) {
	if err := pressKeys(ctx, p, number); err != nil {
		return time.Time{}, err
	}
	if _, err := p.WaitText(ctx, "dialpad.entry", number); err != nil {
		return time.Time{}, err
	}
	return p.Click(ctx, "dialpad.call")
}

// Digits implements Hands: the keys of the call's own keypad.
func (Mouse) Digits(ctx context.Context, p *Program, digits string) (time.Time, error) {
	at := time.Now()
	if _, err := p.onTab(ctx, "tab.calls", "call.*.keypad"); err != nil {
		return at, err
	}
	return at, pressKeys(ctx, p, digits)
}

func pressKeys(ctx context.Context, p *Program, digits string) error {
	names := map[rune]string{'*': "star", '#': "pound"}
	for _, d := range digits {
		name := string(d)
		if n, ok := names[d]; ok {
			name = n
		}
		if _, err := p.onTab(ctx, "tab.dialpad", "dialpad.key."+name); err != nil {
			return err
		}
	}
	return nil
}

// SignOut implements Hands.
func (Mouse) SignOut(ctx context.Context, p *Program) (time.Time, error) {
	if _, err := p.onTab(ctx, "tab.state", "agent.signOut"); err != nil {
		return time.Time{}, err
	}
	return p.Click(ctx, "signout.confirm")
}
