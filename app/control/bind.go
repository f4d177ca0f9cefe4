package control

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"time"
)

// Bound is a profile's socket, taken and not served yet: those who connect wait.
// An app takes it before anything else, so that of two that start at once one is
// the app and the other hands over what it was started for.
type Bound struct {
	listener *net.UnixListener
	lock     *os.File // nil where the system has none
}

// Bind takes the socket at path, or gives ErrRunning when an app has it. A
// socket that nobody serves any more is replaced.
func Bind(path string) (*Bound, error) {
	held, err := lock(path + ".lock")
	if err != nil {
		return nil, err
	}
	l, err := listen(path)
	if err != nil {
		_ = (&Bound{lock: held}).unlock()
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

func listen(path string) (*net.UnixListener, error) {
	addr := &net.UnixAddr{Name: path, Net: "unix"}
	for range 2 {
		l, err := net.ListenUnix("unix", addr)
		if err == nil {
			return l, os.Chmod(path, 0o600)
		}
		if c, dialErr := net.DialTimeout("unix", path, time.Second); dialErr == nil {
			_ = c.Close()
			return nil, ErrRunning
		}
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("control: stale socket: %w", err)
		}
	}
	return nil, fmt.Errorf("control: cannot listen on %s", path)
}
