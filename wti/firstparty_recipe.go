package wti

import (
	"context"
	"time"
)

// How long the lamps may take to follow a button.
const (
	lampLimit = 3 * time.Second
	joinLimit = 2 * time.Second // of one press that joins two lines
	joinTries = 4               // presses until a number dialled before is taken for complete
)

// byButtons does with calls what call control does elsewhere, one recipe at a time
// (protocol notes §6.5).
type byButtons struct{ c *Client }

// byButtons says whether calls are controlled by the phone's buttons.
func (c *Client) byButtons() (byButtons, bool) { return byButtons{c}, c.FirstParty() }

// do carries out a recipe. Lines that it opened as mere steps are told of if they
// are still there at its end: nothing that is up may be out of sight.
func (b byButtons) do(ctx context.Context, op string, f func(*fingers) error) error {
	s, err := b.c.session()
	if err != nil {
		return wrapRequest(op, err)
	}
	return s.byButtons(ctx, op, f)
}

func (s *session) byButtons(ctx context.Context, op string, f func(*fingers) error) error {
	return s.recipe(ctx, op, func(h *hand) error {
		g := &fingers{hand: h, op: op}
		err := f(g)
		st := &s.c.station
		st.with(func() {
			st.phone.expect = nil
			events := st.phone.apart(h.s.ownDevice())
			st.tell(h.s, append(events, st.phone.reveal(h.s.ownDevice())...))
		})
		signal(h.s.poll)
		return err
	})
}

// reveal tells of lines that were hidden.
func (h *handset) reveal(own string) (events []Event) {
	for l := range h.inOrder() {
		if !l.hidden {
			continue
		}
		state := l.state
		l.hidden, l.state = false, StateInitiated
		events = append(events, ServiceInitiated{Connection: l.connection(own), CallInfo: l.info()})
		if l.dialled {
			events = append(events, l.dial(l.remote.Number, own)...)
		}
		if l.state = state; state == StateHeld {
			events = append(events, Held{Connection: l.connection(own), Own: true, CallInfo: l.info()})
		}
	}
	return events
}

// fingers are a hand at a recipe for calls.
type fingers struct {
	*hand
	op string
}

// look runs f on the phone as it is known now.
func (g *fingers) look(f func(h *handset)) {
	st := &g.s.c.station
	st.with(func() { f(&st.phone) })
}

// line is a copy of a call's line as it is now.
func (g *fingers) line(call Connection) (line, error) {
	var found *line
	var l line
	g.look(func(h *handset) {
		if found = h.find(call.Call); found != nil {
			l = *found
		}
	})
	if found == nil {
		return l, g.refuse(KindCallGone, "operation", "invalidConnectionID", "no line of the phone has this call")
	}
	return l, nil
}

// refuse is a refusal of our own, in CSTA's words.
func (g *fingers) refuse(k Kind, category, code, text string) error {
	return &Error{Op: g.op, Kind: k, Category: category, Code: code, Text: text}
}

// lit is the mode of a line's lamp, lampOff when it is not known.
func (h *handset) lit(l line) int {
	if mode, told := h.modes[l.key.lamp]; told {
		return mode
	}
	return lampOff
}

// function is the id of the button that does something.
func (g *fingers) function(function string) (id string) {
	g.s.c.station.with(func() {
		for _, b := range g.s.c.station.buttons {
			if b.Function == function {
				id = b.ID
				return
			}
		}
	})
	if id == "" {
		id = fixedButtons[function]
	}
	return id
}

// pressFor presses the button of a function and waits for the lamps.
func (g *fingers) pressFor(function string, limit time.Duration, ok func(h *handset) bool) error {
	if err := g.press(g.function(function)); err != nil {
		return err
	}
	return g.must(limit, ok)
}

// makeRoom puts the line that is active on hold, other than except's: another
// appearance's button would end its call (protocol notes §6.5). It returns what
// was put on hold. Before that the lamps are read: what an event told of another
// line may be out of date, and this must not be wrong.
func (g *fingers) makeRoom(except string) (parked *line, err error) {
	others := false
	g.look(func(h *handset) {
		for lamp := range h.lines {
			others = others || lamp != except
		}
	})
	if others {
		if err = g.readLamps(); err != nil {
			return nil, err
		}
	}
	g.look(func(h *handset) {
		if l := h.active(except); l != nil {
			c := *l
			parked = &c
		}
	})
	if parked == nil {
		return nil, nil
	}
	err = g.pressFor(ButtonHold, lampLimit, func(h *handset) bool { return h.lit(*parked) != lampSteady })
	if KindOf(err) == KindTimeout {
		err = g.refuse(KindNotNow, "stateIncompatibility", "connectedCallExists", "the other line cannot be put on hold")
	}
	return parked, err
}

// take makes a line that rings or is held the active one.
func (g *fingers) take(l line) error {
	if err := g.press(l.key.button); err != nil {
		return err
	}
	return g.must(lampLimit, func(h *handset) bool { return h.lit(l) == lampSteady || h.lines[l.key.lamp] == nil })
}

// dial dials on a line that has dial tone.
func (g *fingers) dial(l *line, number string) error {
	if err := g.digits(number); err != nil {
		return err
	}
	st := &g.s.c.station
	st.with(func() { st.tell(g.s, l.dial(number, g.s.ownDevice())) })
	return nil
}

// dialable checks that every character of a number has a key, so that none is
// left out in silence and another number dialled.
func (g *fingers) dialable(number string) error {
	keys := 0
	for _, r := range number {
		switch {
		case r < 128 && g.s.c.opt.Dialect.dialButton(byte(r)) != "":
			keys++
		case r == ' ' || r == '-' || r == '.' || r == '(' || r == ')' || r == '/':
		default:
			return &Error{Op: g.op, Kind: KindWrongNumber, Text: "the phone has no key for a character of it", advice: AdviceCannotDial}
		}
	}
	if keys == 0 {
		return &Error{Op: g.op, Kind: KindWrongNumber, Text: "no number", advice: AdviceCannotDial}
	}
	return nil
}
