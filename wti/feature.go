package wti

import (
	"context"
	"errors"
)

// Command names of the features of a station (protocol notes §6.1, §9.1).
const (
	opGetDoNotDisturb   = "GetDoNotDisturb"
	opSetDoNotDisturb   = "SetDoNotDisturb"
	opGetForwarding     = "GetForwarding"
	opSetForwarding     = "SetForwarding"
	opGetMessageWaiting = "GetMessageWaitingIndicator"
)

// Forwarding is where a station's calls go (protocol notes §9.1). The zero value:
// nowhere else.
type Forwarding struct{ To string }

type setDoNotDisturb struct {
	Device string `json:"device"`
	On     bool   `json:"doNotDisturbOn"`
}

type setForwarding struct {
	Device   string `json:"device"`
	Type     string `json:"forwardingType"`
	Activate bool   `json:"activateForward"`
	To       string `json:"forwardDN"`
}

// features is what is known of our station's features. station.mu guards it.
type features struct {
	dnd, forward, messages bool // whether the next three are known
	on                     bool
	to                     string
	waiting                bool
	owed                   owedFeatures
}

// owedFeatures are those that were asked for when no answer could come.
type owedFeatures struct{ dnd, forward, messages bool }

// owe notes that a feature is to be read once that is possible.
func (f *features) owe(op string) {
	switch op {
	case opGetDoNotDisturb:
		f.owed.dnd = true
	case opGetForwarding:
		f.owed.forward = true
	case opGetMessageWaiting:
		f.owed.messages = true
	}
}

// learn takes over an event about features; it reports whether it tells news.
func (f *features) learn(e Event) bool {
	was := *f
	switch e := e.(type) {
	case DoNotDisturbChanged:
		f.dnd, f.on = true, e.On
	case ForwardingChanged:
		f.forward, f.to = true, e.To
	case MessageWaiting:
		f.messages, f.waiting = true, e.On
	}
	return *f != was
}

// DoNotDisturb reads whether do-not-disturb (Send All Calls, protocol notes §9.1)
// of our station is on, and reports it as a [DoNotDisturbChanged] when that is news. From then on
// it is read again from time to time, for changes at the phone, also when the
// connection was lost meanwhile; so it is with Forwarding and MessageWaiting.
func (c *Client) DoNotDisturb(ctx context.Context) (on bool, err error) {
	err = c.readFeature(ctx, opGetDoNotDisturb, func(d *decoder, p value) (Event, error) {
		e, err := doNotDisturb(d, p)
		if changed, ok := e.(DoNotDisturbChanged); ok {
			on = changed.On
		}
		return e, err
	})
	return on, err
}

// SetDoNotDisturb switches do-not-disturb of our station (protocol notes §9.1). What is in force then
// is reported as a [DoNotDisturbChanged].
func (c *Client) SetDoNotDisturb(ctx context.Context, on bool) error {
	err := c.withDevice(opSetDoNotDisturb, func(s *session, device string) error {
		return s.do(ctx, opSetDoNotDisturb, setDoNotDisturb{device, on}, nil)
	})
	if err == nil {
		_, _ = c.DoNotDisturb(ctx) // where no event comes, this tells
	}
	return err
}

// Forwarding reads where our station's calls are forwarded to. Communication
// Manager knows immediate forwarding only (protocol notes §9.1).
func (c *Client) Forwarding(ctx context.Context) (f Forwarding, err error) {
	err = c.readFeature(ctx, opGetForwarding, func(d *decoder, p value) (Event, error) {
		e := ForwardingChanged{}
		for item := range p.get("forwardingList", "forwarding").items("forwardingType", "forwardStatus") {
			if on, ok := item.get("forwardStatus", "activateForward").flag(); ok && on {
				e.To = item.get("forwardDN", "forwardTo").party().Number
			}
		}
		f.To = e.To
		return e, nil
	})
	return f, err
}

// SetForwarding forwards all calls of our station to a number, or with an empty
// one no longer (protocol notes §9.1). What is in force then is reported as a
// [ForwardingChanged].
func (c *Client) SetForwarding(ctx context.Context, number string) error {
	err := c.withDevice(opSetForwarding, func(s *session, device string) error {
		m := setForwarding{Device: device, Type: "forwardImmediate", Activate: number != "", To: number}
		return s.do(ctx, opSetForwarding, m, nil)
	})
	if err == nil {
		_, _ = c.Forwarding(ctx)
	}
	return err
}

// MessageWaiting reads whether our station's message lamp is on (protocol notes
// §6.1).
func (c *Client) MessageWaiting(ctx context.Context) (on bool, err error) {
	err = c.readFeature(ctx, opGetMessageWaiting, func(d *decoder, p value) (Event, error) {
		e, err := messageWaiting(d, p)
		if waiting, ok := e.(MessageWaiting); ok {
			on = waiting.On
		}
		return e, err
	})
	return on, err
}

// withDevice runs a request about our own device.
func (c *Client) withDevice(op string, f func(s *session, device string) error) error {
	s, err := c.session()
	if err != nil {
		return wrapRequest(op, err)
	}
	return f(s, s.ownDevice())
}

// readFeature reads a feature of our own station and reports it when it has
// changed. read runs on the reader, so that no event overtakes it.
func (c *Client) readFeature(ctx context.Context, op string, read decodeEvent) error {
	err := c.withDevice(op, func(s *session, device string) error {
		return s.do(ctx, op, deviceOnly{device}, func(p value) error {
			e, err := read(&decoder{own: device, dialect: c.opt.Dialect}, p)
			if err == nil && e != nil {
				c.station.follow(s, e)
			}
			return err
		})
	})
	if errors.Is(err, ErrDisconnected) || KindOf(err) == KindTimeout {
		c.station.with(func() { c.station.features.owe(op) })
	}
	return err
}
