package wti

import (
	"context"
	"errors"
)

// SignOut logs the agent out (reason 0 = none), gives everything back and
// closes the connection (protocol notes §2.3). When the server refuses the
// logout, for example because a call is up or a reason is required, SignOut
// returns that error and stays signed in; use Close to leave regardless. While
// the connection is down it only stops reconnecting.
func (c *Client) SignOut(ctx context.Context, reason int) error {
	c.entry.Lock()
	defer c.entry.Unlock()
	s, err := c.session()
	switch {
	case errors.Is(err, ErrNotSignedIn):
		return err
	case err == nil:
		if err := s.logOff(ctx, reason); err != nil && staysSignedIn(err) {
			return err
		}
	}
	c.station.with(func() { c.station.leaving = true })
	if s = c.stop(); s != nil {
		limited, cancel := context.WithTimeout(ctx, requestLimit)
		err = s.release(limited)
		cancel()
		s.conn.leave()
	}
	c.queue.emit(ConnectionChanged{Link: LinkOffline})
	c.log.Info("signed out")
	if err != nil && !errors.Is(err, ErrDisconnected) {
		c.log.Warn("signing out", "err", err)
	}
	return nil
}

// staysSignedIn says that a failed logout is the agent's to solve.
func staysSignedIn(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Kind != KindTimeout && e.Kind != KindNotSupported || errors.Is(err, context.Canceled)
}
