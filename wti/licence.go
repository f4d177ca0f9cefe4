package wti

import (
	"context"
	"errors"
	"time"
)

// How often call control is asked for again while there is no licence for it, and
// how soon after a call was in the way (protocol notes §4.1).
const (
	licenceRetry = 5 * time.Minute
	licenceSoon  = 15 * time.Second
)

// tryCallControl asks for call control now and then while calls are controlled by
// buttons, until ctx ends. No call may be up: its id would change under the agent.
func (s *session) tryCallControl(ctx context.Context) {
	wait := licenceRetry
	for sleep(ctx, wait+s.c.opt.Jitter(wait/10)) == nil {
		wait = licenceRetry
		if !s.c.FirstParty() {
			continue
		}
		busy := false
		err := s.recipe(ctx, opMonitorStart, func(*hand) (err error) { // no button is pressed meanwhile
			if busy = s.lineInUse(); !busy {
				err = s.backToCallControl(ctx)
			}
			return err
		})
		switch {
		case busy:
			wait = licenceSoon
		case err == nil:
			err = s.resync(ctx)
		}
		if err != nil && ctx.Err() == nil {
			s.c.log.Debug("still no call control", "err", err)
		}
	}
}

func (s *session) lineInUse() (busy bool) {
	st := &s.c.station
	st.with(func() { busy = len(st.phone.lines) > 0 || len(st.calls.calls) > 0 })
	return busy
}

// backToCallControl asks whether there is a licence, and if so monitors the calls;
// everything is to be read anew then.
func (s *session) backToCallControl(ctx context.Context) error {
	if err := s.licensed(ctx); err != nil {
		return err
	}
	err := s.replaceMonitor(ctx, func(ctx context.Context) error { return s.startForm(ctx, false) })
	if err != nil {
		return err
	}
	s.c.log.Info("call control is there again")
	s.c.station.with(func() { s.c.station.control(s, false) })
	return nil
}

// licensed asks for what takes a TSAPI licence and changes nothing.
func (s *session) licensed(ctx context.Context) error {
	return s.do(ctx, opSnapshotDevice, snapshotDevice{s.ownDevice()}, nil)
}

// unlicensed says that calls cannot be controlled for want of a licence although
// they may be monitored; err is how a snapshot of our station failed. From then on
// the phone's buttons are used, if the phone is ours.
func (s *session) unlicensed(err error) bool {
	e, refused := errors.AsType[*Error](err)
	if !refused || e.Advice() != AdviceLicence {
		return false
	}
	st, ours := &s.c.station, false
	st.with(func() {
		if ours = st.registered; ours {
			st.control(s, true)
		}
	})
	if ours {
		s.c.log.Warn("calls are monitored, but there is no licence to control them: the phone's buttons are used", "err", err)
	}
	return ours
}
