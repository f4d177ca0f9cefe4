package wti

import (
	"context"
	"time"
)

// mostCodeDigits is how long a call work code may be (protocol notes §6.7).
const mostCodeDigits = 16

// codeLampLimit is how long the work-code button's lamp may take to follow a press.
const codeLampLimit = 1500 * time.Millisecond

// HasWorkCode reports whether our phone has a button for call work codes (protocol
// notes §6.3, §6.7). Needs a registered phone.
func (c *Client) HasWorkCode(ctx context.Context) (bool, error) {
	s, err := c.session()
	if err != nil {
		return false, wrapRequest(opButtonInformation, err)
	}
	b, err := s.workCodeButton(ctx)
	return b.ID != "", err
}

// EnterWorkCode enters a call work code of 1 to 16 digits for the present ACD call
// or, in after-call work, for the last one: by the phone's work-code button, the
// digits and # (protocol notes §6.7). Digits are pressed only once the button's
// lamp shows that the phone takes them, for otherwise the caller would hear them;
// a phone that does not take them is an [Error] with KindNotNow, one without such a
// button KindNotSupported. It returns when the lamp tells that the code was taken.
func (c *Client) EnterWorkCode(ctx context.Context, code string) error {
	if len(code) == 0 || len(code) > mostCodeDigits {
		return codeRefused(KindOther, "a work code has 1 to 16 digits")
	}
	for i := range len(code) {
		if code[i] < '0' || code[i] > '9' {
			return codeRefused(KindOther, "a work code has digits alone")
		}
	}
	s, err := c.session()
	if err != nil {
		return wrapRequest(opButtonPress, err)
	}
	b, err := s.workCodeButton(ctx)
	if err != nil {
		return err
	}
	if b.ID == "" {
		return codeRefused(KindNotSupported, "the phone has no button for work codes")
	}
	return s.recipe(ctx, opButtonPress, func(h *hand) error { return h.workCode(b, code) })
}

func codeRefused(k Kind, text string) error { return &Error{Op: opButtonPress, Kind: k, Text: text} }

func (s *session) workCodeButton(ctx context.Context) (Button, error) {
	buttons, err := s.knownButtons(ctx)
	if err != nil {
		return Button{}, err
	}
	for _, b := range buttons {
		if b.Function == ButtonWorkCode {
			return b, nil
		}
	}
	return Button{}, nil
}

// workCode presses the button, the digits and #.
func (h *hand) workCode(b Button, code string) error {
	ignore := h.s.c.opt.Dialect.WorkCodeLamp == "ignore"
	if err := h.press(b.ID); err != nil {
		return err
	}
	if !ignore {
		lit, told, err := h.lampTurns(b.lamp(), true)
		if err != nil {
			return err
		}
		if told && !lit {
			return codeRefused(KindNotNow, "the phone takes no work code now")
		}
		ignore = !told
	}
	for _, key := range code + "#" {
		if err := h.press(string(key)); err != nil {
			return err
		}
	}
	if ignore {
		return nil
	}
	lit, _, err := h.lampTurns(b.lamp(), false)
	if err == nil && lit {
		err = codeRefused(KindNotNow, "the phone did not take the work code")
		_ = h.press(b.ID) // so that what is typed next is not taken for a code
	}
	return err
}

// lampTurns waits until a lamp is lit, or until it is not, and reads it when no
// event tells so. told says that it is known at all.
func (h *hand) lampTurns(lamp string, on bool) (lit, told bool, err error) {
	st := &h.s.c.station
	look := func() {
		st.with(func() {
			mode, ok := st.lamps[lamp]
			lit, told = ok && mode != lampOff, told || ok
		})
	}
	const every = 50 * time.Millisecond
	for range codeLampLimit / every {
		if look(); lit == on && told {
			return lit, told, nil
		}
		if err := sleep(h.ctx, every); err != nil {
			return lit, told, wrapRequest(opButtonPress, err)
		}
	}
	err = h.s.c.pace.do(h.ctx, opGetLampMode, touchOther, func() error {
		return h.s.do(h.ctx, opGetLampMode, deviceOnly{h.s.ownDevice()}, func(p value) error {
			st.with(func() {
				for _, l := range lampsIn(p) {
					st.lamp(h.s, l)
				}
			})
			return nil
		})
	})
	look()
	return lit, told, err
}
