package wti

import "context"

// PressButton presses a button of our phone, by its id or, for the dial pad, by
// "0" to "9", "*" and "#". Presses are sent one after the other with the pauses
// that Communication Manager needs: 200 ms, and 500 ms between another button and
// a digit. That nil is returned says that the press was accepted; what it did is
// seen by lamps, hook and calls (protocol notes §6.6). Needs a registered phone.
func (c *Client) PressButton(ctx context.Context, id string) error {
	return c.recipe(ctx, opButtonPress, func(h *hand) error { return h.press(id) })
}

// SetHookswitch lifts our phone's handset (false), which answers a ringing call
// or gives dial tone, or puts it down (true), which ends the active call (protocol
// notes §6.1).
func (c *Client) SetHookswitch(ctx context.Context, onHook bool) error {
	return c.recipe(ctx, opSetHookswitch, func(h *hand) error { return h.hook(onHook) })
}

// recipe has f done by one hand, with nobody else's in between.
func (c *Client) recipe(ctx context.Context, op string, f func(*hand) error) error {
	s, err := c.session()
	if err != nil {
		return wrapRequest(op, err)
	}
	return s.recipe(ctx, op, f)
}

func (s *session) recipe(ctx context.Context, op string, f func(*hand) error) error {
	if err := s.c.pace.take(ctx, op); err != nil {
		return err
	}
	defer s.c.pace.give()
	return f(&hand{ctx, s})
}

// hand acts on our phone while it has the device's turn.
type hand struct {
	ctx context.Context // of the one recipe that the hand lives for
	s   *session
}

func (h *hand) press(id string) error {
	if len(id) == 1 {
		if id = h.s.c.opt.Dialect.dialButton(id[0]); id == "" {
			return &Error{Op: opButtonPress, Kind: KindNotSupported, Text: "no such key"}
		}
	}
	return h.s.c.pace.do(h.ctx, opButtonPress, touchOf(id), func() error {
		return h.s.do(h.ctx, opButtonPress, buttonPress{h.s.ownDevice(), wired(id)}, nil)
	})
}

func (h *hand) digits(number string) error {
	for _, r := range number {
		if r > 127 || h.s.c.opt.Dialect.dialButton(byte(r)) == "" {
			continue // separators
		}
		if err := h.press(string(r)); err != nil {
			return err
		}
	}
	return nil
}

func (h *hand) hook(onHook bool) error {
	return h.s.c.pace.do(h.ctx, opSetHookswitch, touchFeature, func() error {
		return h.s.do(h.ctx, opSetHookswitch, setHookswitch{h.s.ownDevice(), "0", onHook}, nil)
	})
}

// physical sends one request to our phone in its turn.
func (s *session) physical(ctx context.Context, op string, in any, read answer) error {
	if err := s.c.pace.take(ctx, op); err != nil {
		return err
	}
	defer s.c.pace.give()
	return s.c.pace.do(ctx, op, touchOther, func() error { return s.do(ctx, op, in, read) })
}
