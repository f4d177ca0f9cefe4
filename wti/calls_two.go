package wti

import (
	"cmp"
	"context"
)

// Alternate swaps two calls: the active one is held, the held one taken back
// (AlternateCall, protocol notes §7.1).
func (c *Client) Alternate(ctx context.Context, held, active Connection) error {
	if b, ok := c.byButtons(); ok {
		return b.alternate(ctx, held, active)
	}
	return c.control(ctx, opAlternateCall, twoCalls{c.ours(held), c.ours(active)})
}

// Reconnect ends the active call and takes the held one back (ReconnectCall):
// the way back from a consultation (protocol notes §7.1).
func (c *Client) Reconnect(ctx context.Context, active, held Connection) error {
	if b, ok := c.byButtons(); ok {
		return b.reconnect(ctx, active, held)
	}
	return c.control(ctx, opReconnectCall, twoCalls{c.ours(held), c.ours(active)})
}

// Consult puts a call on hold and calls number about it (ConsultationCall,
// protocol notes §7.1). It returns our connection in the new call. After a
// KindTimeout the call may be under way: it is never repeated.
func (c *Client) Consult(ctx context.Context, existing Connection, number string, o ConsultOptions) (Connection, error) {
	if b, ok := c.byButtons(); ok {
		return b.consult(ctx, existing, number, o)
	}
	return c.making(ctx, opConsultationCall, func(s *session) any {
		return consultationCall{
			ExistingCall: c.ours(existing), ConsultedDevice: s.consulted(number),
			UserData: c.opt.Dialect.userDataOf(o.UserData), ConsultOptions: cmp.Or(o.Purpose, ConsultAny),
		}
	}, "initiatedCall")
}

// Transfer joins the parties of two calls and leaves them (TransferCall): the
// held call is the first one, the active call the consultation (protocol notes
// §7.1). After a KindTimeout it may have happened: it is never repeated.
func (c *Client) Transfer(ctx context.Context, held, active Connection) error {
	if b, ok := c.byButtons(); ok {
		return b.transfer(ctx, held, active)
	}
	return c.control(ctx, opTransferCall, twoCalls{c.ours(held), c.ours(active)})
}

// SingleStepTransfer sends a call to number without a word (a blind transfer,
// SingleStepTransferCall). userData goes along; empty means what the call had
// (protocol notes §7.1).
func (c *Client) SingleStepTransfer(ctx context.Context, active Connection, number, userData string) error {
	if b, ok := c.byButtons(); ok {
		return b.sendOn(ctx, active, number, userData)
	}
	s, err := c.session()
	if err != nil {
		return wrapRequest(opSingleStepTransfer, err)
	}
	return c.control(ctx, opSingleStepTransfer, singleStepTransfer{
		c.ours(active), s.consulted(number), c.opt.Dialect.userDataOf(userData),
	})
}

// Conference joins two calls into one, with ourselves in it (ConferenceCall),
// and returns our connection in it (protocol notes §7.1).
func (c *Client) Conference(ctx context.Context, held, active Connection) (Connection, error) {
	if b, ok := c.byButtons(); ok {
		return b.conference(ctx, held, active)
	}
	return c.making(ctx, opConferenceCall, func(*session) any {
		return twoCalls{c.ours(held), c.ours(active)}
	}, "conferenceCall")
}

// SingleStepConference brings a device into a call at once, without ringing
// (SingleStepConferenceCall), and returns its connection there (protocol notes
// §7.1).
func (c *Client) SingleStepConference(ctx context.Context, active Connection, number string, o JoinOptions) (Connection, error) {
	if _, ok := c.byButtons(); ok {
		return Connection{}, errNoRecipe(opSingleStepConference, "bringing a party in at once")
	}
	return c.making(ctx, opSingleStepConference, func(s *session) any {
		return singleStepConference{
			c.ours(active), s.consulted(number), cmp.Or(o.Participation, ParticipationActive), c.opt.Dialect.userDataOf(o.UserData),
		}
	}, "conferencedCall")
}

// DirectedPickup takes a call that rings at another station
// (DirectedPickupCall) and returns our connection in it. alerting is the
// ringing connection, with the other station's device (protocol notes §7.1).
func (c *Client) DirectedPickup(ctx context.Context, alerting Connection) (Connection, error) {
	if _, ok := c.byButtons(); ok {
		return Connection{}, errNoRecipe(opDirectedPickup, "taking a call that rings elsewhere")
	}
	return c.making(ctx, opDirectedPickup, func(s *session) any {
		return directedPickup{wire(alerting), s.ownDevice()}
	}, "pickedCall")
}

// making sends a request that answers with a connection, which is in member.
func (c *Client) making(ctx context.Context, op string, in func(*session) any, member string) (Connection, error) {
	var made Connection
	s, err := c.session()
	if err != nil {
		return made, wrapRequest(op, err)
	}
	defer signal(s.poll)
	err = s.do(ctx, op, in(s), func(p value) error {
		made = p.get(member, "callingDevice", "initiatedCall", "connection").connection()
		if made.Call == "" {
			made = p.connection()
		}
		return nil
	})
	if made.Device == "" && made.Call != "" {
		made.Device = s.ownDevice()
	}
	return made, err
}

// consulted writes the number of a device member: in these requests it is a
// device, so a number gets the tail of our own unless the dialect wants it bare
// (protocol notes §3).
func (s *session) consulted(number string) string {
	if s.c.opt.Dialect.CalledNumber == "bare" {
		return number
	}
	return s.sibling(number)
}
