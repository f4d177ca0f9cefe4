package control

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"sync"
)

// ErrRunning is returned by Listen when an app already serves the socket.
var ErrRunning = errors.New("control: already running")

// maxRequest bounds one request line, in bytes.
const maxRequest = 64 << 10

// Server serves one socket.
type Server struct {
	bound   *Bound
	handler Handler
	log     *slog.Logger
	cancel  context.CancelFunc
	wg      sync.WaitGroup
}

// Listen takes the socket at path and serves it: [Bind] and [Bound.Serve].
func Listen(path string, h Handler, log *slog.Logger) (*Server, error) {
	b, err := Bind(path)
	if err != nil {
		return nil, err
	}
	return b.Serve(h, log), nil
}

// Close stops serving and waits for the requests under way.
func (s *Server) Close() error {
	s.cancel()
	err := s.bound.listener.Close()
	s.wg.Wait()
	return errors.Join(err, s.bound.unlock())
}

func (s *Server) accept(ctx context.Context) {
	for {
		c, err := s.bound.listener.Accept()
		if err != nil {
			return
		}
		if err := welcome(c); err != nil {
			s.log.Warn("refused a local connection", "err", err)
			_ = c.Close()
			continue
		}
		s.wg.Go(func() { s.serve(ctx, c) })
	}
}

func (s *Server) serve(ctx context.Context, c net.Conn) {
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
