package wti

import (
	"context"
	"errors"
	"strings"
	"time"
)

const longestKeepAlive = 55 * time.Second // protocol notes §2.2

// keepAlive resets the session timer until ctx ends. Two failures in a row, or
// a session that the server does not know, ask for recovery.
func (s *session) keepAlive(ctx context.Context) {
	failures := 0
	for {
		asked, err := s.untilKeepAlive(ctx)
		if err != nil {
			return
		}
		if asked {
			if err := s.conn.proveNow(ctx); err != nil {
				s.giveUp(err)
				return
			}
		}
		err = s.resetTimer(ctx)
		if err == nil {
			failures = 0
			continue
		}
		if ctx.Err() != nil {
			return
		}
		failures++
		s.c.log.Warn("keep-alive failed", "failures", failures, "err", err)
		if failures >= 2 || sessionGone(err) || unauthorized(err) {
			s.giveUp(err)
			return
		}
	}
}

// untilKeepAlive waits for the next keep-alive; asked says that somebody wants the
// connection proved before.
func (s *session) untilKeepAlive(ctx context.Context) (asked bool, err error) {
	t := time.NewTimer(s.keepAliveInterval())
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false, context.Cause(ctx)
	case <-s.prove:
		return true, nil
	case <-t.C:
		return false, nil
	}
}

func (s *session) keepAliveInterval() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return max(min(longestKeepAlive, s.duration/3), 500*time.Millisecond)
}

// resetTimer keeps the session alive: on the socket, and by REST where that is
// set or the socket does not do it (protocol notes §1.6).
func (s *session) resetTimer(ctx context.Context) error {
	setting := s.c.opt.Dialect.RESTKeepAlive
	if setting == "always" {
		return s.resetByREST(ctx)
	}
	err := s.resetOnSocket(ctx)
	if err == nil || setting == "off" || ctx.Err() != nil || errors.Is(err, ErrDisconnected) || sessionGone(err) {
		return err
	}
	if s.resetByREST(ctx) == nil {
		s.c.log.Info("keep-alive by REST", "err", err)
		return nil
	}
	return err
}

// resetOnSocket sends ResetApplicationSessionTimer in the form that works, or in
// each form in turn while that is not known.
func (s *session) resetOnSocket(ctx context.Context) error {
	l := &s.c.learned
	forms := []string{"dmcc", "pascal", "empty"}
	if setting := s.c.opt.Dialect.KeepAlive; setting == "dmcc" || setting == "pascal" || setting == "empty" {
		forms = []string{setting}
	} else if known := get(l, &l.keepAlive); known != "" {
		forms = []string{known}
	}
	var first error
	for _, form := range forms {
		err := s.do(ctx, opResetTimer, s.timerMessage(form), s.readTimer)
		if err == nil {
			set(l, &l.keepAlive, form)
			return nil
		}
		if first == nil {
			first = err
		}
		if ctx.Err() != nil || errors.Is(err, ErrDisconnected) {
			break
		}
	}
	return first
}

func (s *session) timerMessage(form string) any {
	s.mu.Lock()
	id := s.id
	s.mu.Unlock()
	wanted := seconds(int(s.c.opt.SessionDuration.Round(time.Second) / time.Second))
	switch form {
	case "pascal":
		return resetTimerPascal{id, wanted}
	case "empty":
		return empty{}
	}
	return resetTimer{id, wanted}
}

// readTimer runs on the reader.
func (s *session) readTimer(p value) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setDuration(p)
	return nil
}

// sessionGone says that the server no longer knows our session.
func sessionGone(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && strings.Contains(squash(e.Code+e.Text), "invalidsessionid")
}
