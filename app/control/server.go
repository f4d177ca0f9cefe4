package control

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"sync"
	"time"
)

// ErrRunning is returned by Listen when an app already serves the socket.
var ErrRunning = errors.New("control: already running")

// maxRequest bounds one request line, in bytes.
const maxRequest = 64 << 10

// Server serves one socket.
type Server struct {
	listener *net.UnixListener
	handler  Handler
	log      *slog.Logger
	cancel   context.CancelFunc
	wg       sync.WaitGroup
}

// Listen takes the socket at path. A socket that nobody serves any more is
// replaced; one that answers gives ErrRunning.
func Listen(path string, h Handler, log *slog.Logger) (*Server, error) {
	l, err := listen(path)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &Server{listener: l, handler: h, log: log, cancel: cancel}
	s.wg.Go(func() { s.accept(ctx) })
	return s, nil
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

// Close stops serving and waits for the requests under way.
func (s *Server) Close() error {
	s.cancel()
	err := s.listener.Close()
	s.wg.Wait()
	return err
}

func (s *Server) accept(ctx context.Context) {
	for {
		c, err := s.listener.AcceptUnix()
		if err != nil {
			return
		}
		if err := samePeer(c); err != nil {
			s.log.Warn("refused a local connection", "err", err)
			_ = c.Close()
			continue
		}
		s.wg.Go(func() { s.serve(ctx, c) })
	}
}

func (s *Server) serve(ctx context.Context, c *net.UnixConn) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer stop()
	defer func() { _ = c.Close() }()

	in := bufio.NewReader(io.LimitReader(c, maxRequest))
	line, err := in.ReadBytes('\n')
	if err != nil {
		return
	}
	enc := json.NewEncoder(c)
	emit := func(r Response) bool { return enc.Encode(r) == nil }
	var req Request
	if err := json.Unmarshal(line, &req); err != nil {
		emit(Response{Code: BadRequest, Error: "not a request: " + err.Error()})
		return
	}
	// The peer sends nothing more; a read that ends tells that it went away.
	s.wg.Go(func() {
		_, _ = in.ReadByte()
		cancel()
	})
	s.handler.Handle(ctx, req, emit)
}
