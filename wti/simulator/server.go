package simulator

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// sessionPath is where the WebSocket is served (protocol notes §1.1).
const sessionPath = "/api/wti/session"

// Server is a running simulated AES. Create it with [New].
type Server struct {
	opt      Options
	log      *slog.Logger
	url      string
	http     *http.Server
	upgrader websocket.Upgrader
	handlers map[string]handler
	tasks    tasks
	stopped  chan struct{} // closed by Close
	gateway  *gateway
	spoken   atomic.Pointer[Dialect] // replaced as a whole, never changed

	mu       sync.Mutex // guards everything below, and all sessions, stations, agents and calls
	closing  bool
	set      Settings // but for the dialect, which is in spoken
	link     link
	changed  chan struct{} // closed and replaced at every change
	outbox   []outgoing    // frames of the change under way
	received []string
	sockets  map[*socket]bool
	sessions map[string]*session
	faults   faults
	world
}

// New starts a server. It fails when the address is taken, the certificate
// cannot be written, or the scenario is not valid.
func New(o Options) (*Server, error) {
	s, err := newServer(o)
	if err != nil {
		return nil, err
	}
	l, err := s.listen()
	if err != nil {
		return nil, fmt.Errorf("simulator: %w", err)
	}
	s.gateway = newGateway(s.rtpAddress(l.Addr()), s.dialect, &s.tasks)
	s.gateway.mute = s.opt.NoVoice
	mux := http.NewServeMux()
	mux.HandleFunc(sessionPath, s.serveSocket)
	mux.HandleFunc("POST "+restPath+"{command}", s.serveREST)
	s.http = &http.Server{
		Handler: mux, ReadHeaderTimeout: 10 * time.Second,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	s.tasks.run("http", func() {
		if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("server stopped", "err", err)
		}
	})
	s.schedule()
	s.log.Info("simulated AES is listening", "url", s.url)
	return s, nil
}

// newServer makes a server that does not listen yet.
func newServer(o Options) (*Server, error) {
	o = o.withDefaults()
	if err := o.Scenario.Validate(); err != nil {
		return nil, fmt.Errorf("simulator: scenario: %w", err)
	}
	s := &Server{
		opt: o, log: o.Logger, stopped: make(chan struct{}),
		changed:  make(chan struct{}),
		sockets:  map[*socket]bool{},
		sessions: map[string]*session{},
		upgrader: websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }},
	}
	s.set = o.settings()
	if err := s.set.check(); err != nil {
		return nil, fmt.Errorf("simulator: settings: %w", err)
	}
	s.spoken.Store(&s.set.Dialect)
	s.handlers = s.services()
	s.populate(o.Scenario)
	return s, nil
}

// listen opens the listener and sets the URL.
func (s *Server) listen() (net.Listener, error) {
	l := s.opt.Listener
	if l == nil {
		var err error
		if l, err = net.Listen("tcp", s.opt.Listen); err != nil {
			return nil, err
		}
	}
	scheme := "ws"
	if s.opt.TLS {
		scheme = "wss"
		secure, err := secureListener(l, s.opt.CAFile)
		if err != nil {
			return nil, errors.Join(err, l.Close())
		}
		l = secure
	}
	s.url = scheme + "://" + reachable(l.Addr()) + sessionPath
	return l, nil
}

// reachable is an address that a client on this machine can connect to.
func reachable(a net.Addr) string {
	if ap, err := netip.ParseAddrPort(a.String()); err == nil && ap.Addr().IsUnspecified() {
		return netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), ap.Port()).String()
	}
	return a.String()
}

// rtpAddress is where the gateway shall listen.
func (s *Server) rtpAddress(listen net.Addr) netip.Addr {
	if s.opt.RTPAddress.IsValid() {
		return s.opt.RTPAddress
	}
	if ap, err := netip.ParseAddrPort(listen.String()); err == nil {
		return ap.Addr().Unmap() // may be unspecified: then the gateway goes by the client
	}
	return netip.AddrFrom4([4]byte{127, 0, 0, 1})
}

// URL is the address of the WebSocket, for example
// ws://127.0.0.1:40001/api/wti/session.
func (s *Server) URL() string { return s.url }

// Close stops the server: sockets are cut, calls end, RTP stops. It waits for
// all goroutines; after five seconds it returns an error that says which hang.
func (s *Server) Close() error {
	s.mu.Lock()
	if s.closing {
		s.mu.Unlock()
		return nil
	}
	s.closing = true
	close(s.stopped)
	for sock := range s.sockets {
		sock.close(websocket.CloseGoingAway, "server is closing")
	}
	s.notify()
	s.unlock()
	err := s.http.Close()
	s.gateway.close()
	cut := time.AfterFunc(time.Second, s.cutSockets) // those that do not take the closing frame
	defer cut.Stop()
	return errors.Join(err, s.tasks.close(5*time.Second))
}

func (s *Server) cutSockets() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for sock := range s.sockets {
		sock.conn.NetConn().Close()
	}
}

// notify wakes everybody who waits for a change. Call with mu held.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// unlock hands the frames of the change to their sockets and releases mu.
func (s *Server) unlock() {
	s.flush()
	s.notify()
	s.mu.Unlock()
}

func (s *Server) flush() {
	for _, out := range s.outbox {
		out.socket.push(out.frame)
	}
	s.outbox = nil
}

// wait blocks until ok, called with mu held, reports true.
func (s *Server) wait(ctx context.Context, ok func() bool) error {
	for {
		s.mu.Lock()
		done, closing, changed := ok(), s.closing, s.changed
		s.mu.Unlock()
		switch {
		case done:
			return nil
		case closing:
			return errors.New("simulator: closed")
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}
