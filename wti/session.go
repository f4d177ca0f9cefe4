package wti

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// session is one application session on one connection, with what was made in
// it. It receives the connection's frames.
type session struct {
	c      *Client
	conn   *conn
	server string
	limit  time.Duration // of connecting

	// before is a session whose objects were being moved to this one when the
	// connection was lost, so that they may be with either; nil for none. Changes only
	// before use is shared.
	before *session

	lost   chan error    // capacity 1: a reason to start over though the socket is up
	poll   chan struct{} // capacity 1: read the state soon
	claim  chan struct{} // capacity 1: register the terminal again
	linkUp chan struct{} // capacity 1: the link to the switch is back
	// linkDown, of capacity 1 too: it is gone.
	linkDown chan struct{}
	look     chan struct{} // capacity 1: look at what is watched soon
	prove    chan struct{} // capacity 1: prove that the connection is up

	mu         sync.Mutex // guards the fields below
	token      Secret
	id         string
	version    string // of the protocol, as the server chose
	duration   time.Duration
	device     string
	monitor    string
	registered bool
	tokenless  bool                // the token has run out
	placed     bool                // the socket was opened with the token
	reattached bool                // taken up again after a lost connection; never changes
	started    bool                // StartApplicationSession succeeded
	watched    map[string]*watched // by extension
	refs       map[string]*watched // by their monitor's cross reference
	stale      []string            // monitors of the connection before
	listener   string              // whose events of the link to the switch are listened to
	registerID string              // of what tells the system's status
	probes     []probe
	others     map[string]string // device ids of other extensions
	reversed   bool              // events came that were not asked for, before any that was
	frames     int               // events on the present monitor that were asked for
}

// errSessionEnded is that the server has ended the application session.
var errSessionEnded = errors.New("session ended by the server")

func newSession(c *Client, server string) *session {
	return &session{
		c: c, server: server, limit: dialLimit,
		lost: make(chan error, 1), poll: make(chan struct{}, 1), claim: make(chan struct{}, 1),
		linkUp: make(chan struct{}, 1), linkDown: make(chan struct{}, 1), look: make(chan struct{}, 1), prove: make(chan struct{}, 1),
	}
}

// signal sets a flag channel of capacity 1.
func signal(ch chan struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}

// giveUp asks for recovery.
func (s *session) giveUp(err error) {
	select {
	case s.lost <- err:
	default:
	}
}

// terminalCommand says that op's XML name ends in Request, so that WTI may want
// it that way (protocol notes §5.1).
func terminalCommand(op string) bool {
	return op == opRegisterTerminal || op == opUnregisterTerminal || op == opRedirectMedia
}

// do sends a request. A command that the server does not know is tried once with
// the suffix of its XML name.
func (s *session) do(ctx context.Context, op string, in any, read answer) error {
	if name, own := s.c.opt.Dialect.command(op); own {
		return s.send(ctx, op, name, in, read)
	}
	name, settled := s.c.learned.name(op)
	switch setting := s.c.opt.Dialect.CommandSuffix; {
	case strings.EqualFold(setting, "none"):
		name, settled = op, true
	case strings.EqualFold(setting, "Request") && terminalCommand(op):
		name, settled = op+"Request", true
	}
	err := s.send(ctx, op, name, in, read)
	if settled || err != nil && !mayRename(op, err) {
		return err
	}
	if err == nil {
		s.c.learned.setName(op, name)
		return nil
	}
	second := s.send(ctx, op, op+"Request", in, read)
	switch e, refused := errors.AsType[*Error](second); {
	case second == nil || refused && e.Kind != KindTimeout && !unknownCommand(e):
		s.c.learned.setName(op, op+"Request")
		return second
	case refused && !terminalCommand(op):
		s.c.learned.setName(op, op)
	}
	return err
}

// mayRename says whether a failure may be due to the command's name.
func mayRename(op string, err error) bool {
	e, ok := errors.AsType[*Error](err)
	switch {
	case !ok || e.result || e.Kind == KindTimeout:
		return false
	case terminalCommand(op):
		return e.Kind == KindOther || e.Kind != KindWrongStationCode && unknownWords(e)
	}
	return unknownCommand(e)
}

