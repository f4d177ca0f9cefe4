package wti

import (
	"context"
	"time"
)

// The least time between two requests to the same device, and between a feature
// or appearance button and a digit: Communication Manager loses faster presses
// without a word (protocol notes §6.6).
const (
	pressGap = 200 * time.Millisecond
	digitGap = 500 * time.Millisecond
)

// pacer is the one queue of requests to a device that act like fingers on it.
// Whoever has the turn keeps it for a whole recipe, so that two of them never
// mix; the others wait in order. The zero value is not usable; see newPacer.
type pacer struct {
	turn    chan struct{} // capacity 1: full while somebody has the turn
	last    time.Time     // of the last request; whoever has the turn owns these
	feature bool          // that was a feature or appearance button
}

func newPacer() *pacer { return &pacer{turn: make(chan struct{}, 1)} }

// take waits for the turn.
func (p *pacer) take(ctx context.Context, op string) error {
	select {
	case p.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return wrapRequest(op, context.Cause(ctx))
	}
}

func (p *pacer) give() { <-p.turn }

// do waits until the device is ready for the next request and then sends it. The
// turn must be taken.
func (p *pacer) do(ctx context.Context, op string, kind touch, send func() error) error {
	gap := pressGap
	if kind == touchDigit && p.feature {
		gap = digitGap
	}
	if left := gap - time.Since(p.last); !p.last.IsZero() && left > 0 {
		if err := sleep(ctx, left); err != nil {
			return wrapRequest(op, err)
		}
	}
	err := send()
	// Counted from the answer: when the switch saw the request is not known.
	p.last, p.feature = time.Now(), kind == touchFeature || p.feature && kind == touchOther
	return err
}

// touch is what a request does to the device, as far as the pace depends on it.
type touch int

const (
	touchOther touch = iota
	touchDigit
	touchFeature
)

// touchOf tells dial pad keys from the other buttons (protocol notes §6.3).
func touchOf(button string) touch {
	if len(button) == 1 || len(button) == 2 && button[0] == '1' {
		return touchDigit
	}
	return touchFeature
}
