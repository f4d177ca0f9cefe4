package wti

import "context"

// transfer joins two lines and leaves them.
func (b byButtons) transfer(ctx context.Context, heldCall, activeCall Connection) error {
	return b.do(ctx, opTransferCall, func(g *fingers) error {
		held, active, err := g.pair(heldCall, activeCall)
		if err != nil {
			return err
		}
		return g.join(ButtonTransfer, held, active, func(h *handset) bool {
			return h.find(held.call) == nil && h.find(active.call) == nil
		})
	})
}

// conference joins two lines into one.
func (b byButtons) conference(ctx context.Context, heldCall, activeCall Connection) (Connection, error) {
	var made Connection
	err := b.do(ctx, opConferenceCall, func(g *fingers) error {
		held, active, err := g.pair(heldCall, activeCall)
		if err != nil {
			return err
		}
		return g.join(ButtonConference, held, active, func(h *handset) bool {
			a, b := h.find(held.call), h.find(active.call)
			if b == nil {
				a, b = b, a
			}
			if a != nil || b == nil || b.parties < 2 {
				return false // both are there, or none, or it was no conference
			}
			made = Connection{Call: b.call, Device: g.s.ownDevice()}
			return true
		})
	})
	return made, err
}

// join makes the second press of Transfer or Conference. Where the first one was
// another's, or none was made, both lines are brought together with that button
// and the held line's appearance in between.
func (g *fingers) join(function string, held, active line, done func(h *handset) bool) error {
	pending, lit := begun{}, lampOff
	g.look(func(h *handset) {
		if lit = h.lit(held); lit == lampFlutter || lit == lampBrokenFlutter {
			pending = h.begun
		}
	})
	if pending != (begun{function, held.key.lamp}) {
		var err error
		if lit == lampFlutter || lit == lampBrokenFlutter { // the other feature was begun: taking its line back ends that
			if err = g.park(active); err == nil {
				err = g.take(held)
			}
			held, active = active, held
		}
		if err == nil {
			_, err = g.begin(function, active, true)
		}
		if err == nil {
			err = g.take(held)
		}
		if err != nil {
			return err
		}
	}
	g.look(func(h *handset) {
		if function == ButtonConference {
			h.merging = &merging{held: held.key.lamp, active: active.key.lamp}
		}
	})
	if err := g.press(g.function(function)); err != nil {
		return err
	}
	ok, err := g.sees(lampLimit, done)
	if err == nil && !ok {
		err = g.refuse(KindNotNow, "stateIncompatibility", "invalidObjectState", "the phone does not join the lines")
	}
	return err
}

// sendOn is the blind transfer: Transfer, the number, Transfer again. The phone
// takes the second press only once the number is complete, which no lamp tells, so
// it is pressed again; should that fail, the caller is taken back.
func (b byButtons) sendOn(ctx context.Context, call Connection, number, userData string) error {
	if userData != "" {
		return errNoRecipe(opSingleStepTransfer, "what goes along with a call")
	}
	return b.do(ctx, opSingleStepTransfer, func(g *fingers) error {
		if err := g.dialable(number); err != nil {
			return err
		}
		l, err := g.line(call)
		if err != nil {
			return err
		}
		if l.state == StateHeld {
			if _, err = g.makeRoom(l.key.lamp); err == nil {
				err = g.take(l)
			}
			if err != nil {
				return err
			}
		}
		if l, err = g.activeLine(call); err != nil {
			return err
		}
		opened, err := g.begin(ButtonTransfer, l, true)
		if err == nil {
			err = g.dial(opened, number)
		}
		if err != nil {
			return err
		}
		step, err := g.line(Connection{Call: opened.call})
		if err != nil {
			return err
		}
		return g.letGo(l, step)
	})
}

// letGo presses Transfer until both lines are dark.
func (g *fingers) letGo(l, opened line) error {
	gone := func(h *handset) bool { return h.find(l.call) == nil && h.find(opened.call) == nil }
	for range joinTries {
		if err := g.press(g.function(ButtonTransfer)); err != nil {
			return err
		}
		if done, err := g.sees(joinLimit, gone); done || err != nil {
			return err
		}
		there := false
		g.look(func(h *handset) { there = h.lit(opened) == lampSteady })
		if !there {
			break // nothing to press for
		}
	}
	if err := g.hangUp(opened); err != nil {
		return err
	}
	if g.still(Connection{Call: l.call}) == nil {
		if err := g.take(l); err != nil {
			return err
		}
	}
	return g.refuse(KindNotNow, "stateIncompatibility", "invalidObjectState", "the phone does not transfer to this number")
}
