package wti

import "context"

// answer presses the ringing appearance; should that do nothing, it lifts the
// handset (protocol notes §6.5).
func (b byButtons) answer(ctx context.Context, call Connection) error {
	return b.do(ctx, opAnswerCall, func(g *fingers) error {
		l, err := g.line(call)
		if err != nil {
			return err
		}
		if l.state != StateAlerting {
			return g.refuse(KindCallGone, "stateIncompatibility", "noCallToAnswer", "it does not ring")
		}
		parked, err := g.makeRoom(l.key.lamp)
		if err != nil {
			return err
		}
		err = g.take(l)
		if KindOf(err) == KindTimeout && parked == nil {
			if err = g.hook(false); err == nil {
				err = g.must(lampLimit, func(h *handset) bool { return h.lit(l) == lampSteady })
			}
		}
		if err == nil {
			err = g.still(call)
		}
		return err
	})
}

// still says whether a call is there.
func (g *fingers) still(call Connection) error {
	_, err := g.line(call)
	return err
}

// clear hangs up. One that rings cannot be refused by buttons, nor a certain party
// be dropped.
func (b byButtons) clear(ctx context.Context, call Connection) error {
	if call.Device != "" && !sameDevice(call.Device, b.c.Device()) {
		return errNoRecipe(opClearConnection, "dropping a party")
	}
	return b.do(ctx, opClearConnection, func(g *fingers) error {
		l, err := g.line(call)
		if err != nil {
			return err
		}
		switch l.state {
		case StateAlerting:
			return errNoRecipe(opClearConnection, "declining a call")
		case StateHeld:
			return g.clearHeld(l)
		}
		return g.hangUp(l)
	})
}

// clearHeld ends a held call by way of taking it back; the call that was active
// before is active again afterwards.
func (g *fingers) clearHeld(l line) error {
	parked, err := g.makeRoom(l.key.lamp)
	if err != nil {
		return err
	}
	if err = g.take(l); err != nil {
		return err
	}
	if err = g.hangUp(l); err != nil || parked == nil {
		return err
	}
	return g.take(*parked)
}

// hangUp ends the active call. With others on hold that is not done by the hook,
// which some systems take for the second press of Transfer; a conference is not
// ended by Drop, which takes out one party (protocol notes §6.5).
func (g *fingers) hangUp(l line) error {
	others := 0
	g.look(func(h *handset) { others = len(h.lines) - 1 })
	off := func(h *handset) bool { return h.find(l.call) == nil }
	release := g.function(ButtonRelease)
	var err error
	switch {
	case others > 0 && release != "":
		err = g.press(release)
	case others > 0 && l.parties < 2:
		err = g.press(g.function(ButtonDrop))
	default:
		err = g.hook(true)
	}
	if err != nil {
		return err
	}
	if done, err := g.sees(lampLimit, off); done || err != nil {
		return err
	}
	if err = g.hook(true); err != nil {
		return err
	}
	return g.must(lampLimit, off)
}

// hold presses Hold.
func (b byButtons) hold(ctx context.Context, call Connection) error {
	return b.do(ctx, opHoldCall, func(g *fingers) error {
		l, err := g.activeLine(call)
		if err != nil {
			return err
		}
		return g.park(l)
	})
}

// park puts the active line on hold.
func (g *fingers) park(l line) error {
	return g.pressFor(ButtonHold, lampLimit, func(h *handset) bool { return h.lit(l) != lampSteady })
}

// activeLine is a call's line, which must be the active one.
func (g *fingers) activeLine(call Connection) (line, error) {
	l, err := g.line(call)
	if err != nil {
		return l, err
	}
	lit := lampOff
	g.look(func(h *handset) { lit = h.lit(l) })
	if lit != lampSteady {
		return l, g.refuse(KindNotNow, "stateIncompatibility", "noActiveCall", "its line is not the active one")
	}
	return l, nil
}

// heldLine is a call's line, which must be on hold.
func (g *fingers) heldLine(call Connection) (line, error) {
	l, err := g.line(call)
	if err == nil && l.state != StateHeld {
		err = g.refuse(KindNotNow, "stateIncompatibility", "noHeldCall", "its line is not on hold")
	}
	return l, err
}

// pair are the lines of a held and an active call.
func (g *fingers) pair(heldCall, activeCall Connection) (held, active line, err error) {
	if held, err = g.heldLine(heldCall); err == nil {
		active, err = g.activeLine(activeCall)
	}
	return held, active, err
}

// retrieve presses the appearance of a held call.
func (b byButtons) retrieve(ctx context.Context, call Connection) error {
	return b.do(ctx, opRetrieveCall, func(g *fingers) error {
		l, err := g.heldLine(call)
		if err != nil {
			return err
		}
		if _, err = g.makeRoom(l.key.lamp); err == nil {
			err = g.take(l)
		}
		return err
	})
}

// alternate presses Hold and then the other appearance.
func (b byButtons) alternate(ctx context.Context, heldCall, activeCall Connection) error {
	return b.do(ctx, opAlternateCall, func(g *fingers) error {
		held, active, err := g.pair(heldCall, activeCall)
		if err != nil {
			return err
		}
		if err = g.park(active); err == nil {
			err = g.take(held)
		}
		return err
	})
}

// reconnect ends the active call and presses the other appearance.
func (b byButtons) reconnect(ctx context.Context, activeCall, heldCall Connection) error {
	return b.do(ctx, opReconnectCall, func(g *fingers) error {
		held, active, err := g.pair(heldCall, activeCall)
		if err != nil {
			return err
		}
		if err = g.hangUp(active); err == nil {
			err = g.take(held)
		}
		return err
	})
}

// sendDigits presses keys of the dial pad (protocol notes §5.8). A to D have none:
// nothing is sent then, rather than a part.
func (b byButtons) sendDigits(ctx context.Context, call Connection, digits string) error {
	return b.do(ctx, opGenerateDigits, func(g *fingers) error {
		if _, err := g.activeLine(call); err != nil {
			return err
		}
		return g.tones(digits)
	})
}

// tones presses keys one after the other, all or none.
func (h *hand) tones(digits string) error {
	for _, r := range digits {
		if r > 127 || h.s.c.opt.Dialect.dialButton(byte(r)) == "" {
			return errNoRecipe(opGenerateDigits, "a digit without a key")
		}
	}
	for _, r := range digits {
		if err := h.press(string(r)); err != nil {
			return err
		}
	}
	return nil
}
