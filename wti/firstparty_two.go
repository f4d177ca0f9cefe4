package wti

import "context"

// makeCall takes a free appearance and dials (protocol notes §6.5).
func (b byButtons) makeCall(ctx context.Context, number string, o CallOptions) (Connection, error) {
	var made Connection
	if o != (CallOptions{}) {
		return made, errNoRecipe(opMakeCall, "what goes along with a call")
	}
	err := b.do(ctx, opMakeCall, func(g *fingers) error {
		if err := g.dialable(number); err != nil {
			return err
		}
		if _, err := g.makeRoom(""); err != nil {
			return err
		}
		l, err := g.openLine(false)
		if err != nil {
			return err
		}
		made = Connection{Call: l.call, Device: g.s.ownDevice()}
		return g.dial(l, number)
	})
	return made, err
}

// openLine goes off-hook at the highest free appearance. hidden keeps the line from
// sight.
func (g *fingers) openLine(hidden bool) (*line, error) {
	var key lineKey
	var ok bool
	g.look(func(h *handset) {
		if key, ok = h.free(); ok {
			h.expect = &outgoing{lamp: key.lamp, hidden: hidden}
		}
	})
	if !ok {
		return nil, g.refuse(KindNotNow, "systemResourceAvailibility", "resourceBusy", "all lines of the phone are in use")
	}
	if err := g.press(key.button); err != nil {
		return nil, err
	}
	return g.opened()
}

// opened waits for the line that a button was to open.
func (g *fingers) opened() (*line, error) {
	var l *line
	err := g.must(lampLimit, func(h *handset) bool {
		l = h.expect.opened
		return l != nil
	})
	return l, err
}

// begin presses Transfer or Conference, which holds the active line and gives dial
// tone on another one. hidden keeps that one from sight.
func (g *fingers) begin(function string, l line, hidden bool) (*line, error) {
	if err := g.settle(l); err != nil {
		return nil, err
	}
	free := false
	g.look(func(h *handset) {
		if _, free = h.free(); free {
			h.expect = &outgoing{hidden: hidden}
		}
	})
	if !free {
		return nil, g.refuse(KindNotNow, "systemResourceAvailibility", "resourceBusy", "all lines of the phone are in use")
	}
	if err := g.press(g.function(function)); err != nil {
		return nil, err
	}
	opened, err := g.opened()
	if err == nil {
		g.look(func(h *handset) { h.begun = begun{function, l.key.lamp} })
	}
	return opened, err
}

// settle ends a transfer or conference that waits for its second press on another
// line, for the next press would be taken for that one: the line is taken back and
// held once more, as an ordinary one.
func (g *fingers) settle(active line) error {
	var pending *line
	g.look(func(h *handset) {
		for _, l := range h.lines {
			if lit := h.lit(*l); l.call != active.call && (lit == lampFlutter || lit == lampBrokenFlutter) {
				c := *l
				pending = &c
			}
		}
	})
	if pending == nil {
		return nil
	}
	err := g.park(active)
	if err == nil {
		err = g.take(*pending)
	}
	if err == nil && g.still(Connection{Call: pending.call}) == nil {
		err = g.park(*pending)
	}
	if err == nil {
		err = g.take(active)
	}
	return err
}

// consult presses Transfer, or Conference where that is meant, and dials: the
// second press may follow at any time (protocol notes §6.5).
func (b byButtons) consult(ctx context.Context, existing Connection, number string, o ConsultOptions) (Connection, error) {
	var made Connection
	if o.UserData != "" {
		return made, errNoRecipe(opConsultationCall, "what goes along with a call")
	}
	function := ButtonTransfer
	if o.Purpose == ConsultToConference {
		function = ButtonConference
	}
	err := b.do(ctx, opConsultationCall, func(g *fingers) error {
		if err := g.dialable(number); err != nil {
			return err
		}
		l, err := g.activeLine(existing)
		if err != nil {
			return err
		}
		opened, err := g.begin(function, l, false)
		if err != nil {
			return err
		}
		made = Connection{Call: opened.call, Device: g.s.ownDevice()}
		return g.dial(opened, number)
	})
	return made, err
}

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
