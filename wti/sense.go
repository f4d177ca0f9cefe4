package wti

import (
	"context"
	"errors"
	"strings"
)

// mostSense is the last idea of what the filter's bits mean: true sends with
// invertFilter, true sends without it, an empty filter suppresses nothing
// (protocol notes §4.2).
const mostSense = 2

// probe is a monitor beside the first one that has another idea.
type probe struct {
	ref   string
	sense int
}

// probeSense starts monitors with the other ideas of the filter's bits, beside
// the present one: calls are there, or events that were not asked for, yet none
// that was. The first event that was asked for decides which stays. A server with one monitor per device gets the ideas one
// after the other, at each call without events.
func (s *session) probeSense(ctx context.Context) error {
	l := &s.c.learned
	now := get(l, &l.sense)
	s.mu.Lock()
	needed := s.frames == 0 && len(s.probes) == 0
	s.reversed = false
	s.mu.Unlock()
	if !needed || now >= mostSense || !autoSense(s.c.opt.Dialect) {
		return nil
	}
	s.c.log.Info("no events as asked for, trying other forms of the monitor filter")
	var errs []error
	for sense := now + 1; sense <= mostSense; sense++ {
		replaced, err := s.startProbe(ctx, sense)
		errs = append(errs, err)
		if replaced {
			set(l, &l.sense, sense)
			set(l, &l.monitor, 0)
			break
		}
	}
	return errors.Join(errs...)
}

func autoSense(d Dialect) bool { return d.InvertFilter == "" || d.InvertFilter == "auto" }

// startProbe starts one. replaced says that it took the first monitor's place.
func (s *session) startProbe(ctx context.Context, sense int) (replaced bool, err error) {
	d := s.c.opt.Dialect
	for _, form := range d.monitorForms(sense) {
		form.phone = s.c.FirstParty()
		err = s.do(ctx, opMonitorStart, form.message(s.ownDevice(), d.targetURL()), func(p value) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			ref := crossRef(p)
			if replaced = ref == s.monitor; !replaced {
				s.probes = append(s.probes, probe{ref, sense})
			}
			return nil
		})
		if err == nil || !formRefused(err) {
			break
		}
	}
	return replaced, err
}

// ours says whether an event with this cross reference is for us. The first one
// that was asked for decides between the probes. One that was not asked for,
// before any other, betrays a filter that is read the other way round. It runs on
// the reader.
func (s *session) ours(ref string, asked bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !asked && s.frames == 0 && !s.reversed {
		s.reversed = true
		signal(s.poll)
	}
	if ref == "" || s.monitor == "" {
		s.count(asked)
		return true
	}
	decided := len(s.probes) > 0 && s.frames == 0 && asked
	if !strings.EqualFold(ref, s.monitor) {
		chosen := -1
		for i, p := range s.probes {
			if decided && strings.EqualFold(ref, p.ref) {
				chosen = i
			}
		}
		if chosen < 0 {
			return false
		}
		p := s.probes[chosen]
		s.probes[chosen].ref, s.monitor = s.monitor, p.ref
		set(&s.c.learned, &s.c.learned.sense, p.sense)
		set(&s.c.learned, &s.c.learned.monitor, 0)
	}
	s.count(asked)
	if decided {
		signal(s.poll) // which stops the others
	}
	return true
}

func (s *session) count(asked bool) {
	if asked {
		s.frames++
	}
}

// sessionEvent says that an event is the session's and not a monitor's, so that
// it tells nothing of filters.
func sessionEvent(name string) bool {
	var buf nameBuffer
	switch string(canonical(&buf, name)) {
	case "applicationsessionterminated", "systemstatus", "linkdown", "linkup":
		return true
	}
	return false
}

// hintEvent is read where it comes, and not asked for: the phone's own events are.
const hintEvent = "endpointunregistered"

// askedFor says whether the station's filter asks for an event: it does for those
// that are read, but for the hint.
func askedFor(name string) bool {
	var buf nameBuffer
	key := canonical(&buf, name)
	decode, known := decoders[string(key)]
	return known && decode != nil && string(key) != hintEvent
}

// stopProbes stops the monitors that turned out not to be needed.
func (s *session) stopProbes(ctx context.Context) error {
	s.mu.Lock()
	probes := s.probes
	s.probes = nil
	s.mu.Unlock()
	var errs []error
	for _, p := range probes {
		errs = append(errs, s.do(ctx, opMonitorStop, monitorStop{p.ref}, nil))
	}
	return errors.Join(errs...)
}

// probesDone says that an event has decided between the probes.
func (s *session) probesDone() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.probes) > 0 && s.frames > 0
}

func (s *session) isReversed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reversed && s.frames == 0
}
