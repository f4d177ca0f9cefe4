package simulator

import (
	"errors"
	"slices"
	"time"
)

// handler serves one command with Server.mu held.
type handler func(*exchange) (object, error)

// errLater says that the handler answers by [exchange.answer] some time later.
var errLater = errors.New("answered later")

// exchange is one request being served.
type exchange struct {
	s    *Server
	sock *socket         // nil for REST
	rest chan restAnswer // capacity 1; nil for a socket
	sess *session        // nil before StartApplicationSession
	user string
	req  *request
	p    object // the request's payload
}

// serve handles one frame of a socket.
func (s *Server) serve(sock *socket, data []byte) {
	req, err := parseRequest(data)
	if err != nil {
		s.log.Warn("message refused", "err", err)
		text := err.Error()
		if !errors.Is(err, errHeaderFirst) {
			text = "message not understood: " + text
		}
		refused := &refusal{category: "operation", code: "generic", text: text, status: 400}
		d := s.dialect()
		sock.push(d.encode(d.shape(envelope{kind: "response", name: req.name, invokeID: req.invokeID, payload: refused.payload()}, refused)))
		return
	}
	s.mu.Lock()
	defer s.unlock()
	s.received = append(s.received, req.name)
	if n := len(s.received); n > 20_000 { // a server that runs for weeks keeps the newest half
		s.received = slices.Clone(s.received[n/2:])
	}
	x := &exchange{s: s, sock: sock, sess: sock.session, user: sock.user, req: req, p: req.payload}
	if d := s.faults.delay(req.name); d > 0 {
		s.after(d, func() { x.sess = sock.session; x.run() })
		return
	}
	x.run()
}

// run serves the request and queues its answer before or after its events.
func (x *exchange) run() {
	mark := len(x.s.outbox)
	payload, err := x.perform()
	if errors.Is(err, errLater) {
		return
	}
	x.answerAt(mark, payload, err)
}

// answer queues the answer of a request that was not answered at once.
func (x *exchange) answer(payload object, err error) { x.answerAt(len(x.s.outbox), payload, err) }

func (x *exchange) answerAt(mark int, payload object, err error) {
	var refused *refusal
	if err != nil {
		refused = refusalOf(err)
		payload = refused.payload()
		x.s.log.Info("refused", "request", x.req.name, "err", err)
	}
	if x.rest != nil {
		x.rest <- restAnswer{payload, err != nil}
		return
	}
	if x.s.faults.silenced(x.req.name) {
		return
	}
	reply := envelope{kind: "response", name: x.req.name, invokeID: x.req.invokeID, payload: payload}
	if refused != nil {
		reply = x.s.dialect().shape(reply, refused)
	}
	frame := x.s.dialect().encode(reply)
	if d := x.s.faults.slowness(x.req.name); d > 0 {
		x.s.after(d, func() { x.s.outbox = append(x.s.outbox, outgoing{x.sock, frame}) })
		return
	}

	if x.s.dialect().EventsFirst {
		mark = len(x.s.outbox)
	}
	x.s.outbox = slices.Insert(x.s.outbox, mark, outgoing{x.sock, frame})
}

func refusalOf(err error) *refusal {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r
	}
	return &refusal{category: "operation", code: "generic", text: err.Error()}
}

// perform checks session, token and scripted refusals, then calls the handler.
func (x *exchange) perform() (object, error) {
	name := x.req.name
	h := x.s.handlers[name]
	switch {
	case h == nil, x.s.dialect().unknown(name):
		return nil, operation("serviceNotSupported", "unknown command %q", name)
	case name != "StartApplicationSession" && x.sess == nil:
		return nil, operation("securityViolation", "%s before StartApplicationSession", name)
	case name != "StartApplicationSession" && !x.s.proven(x):
		return nil, &refusal{category: "operation", code: "securityViolation", text: "the session's token is missing", status: 401}
	}
	if x.s.link.down && needsSwitch(name) {
		return nil, resource("networkOutOfService", "the link to the switch is down")
	}
	if err := x.s.licensed(name); err != nil {
		return nil, err
	}
	if err := x.s.faults.refuse(name); err != nil {
		return nil, err
	}
	x.p = x.s.dialect().request(name, x.p)
	return h(x)
}

// later answers the request after d by what f then returns.
func (x *exchange) later(d time.Duration, f func() (object, error)) (object, error) {
	if d <= 0 {
		return f()
	}
	x.s.after(d, func() {
		payload, err := f()
		x.answer(payload, err)
	})
	return nil, errLater
}
