package wti

import (
	"context"
	"errors"
	"time"
)

// recoverPhone finds out whether the phone stayed registered and registers it
// again if it did not. Only the loss of the connection is an error: without the
// phone there is still call control, and keepRegistered goes on trying.
func (s *session) recoverPhone(ctx context.Context) (registered, kept bool, err error) {
	st := &s.c.station
	var was, forced bool
	st.with(func() { was, forced = st.registered, st.forced })
	state, untold := s.registrationState(ctx)
	if untold != nil && s.reattached {
		state, untold = was, nil // nothing says otherwise, and registering again would end a call
	}
	if untold == nil && state && !forced {
		st.with(func() { st.registered = true })
		s.mu.Lock()
		s.registered = true
		s.mu.Unlock()
		return true, was, nil
	}
	st.with(func() { st.registered = false })
	if forced {
		return false, false, nil
	}
	err = s.register(ctx)
	switch {
	case err == nil:
		st.with(func() { registered = st.registered })
		return registered, false, nil
	case errors.Is(err, ErrDisconnected) || ctx.Err() != nil:
		return false, false, err
	}
	s.c.log.Warn("phone is not registered after recovery", "err", err)
	s.registrationLost(err)
	return false, false, nil
}

// registrationLost reports a registration that failed, as an event; taken over
// by someone else ends the trying. As long as our own lost session may still
// hold the phone, "in use" does not mean someone else.
func (s *session) registrationLost(err error) {
	kind, ghost := KindOf(err), false
	s.c.station.with(func() { ghost = time.Now().Before(s.c.station.ghost) })
	e := TerminalUnregistered{Reason: err.Error(), Forced: kind == KindExtensionInUse && !ghost}
	if r, ok := errors.AsType[*Error](err); ok {
		e.Code = r.Code
	}
	st := &s.c.station
	st.with(func() {
		if !st.lost || e.Forced && !st.forced {
			s.c.queue.emit(e)
		}
		st.lost, st.forced = true, st.forced || e.Forced
	})
	if !e.Forced && kind != KindWrongStationCode && kind != KindWrongExtension {
		signal(s.claim)
	}
}

// checkPhone notices a lost registration whose event did not come.
func (s *session) checkPhone(ctx context.Context) {
	st := &s.c.station
	mine := false
	st.with(func() { mine = st.registered && !st.leaving })
	if !mine {
		return
	}
	switch registered, err := s.registrationState(ctx); {
	case err == nil && !registered:
		s.deliver(foundUnregistered)
	case KindOf(err) == KindTimeout:
		st.with(func() { st.doubt = &foundUnregistered })
		signal(s.claim)
	}
}

// foundUnregistered is a lost registration that no event told.
var foundUnregistered = TerminalUnregistered{Reason: "the phone was found unregistered"}

// keepRegistered registers the phone again after it was lost, unless another
// endpoint took it (protocol notes §5.4).
func (s *session) keepRegistered(ctx context.Context) {
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
			return
		case <-s.claim:
			s.verify(ctx)
		}
		for tries := registerWaits(s.c.opt.Jitter); s.claimable(); {
			if sleep(ctx, tries.wait()) != nil {
				return
			}
			if !s.claimable() {
				break
			}
			err := s.register(ctx)
			if err == nil {
				s.deliver(TerminalRegistered{})
				break
			}
			if ctx.Err() != nil || KindOf(err) == KindWrongStationCode || KindOf(err) == KindWrongExtension {
				return
			}
			if KindOf(err) == KindExtensionInUse {
				s.registrationLost(err)
			}
		}
	}
}

// verifyTries is how often the state of the phone is asked for when no answer comes.
const verifyTries = 3

// verify looks into a loss of the phone that is not believed yet: a take-over that
// came just after our own registration, or one that only a hint tells.
func (s *session) verify(ctx context.Context) {
	st := &s.c.station
	var e *TerminalUnregistered
	st.with(func() { e, st.doubt = st.doubt, nil })
	if e == nil {
		return
	}
	registered, err := s.registrationState(ctx)
	for tries := 1; KindOf(err) == KindTimeout && tries < verifyTries; tries++ {
		registered, err = s.registrationState(ctx)
	}
	if err == nil && !registered {
		st.with(func() {
			st.since = time.Time{}
			st.unregistered(s, *e)
		})
	}
}

// claimable says whether the phone is to be registered by ourselves.
func (s *session) claimable() (yes bool) {
	st := &s.c.station
	st.with(func() { yes = !st.registered && !st.forced && !st.leaving })
	return yes
}
