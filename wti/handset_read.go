package wti

import (
	"context"
	"errors"
	"strings"
)

// handset follows an event of the phone itself while we work first-party, and
// delivers what it says about calls. The lock must be held.
func (st *station) handset(s *session, e Event) {
	h, own := &st.phone, s.ownDevice()
	if !h.on {
		return
	}
	switch e := e.(type) {
	case LampMode:
		h.proven = true
		st.tell(s, h.turn(e.Lamp, e.Mode, own))
		st.verifyLines(s)
	case Hookswitch:
		st.tell(s, h.hook(e.OnHook, own))
	case DisplayUpdated:
		st.tell(s, h.display(e.Text, own))
	case RingerStatus:
		if e.Ringing && !h.ringing() {
			signal(s.poll) // a lamp's event is missing
		}
	}
}

// ringing says whether a line is known to ring.
func (h *handset) ringing() bool {
	for _, l := range h.lines {
		if l.state == StateAlerting {
			return true
		}
	}
	return false
}

// verifyLines has the lamps read when one of them is in doubt.
func (st *station) verifyLines(s *session) {
	if st.phone.doubts() {
		signal(s.poll)
	}
}

// doubts says whether lamps and hook contradict each other.
func (h *handset) doubts() bool {
	for _, l := range h.lines {
		if l.doubtful {
			return true
		}
	}
	return false
}

// tell follows and delivers events of lines. The lock must be held.
func (st *station) tell(s *session, events []Event) {
	for _, e := range events {
		st.track(s, e)
		s.c.queue.emit(e)
		if isCallEvent(e) && endsCall(e) {
			signal(s.poll) // the agent's state changes too
		}
	}
}

// track follows an event of a line without delivering it.
func (st *station) track(s *session, e Event) {
	if i, ok := e.(CallInformation); ok {
		if call := st.calls.calls[i.Connection.Call]; call != nil {
			call.remote = i.Calling
		}
		return
	}
	st.calls.apply(e, s.ownDevice())
}

// openPhone registers our phone and, where its lamps are all that tells of calls,
// reads them.
func (s *session) openPhone(ctx context.Context) error {
	if err := s.register(ctx); err != nil || !s.c.FirstParty() {
		return err
	}
	err := s.readHandset(ctx, true, s.c.station.tell)
	if errors.Is(err, ErrDisconnected) || ctx.Err() != nil {
		return err
	}
	if err != nil { // they are read again soon
		s.c.log.Warn("the phone's lamps are not known yet", "err", err)
	}
	return nil
}

// readPhone compares the phone's lamps with what is known of its lines.
func (p *poller) readPhone(ctx context.Context) {
	s := p.s
	nameless, missed := false, false
	s.c.station.with(func() {
		for _, l := range s.c.station.phone.lines {
			nameless = nameless || l.remote == (Party{}) && !l.hidden
		}
	})
	err := s.readHandset(ctx, nameless, func(s *session, events []Event) {
		missed = missed || len(events) > 0
		s.c.station.tell(s, events)
	})
	if err != nil {
		p.failures++
		if ctx.Err() == nil {
			s.c.log.Debug("lamps not read", "err", err)
		}
		return
	}
	p.failures = 0
	p.note(ctx, p.findVoice(ctx))
	if missed { // perhaps the monitor's filter is meant the other way round
		p.probeSense(ctx)
	}
}

// readLines reads the phone and reports its lines as the calls there are, on the
// reader and before any later event (protocol notes §2.5).
func (s *session) readLines(ctx context.Context, done func([]CallSnapshot)) error {
	st := &s.c.station
	read := false
	var more []Event // what a list of calls does not tell
	err := s.readHandset(ctx, true, func(s *session, events []Event) {
		for _, e := range events {
			st.track(s, e)
			if _, ok := e.(NetworkReached); ok {
				more = append(more, e)
			}
		}
	}, func() {
		read = true
		done(st.calls.lines())
		for _, e := range more {
			s.c.queue.emit(e)
		}
	})
	if errors.Is(err, ErrDisconnected) || ctx.Err() != nil {
		return err
	}
	if !read {
		s.c.log.Info("the phone's lamps are not known", "err", err)
		st.with(func() { done(st.calls.lines()) })
	}
	return nil
}

// lines lists what is tracked of the phone's lines. Of calls that were offered to us
// it is known that somebody is at the other end.
func (t *callTracker) lines() []CallSnapshot {
	list := t.snapshot()
	for i, s := range list {
		if c := t.calls[s.Connection.Call]; c != nil && c.answered {
			list[i].RemoteState = StateConnected
		}
	}
	return list
}

// readHandset asks the phone for its buttons, once, its hook where that is in doubt,
// its display if wanted, and last for its lamps. deliver gets what follows, and then done is
// called, on the reader and under the station's lock.
func (s *session) readHandset(ctx context.Context, display bool, deliver func(*session, []Event), done ...func()) error {
	st, own := &s.c.station, s.ownDevice()
	h := &st.phone
	if err := s.meetHandset(ctx); err != nil {
		return err
	}
	hook := display
	st.with(func() { hook = hook || !h.hookTold || h.doubts() })
	var err error
	if hook {
		err = s.physical(ctx, opGetHookswitch, deviceOnly{own}, func(p value) error {
			if onHook, err := readHook(p); err == nil {
				st.with(func() { deliver(s, h.hook(onHook, own)) })
			}
			return nil
		})
	}
	if err == nil && display {
		err = s.physical(ctx, opGetDisplay, deviceOnly{own}, func(p value) error {
			st.with(func() { deliver(s, h.display(strings.Join(rowsIn(p), "\n"), own)) })
			return nil
		})
	}
	if errors.Is(err, ErrDisconnected) || ctx.Err() != nil {
		return err
	}
	return s.physical(ctx, opGetLampMode, deviceOnly{own}, func(p value) error {
		st.with(func() {
			for _, l := range lampsIn(p) {
				st.lamp(s, l)
				deliver(s, h.turn(l.Lamp, l.Mode, own))
			}
			deliver(s, h.believe(own))
			for _, f := range done {
				f()
			}
		})
		return nil
	})
}

// meetHandset learns which buttons are call appearances.
func (s *session) meetHandset(ctx context.Context) error {
	st := &s.c.station
	known := false
	st.with(func() { known = st.phone.keys != nil })
	if known {
		return nil
	}
	buttons, err := s.readButtons(ctx)
	if errors.Is(err, ErrDisconnected) || ctx.Err() != nil {
		return err
	}
	if err != nil && !refusedForGood(err) {
		return err // the phone is not there yet
	}
	st.with(func() { st.phone.learnKeys(buttons) })
	return nil
}
