package wti

import (
	"context"
	"errors"
	"fmt"
)

// ControlModeChanged: calls are controlled by the phone's own buttons from now on
// (FirstParty), because there is no TSAPI licence for this station, or by call
// control again (protocol notes §4.1, §6). Before the first one it is call control.
type ControlModeChanged struct{ FirstParty bool }

func (ControlModeChanged) event() {}

// FirstParty says whether calls are controlled by the buttons of our phone, for
// want of a TSAPI licence. What has no button is then refused with
// [AdviceFirstParty] (protocol notes §4.1, §6.5).
func (c *Client) FirstParty() (on bool) {
	c.station.with(func() { on = c.station.phone.on })
	return on
}

// startMonitor monitors our own station. Where calls may not be monitored for want
// of a licence the phone itself is, and its buttons do what call control does
// elsewhere (protocol notes §4.1).
func (s *session) startMonitor(ctx context.Context) error {
	err := s.startForm(ctx, false)
	if err == nil && s.c.FirstParty() {
		// A server that accepts the monitor may still have no licence for the rest.
		if e := s.licensed(ctx); AdviceOf(e) == AdviceLicence || errors.Is(e, ErrDisconnected) {
			return onlyLost(e)
		}
	}
	if err == nil {
		s.c.station.with(func() { s.c.station.control(s, false) })
		return nil
	}
	if !callsDenied(err) {
		return err
	}
	if e := s.startForm(ctx, true); e != nil {
		if errors.Is(e, ErrDisconnected) {
			return e
		}
		return err // the first refusal says what is wrong
	}
	s.c.log.Warn("no call control for this station, its buttons are used instead", "err", err)
	s.c.station.with(func() { s.c.station.control(s, true) })
	return nil
}

// onlyLost is err when it is the loss of the connection.
func onlyLost(err error) error {
	if errors.Is(err, ErrDisconnected) {
		return err
	}
	return nil
}

// callsDenied says that a refused monitor may do without call control: servers
// name the missing licence, or rights, or nothing in particular (protocol notes
// §4.1).
func callsDenied(err error) bool {
	e, ok := errors.AsType[*Error](err)
	if !ok || passes(e) {
		return false
	}
	switch e.Kind {
	case KindLicence, KindNotPermitted, KindNotSupported, KindOther:
		return true
	}
	return false
}

// control takes over who controls the calls. A change ends what was known of them,
// for their ids are others: a Resynced follows. The lock must be held.
func (st *station) control(s *session, firstParty bool) {
	if st.phone.on == firstParty {
		return
	}
	st.calls = newCallTracker()
	st.phone.reset()
	st.phone.on, st.phone.alone = firstParty, s.c.opt.Mode != DeskPhone
	s.c.queue.emit(ControlModeChanged{FirstParty: firstParty})
}

// reset forgets the phone, but not which call ids were used.
func (h *handset) reset() {
	h.wake()
	*h = handset{used: h.used}
}

// invent makes the id of a call that only the phone's lamps tell of. It is unlike
// the switch's, which are numbers, and never sent.
func (h *handset) invent(lamp string) CallID {
	h.used++
	return CallID(fmt.Sprintf("%s%s/%d", inventedCall, lamp, h.used))
}

// inventedCall begins the ids of calls that the switch has told no id of.
const inventedCall = "appearance/"

// errNoRecipe is that something cannot be done by buttons (protocol notes §6.5).
func errNoRecipe(op, what string) error {
	return &Error{Op: op, Kind: KindNotSupported, Text: what + " takes call control, which has no TSAPI licence here", advice: AdviceFirstParty}
}
