package wti

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/gorilla/websocket"
)

// proofLimit is how long the socket has to prove that it is up. A connection that
// is slower for a moment is taken up again by its token, which harms nothing.
const proofLimit = 3 * time.Second

// CheckConnection has the connection proved at once: to be called when the computer
// has slept, or its network has changed, which the keep-alive would notice within a
// minute (protocol notes §2.2). A socket that does not answer within three seconds
// is recovered as any lost one; where one is being recovered already, the next try
// begins. It returns at once; what comes of it is an event.
func (c *Client) CheckConnection() {
	if s, err := c.session(); err == nil {
		signal(s.prove)
		return
	}
	signal(c.hurry)
}

// rest is sleep, unless there is news of the network.
func (c *Client) rest(ctx context.Context, d time.Duration) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-c.hurry:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	return nil
}

// proveNow reports whether the socket is up, by a ping whose answer must come.
func (c *conn) proveNow(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, proofLimit, fmt.Errorf("%w: no answer to a ping within %v", ErrDisconnected, proofLimit))
	defer cancel()
	proof := strconv.FormatInt(time.Now().UnixNano(), 36) // an answer from before the computer slept has another one
	if err := c.ws.WriteControl(websocket.PingMessage, []byte(proof), time.Now().Add(proofLimit)); err != nil {
		return fmt.Errorf("%w: %w", ErrDisconnected, err)
	}
	for {
		select {
		case got := <-c.pong:
			if got == proof {
				return nil
			}
		case <-c.closed:
			return c.err
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// answered takes the answer to a ping.
func (c *conn) answered(proof string) error {
	select {
	case <-c.pong: // that nobody waits for
	default:
	}
	select {
	case c.pong <- proof:
	default:
	}
	return c.alive()
}

// moveVoice has the voice come to the address that we have now, where that is
// another one than was told at registration: calls go on there (protocol notes §5.5).
func (s *session) moveVoice(ctx context.Context) error {
	st, here := &s.c.station, s.conn.local()
	moved := false
	st.with(func() {
		moved = s.c.opt.Mode == ThisComputer && st.registered && st.local.IsValid() && st.local != here
	})
	if !moved {
		return nil
	}
	m, err := s.registration()
	if err == nil {
		s.c.log.Info("voice moves to another address")
		const previous = false
		err = s.do(ctx, opRedirectMedia, redirectMedia{m.Device, previous, m.LocalMediaInfo}, nil)
	}
	if err != nil {
		if errors.Is(err, ErrDisconnected) || ctx.Err() != nil {
			return err
		}
		s.c.log.Warn("the voice cannot move", "err", err)
		return nil
	}
	st.with(func() { st.local = here })
	return nil
}
