package story

import (
	"context"
	"strings"
	"time"
)

// Keyboard are hands that never touch the mouse.
type Keyboard struct{}

var _ Hands = Keyboard{}

// Name implements Hands.
func (Keyboard) Name() string { return "keyboard" }

// SignIn implements Hands.
func (Keyboard) SignIn(ctx context.Context, p *Program, f Form) (time.Time, error) {
	if _, err := p.WaitElement(ctx, "login.signIn", func(e Element) bool { return e.Enabled }); err != nil {
		return time.Time{}, err
	}
	for _, field := range f.Fields() {
		if field[1] == "" {
			continue
		}
		if err := p.TabTo(ctx, field[0]); err != nil {
			return time.Time{}, err
		}
		if err := p.replace(ctx, field[0], field[1]); err != nil {
			return time.Time{}, err
		}
	}
	return p.Press(ctx, "Return")
}

// AutoIn implements Hands.
func (Keyboard) AutoIn(ctx context.Context, p *Program) (time.Time, error) {
	return p.Press(ctx, "F6")
}

// ManualIn implements Hands.
func (Keyboard) ManualIn(ctx context.Context, p *Program) (time.Time, error) {
	return p.Press(ctx, "F7")
}

// AfterCall implements Hands.
func (Keyboard) AfterCall(ctx context.Context, p *Program) (time.Time, error) {
	return p.Press(ctx, "F9")
}

// Aux implements Hands.
func (Keyboard) Aux(ctx context.Context, p *Program, reason string) (time.Time, error) {
	if _, err := p.Press(ctx, "F8"); err != nil {
		return time.Time{}, err
	}
	if _, err := p.WaitElement(ctx, "reason."+reason, nil); err != nil {
		return time.Time{}, err
	}
	return p.Press(ctx, reason, "Return")
}

// Answer implements Hands.
func (Keyboard) Answer(ctx context.Context, p *Program) (time.Time, error) {
	if _, err := p.WaitElement(ctx, "call.*.answer", func(e Element) bool { return e.Enabled }); err != nil {
		return time.Time{}, err
	}
	return p.Press(ctx, "F2")
}

// HangUp implements Hands.
func (Keyboard) HangUp(ctx context.Context, p *Program) (time.Time, error) {
	return p.Press(ctx, "F3")
}

// Hold implements Hands.
func (Keyboard) Hold(ctx context.Context, p *Program) (time.Time, error) {
	return p.Press(ctx, "F4")
}

// Retrieve implements Hands.
func (Keyboard) Retrieve(ctx context.Context, p *Program) (time.Time, error) {
	return p.Press(ctx, "F4")
}

// Mute implements Hands.
func (Keyboard) Mute(ctx context.Context, p *Program) (time.Time, error) {
	return p.Press(ctx, "F5")
}

// Dial implements Hands: digits typed anywhere go to the dial entry.
func (Keyboard) Dial(ctx context.Context, p *Program, number string) (time.Time, error) {
	if err := p.Type(number); err != nil {
		return time.Time{}, err
	}
	if _, err := p.WaitText(ctx, "dialpad.entry", number); err != nil {
		return time.Time{}, err
	}
	return p.Press(ctx, "Return")
}

// Digits implements Hands: digits typed during a call are sent.
func (Keyboard) Digits(ctx context.Context, p *Program, digits string) (time.Time, error) {
	at := time.Now()
	for _, d := range strings.Split(digits, "") {
		if err := p.Type(d); err != nil {
			return at, err
		}
	}
	return at, nil
}

// SignOut implements Hands.
func (Keyboard) SignOut(ctx context.Context, p *Program) (time.Time, error) {
	if _, err := p.Press(ctx, "F10"); err != nil {
		return time.Time{}, err
	}
	if _, err := p.WaitElement(ctx, "signout.confirm", nil); err != nil {
		return time.Time{}, err
	}
	return p.Press(ctx, "Return")
}
