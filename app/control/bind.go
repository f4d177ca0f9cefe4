package control

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
)

// Bound is a profile's socket, taken and not served yet: those who connect wait.
// An app takes it before anything else, so that of two that start at once one is
// the app and the other hands over what it was started for.
type Bound struct {
	listener net.Listener
	lock     io.Closer // nil where the system needs none
}

// Bind takes the socket at path, or gives ErrRunning when an app has it. A
// socket that nobody serves any more is replaced.
func Bind(path string) (*Bound, error) {
	l, held, err := take(path)
	if err != nil {
		return nil, err
	}
	return &Bound{listener: l, lock: held}, nil
}

// Serve has a handler carry out what comes.
func (b *Bound) Serve(h Handler, log *slog.Logger) *Server {
	ctx, cancel := context.WithCancel(context.Background())
	s := &Server{bound: b, handler: h, log: log, cancel: cancel}
	s.wg.Go(func() { s.accept(ctx) })
	return s
}

// Close gives up a socket that was not served.
func (b *Bound) Close() error {
	return errors.Join(b.listener.Close(), b.unlock())
}

func (b *Bound) unlock() error {
	if b.lock == nil {
		return nil
	}
	return b.lock.Close()
}
