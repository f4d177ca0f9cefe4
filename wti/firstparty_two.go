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
		for l := range h.inOrder() {
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