func (s *session) send(ctx context.Context, op, name string, in any, read answer) error {
	begun := time.Now()
	err := s.conn.request(ctx, op, name, in, read)
	if s.c.debugging() {
		s.logOf(about(in)).Debug("request", "request", op, "took", time.Since(begun), "ok", err == nil)
	}
	if e, ok := errors.AsType[*Error](err); ok {
		e.Text, e.Code = s.c.redact.text(e.Text), s.c.redact.text(e.Code)
		s.logOf(about(in)).Debug("refused", "request", op, "category", e.Category, "code", e.Code)
		if e.Advice() == AdviceLicence && !s.c.FirstParty() {
			signal(s.poll) // a snapshot shows whether there is none for call control
		}
		if e.status == http.StatusUnauthorized && s.isOnline() {
			s.giveUp(err) // the token has run out
		}
	}
	return err
}

// isOnline says that s is the session in use.
func (s *session) isOnline() bool {
	s.c.mu.Lock()
	defer s.c.mu.Unlock()
	return s.c.online == s
}

// ownDevice is our device id in this session.
func (s *session) ownDevice() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.device
}

// wait implements frames.
func (s *session) wait(closed <-chan struct{}) { s.c.queue.wait(closed) }

func (s *session) sent(text []byte)     { s.c.trace.frame(true, string(text)) }
func (s *session) received(text string) { s.c.trace.frame(false, text) }

func (s *session) bad(err error) {
	s.c.log.Warn("frame cannot be read", "err", err)
	s.c.queue.emit(BadMessage{Err: err})
}

// event implements frames: it decodes, follows and delivers one event.
func (s *session) event(f frame) {
	s.mu.Lock()
	own, listener := s.device, s.listener
	s.mu.Unlock()
	if w := s.watcher(f.payload.get("monitorCrossRefID").text()); w != nil {
		s.watchedEvent(w, f)
		return
	}
	d := decoder{own: own, listener: listener, switchName: s.c.opt.SwitchName, dialect: s.c.opt.Dialect, conference: s.c.station.conference}
	e, err := d.event(f.name, f.payload)
	if err != nil { // it proves nothing about filters
		s.logFrame(f).Warn("event cannot be read", "event", f.name, "err", err)
		s.c.queue.emit(BadMessage{Name: f.name, Err: err})
		return
	}
	if !sessionEvent(f.name) && !s.ours(f.payload.get("monitorCrossRefID").text(), askedFor(f.name)) {
		if s.c.debugging() {
			s.logFrame(f).Debug("event of another monitor", "event", f.name)
		}
		return
	}
	if s.c.debugging() {
		s.logFrame(f).Debug("event", "event", f.name)
	}
	if e == nil {
		return
	}
	if u, ok := e.(Unknown); ok {
		s.unknown(u, f)
	}
	s.deliver(e)
}

// debugging says that lines of level debug are kept, so that what they say is worth
// finding out.
func (c *Client) debugging() bool { return c.log.Enabled(context.Background(), slog.LevelDebug) }

// logOf is the log for lines about a call; empty is none.
func (s *session) logOf(call CallID) *slog.Logger {
	if call == "" {
		return s.c.log
	}
	return s.c.log.With("call", string(call))
}

// logFrame is the log for lines about an event, with the calls that it mentions.
func (s *session) logFrame(f frame) *slog.Logger {
	var r Record
	r.mentions(f.payload, 0)
	if len(r.Calls) == 0 {
		return s.c.log
	}
	log := s.logOf(r.Calls[0])
	if len(r.UCIDs) > 0 {
		log = log.With("ucid", r.UCIDs[0])
	}
	if len(r.Calls) > 1 {
		log = log.With("others", r.Calls[1:])
	}
	return log
}

// unknown logs an unknown event, once per name. What is in it may name callers, so
// it is for level debug.
func (s *session) unknown(u Unknown, f frame) {
	if !s.c.station.firstTime(u.Name) {
		return
	}
	log := s.logFrame(f)
	log.Info("unknown event", "event", u.Name)
	if f.payload.i != 0 && s.c.debugging() {
		log.Debug("unknown event", "event", u.Name, "payload", string(s.c.redact.write(nil, f.payload)))
	}
}

// deliver follows e and hands it to the receiver, in one step so that the order
// of events and of what is known is the same.
func (s *session) deliver(e Event) {
	s.c.station.follow(s, e)
}
