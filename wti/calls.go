package wti

import (
	"cmp"
	"context"
)

// MakeCall calls number and returns our connection in the new call (protocol
// notes §7.1). After a KindTimeout the call may still be under way: it is never
// repeated.
func (c *Client) MakeCall(ctx context.Context, number string, o CallOptions) (Connection, error) {
	if b, ok := c.byButtons(); ok {
		return b.makeCall(ctx, number, o)
	}
	return c.making(ctx, opMakeCall, func(s *session) any {
		d := c.opt.Dialect
		m := makeCall{
			CallingDevice: s.ownDevice(), CalledDirectoryNumber: s.dialled(number),
			AccountCode: d.binaryOf(o.AccountCode), AuthCode: wired(d.binaryOf(o.AuthCode.Reveal())),
			UserData: d.userDataOf(o.UserData),
		}
		s.characterise(&m, o)
		return m
	}, "callingDevice")
}

// characterise says what kind of call it is, to CSTA and to Avaya: the switch
// needs both (protocol notes §7.1). A plain call has neither.
func (s *session) characterise(m *makeCall, o CallOptions) {
	is := callCharacteristics{
		PriorityCall: o.Priority, DirectAgent: o.Kind == CallDirectAgent, AssistCall: o.Kind == CallSupervisorAssist,
	}
	if is != (callCharacteristics{}) {
		m.CallCharacteristics = &is
	}
	if o.Kind == CallNormal && o.Skill == "" && o.Route == "" {
		return
	}
	data := callPrivateData{DestRoute: o.Route, TypeOfCall: cmp.Or(o.Kind, "normal")}
	if o.Skill != "" {
		data.AcdGroup = s.consulted(o.Skill)
	}
	m.Extensions = private(makeCallPrivate{makeCallPrivateData{data}})
}

// dialled writes a number in the dialect's form.
func (s *session) dialled(number string) string {
	if s.c.opt.Dialect.CalledNumber == "device" {
		return s.sibling(number)
	}
	return number
}

// Answer answers an alerting call (AnswerCall, protocol notes §7.1).
func (c *Client) Answer(ctx context.Context, call Connection) error {
	if b, ok := c.byButtons(); ok {
		return b.answer(ctx, call)
	}
	return c.control(ctx, opAnswerCall, answerCall{c.ours(call)})
}

// Clear takes the connection out of its call: ours to hang up, another party's
// to drop it (ClearConnection, protocol notes §7.1).
func (c *Client) Clear(ctx context.Context, call Connection) error {
	if b, ok := c.byButtons(); ok {
		return b.clear(ctx, call)
	}
	return c.control(ctx, opClearConnection, clearConnection{c.named(call)})
}

// named is a connection as it was given, ours when no device was.
func (c *Client) named(call Connection) connectionID {
	if call.Device == "" {
		return c.ours(call)
	}
	return wire(call)
}

// Hold puts our call on hold (HoldCall, protocol notes §7.1).
func (c *Client) Hold(ctx context.Context, call Connection) error {
	if b, ok := c.byButtons(); ok {
		return b.hold(ctx, call)
	}
	return c.control(ctx, opHoldCall, holdCall{c.ours(call)})
}

// Retrieve takes our call back from hold (RetrieveCall, protocol notes §7.1).
func (c *Client) Retrieve(ctx context.Context, call Connection) error {
	if b, ok := c.byButtons(); ok {
		return b.retrieve(ctx, call)
	}
	return c.control(ctx, opRetrieveCall, retrieveCall{c.ours(call)})
}

// Deflect sends an alerting call to another number (DeflectCall, protocol notes
// §7.1).
func (c *Client) Deflect(ctx context.Context, call Connection, to string) error {
	if _, ok := c.byButtons(); ok {
		return errNoRecipe(opDeflectCall, "sending a ringing call elsewhere")
	}
	s, err := c.session()
	if err != nil {
		return wrapRequest(opDeflectCall, err)
	}
	return c.control(ctx, opDeflectCall, deflectCall{c.ours(call), s.dialled(to)})
}

// SendDigits sends DTMF into the call (GenerateDigits). digits are 0–9, *, #
// and A–D; they are masked in the trace (protocol notes §5.8).
func (c *Client) SendDigits(ctx context.Context, call Connection, digits string) error {
	defer c.redact.while(digits)()
	if b, ok := c.byButtons(); ok {
		return b.sendDigits(ctx, call, digits)
	}
	err := c.control(ctx, opGenerateDigits, generateDigits{c.ours(call), "dTMF", wired(digits)})
	if k := KindOf(err); k == KindNotSupported || k == KindLicence || k == KindNotPermitted {
		err = c.recipe(ctx, opButtonPress, func(h *hand) error { return h.tones(digits) })
	}
	return err
}

// ours is our own connection in a call, whatever party's was given: in these
// requests CSTA means ours (protocol notes §7.1).
func (c *Client) ours(call Connection) connectionID {
	own := c.Device()
	if call.Device != "" && sameDevice(call.Device, own) {
		return wire(call)
	}
	var mine Connection
	c.station.with(func() { mine = c.station.calls.ownConnection(call.Call, own) })
	return wire(mine)
}

// control sends a request about a call. Whatever the answer, the calls are read
// soon: they may have changed, or we were wrong about them.
func (c *Client) control(ctx context.Context, op string, in any) error {
	s, err := c.session()
	if err != nil {
		return wrapRequest(op, err)
	}
	defer signal(s.poll)
	return s.do(ctx, op, in, nil)
}
