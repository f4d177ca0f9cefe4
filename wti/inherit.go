package wti

import (
	"context"
	"errors"
)

const opTransferObjects = "TransferMonitorObjects"

type transferObjects struct {
	FromSessionID string `json:"fromSessionID"`
	ToSessionID   string `json:"toSessionID"`
}

// inherit takes over what a lost session of ours still holds: device, monitor
// and, above all, the phone with its calls (TransferMonitorObjects, protocol
// notes §2.6). Without that the phone would be unregistered, calls and all, when
// the old session is cleaned up. The error is the loss of the connection alone, and
// then it is not known which of the two holds them: s remembers old. A server that
// refuses leaves the way of a new registration.
func (s *session) inherit(ctx context.Context, old *session) (bool, error) {
	taken := false
	for from := old; from != nil; from = from.before {
		moved, err := s.inheritFrom(ctx, from)
		if err != nil {
			s.before = old
			s.assume(old)
			return false, err
		}
		taken = taken || moved
	}
	if taken {
		s.assume(old)
	}
	return taken, nil
}

// assume takes what old had for our own.
func (s *session) assume(old *session) {
	old.mu.Lock()
	device, monitor, registered := old.device, old.monitor, old.registered
	old.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.device, s.monitor, s.registered, s.reattached = device, monitor, registered, true
}

func (s *session) inheritFrom(ctx context.Context, old *session) (bool, error) {
	l := &s.c.learned
	if old.id == "" || old.id == s.id || get(l, &l.noMove) {
		return false, nil
	}
	moved := false // an empty answer is that of a server that does not know the service
	err := s.do(ctx, opTransferObjects, transferObjects{old.id, s.id}, func(p value) error {
		moved = p.get("toSessionID").text() == s.id
		return nil
	})
	switch {
	case errors.Is(err, ErrDisconnected) || ctx.Err() != nil:
		return false, err
	case err != nil:
		set(l, &l.noMove, KindOf(err) == KindNotSupported)
		return false, nil
	case !moved:
		set(l, &l.noMove, true)
	}
	return moved, nil
}
