package wti

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// restPath is the base of the REST twin (protocol notes §1.6).
const restPath = "/api/fe/v1/"

// The forms of a REST body, in the order in which they are tried.
const (
	restBare     = "payload"
	restEnvelope = "envelope"
)

// restURL is a command's address on the server of a WebSocket URL.
func restURL(server, op string) (string, error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", errors.New("server is not a URL")
	}
	u.Scheme = map[string]string{"wss": "https", "ws": "http"}[u.Scheme]
	u.Path, u.RawPath, u.RawQuery = restPath+op, "", ""
	return u.String(), nil
}

// rest sends a command by HTTP POST. authorization goes into the header. The
// body's form is the one that is set or known, else each in turn while the server
// answers 400, which is how it refuses a form.
func (s *session) rest(ctx context.Context, op string, authorization Secret, in any, read answer) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limitOf(op), &Error{Op: op, Kind: KindTimeout})
	defer cancel()
	l := &s.c.learned
	forms := []string{restBare, restEnvelope}
	if set := s.c.opt.Dialect.RESTBody; set == restBare || set == restEnvelope {
		forms = []string{set}
	} else if known := get(l, &l.restBody); known != "" {
		forms = []string{known}
	}
	var first error
	for _, form := range forms {
		err := s.post(ctx, op, form, authorization, in, read)
		if err == nil {
			set(l, &l.restBody, form)
			return nil
		}
		if first == nil {
			first = err
		}
		if e, ok := errors.AsType[*Error](err); !ok || e.status != http.StatusBadRequest {
			break
		}
	}
	return first
}

// post sends one request and reads its answer, both with an entry in the trace.
func (s *session) post(ctx context.Context, op, form string, authorization Secret, in any, read answer) error {
	payload, err := s.c.opt.Dialect.payload(in)
	if err != nil {
		return wrapRequest(op, err)
	}
	var body any = payload
	name, _ := s.c.opt.Dialect.command(op)
	if form == restEnvelope {
		h := header{s.c.opt.Dialect.invokeID(1), "request", name, "v2", ""}
		if s.conn != nil {
			h.Authorization = s.conn.bearer // where the dialect wants it
		}
		body = envelope{h, s.c.opt.Dialect.enveloped(payload)}
	}
	text, err := json.Marshal(body)
	if err != nil {
		return wrapRequest(op, err)
	}
	address, err := restURL(s.server, name)
	if err != nil {
		return wrapRequest(op, err)
	}
	s.c.trace.rest(true, op, string(text), http.StatusOK)
	status, answer, err := s.c.roundTrip(ctx, address, authorization, text)
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return wrapRequest(op, cause)
		}
		return wrapRequest(op, s.c.connectError(s.server, err))
	}
	s.c.trace.rest(false, op, answer, status)
	return s.readREST(op, status, answer, read)
}

// readREST reads an answer, whose body may be the envelope or the payload.
func (s *session) readREST(op string, status int, body string, read answer) error {
	t := newTree()
	defer t.release()
	f := frame{kind: frameResponse, name: op}
	if root, err := t.parse(body); err == nil && root.has("header") {
		if f, err = readFrame(root); err != nil {
			return wrapRequest(op, err)
		}
	} else if err == nil {
		f.takePayload(root)
	}
	e := refusal(f, op, s.c.opt.Dialect.RefusalMembers)
	if e == nil && status/100 != 2 {
		e = &Error{Op: op, Code: fmt.Sprint(status), Text: http.StatusText(status)}
		e.Kind = classify(e)
	}
	if e == nil {
		return read(f.payload)
	}
	if status/100 != 2 {
		e.status = status
	}
	if status == http.StatusUnauthorized && e.Kind == KindOther {
		e.Kind = KindUnauthorized
	}
	e.Text, e.Code = s.c.redact.text(e.Text), s.c.redact.text(e.Code)
	return e
}

// roundTrip makes one HTTP request on a connection of its own. Redirects are
// not followed, for they would carry the authorization elsewhere.
func (c *Client) roundTrip(ctx context.Context, address string, authorization Secret, body []byte) (int, string, error) {
	transport := &http.Transport{
		DialContext: c.opt.NetDialContext, TLSClientConfig: c.tlsConfig(),
		DisableKeepAlives: true, TLSHandshakeTimeout: dialLimit,
	}
	if c.opt.NetDialContext == nil {
		transport.Proxy = http.ProxyFromEnvironment
	}
	client := http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Authorization", authorization.Reveal())
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, frameLimit))
	return resp.StatusCode, string(answer), err
}

// resetByREST sends the keep-alive by HTTP with the Bearer token.
func (s *session) resetByREST(ctx context.Context) error {
	s.mu.Lock()
	token := s.token
	s.mu.Unlock()
	if token == "" {
		return &Error{Op: opResetTimer, Kind: KindNotSupported, Text: "no token for REST"}
	}
	return s.rest(ctx, opResetTimer, "Bearer "+token, s.timerMessage("dmcc"), s.readTimer)
}

// startsByREST says that sessions start by REST, as set or as learned.
func (s *session) startsByREST() bool {
	return s.c.opt.Dialect.SessionStart == "rest" || get(&s.c.learned, &s.c.learned.restStart)
}

// startByREST starts the session with Basic by HTTP and then opens the socket
// with the token (protocol notes §12.2). A token that is refused at once, for it
// has expired meanwhile, is replaced once.
func (s *session) startByREST(ctx context.Context, m any) error {
	err := s.startWithToken(ctx, m)
	if errors.Is(err, ErrUnauthorized) { // of the upgrade: a refused password is an Error
		err = s.startWithToken(ctx, m)
	}
	return tokenRefused(err)
}

func (s *session) startWithToken(ctx context.Context, m any) error {
	if err := s.rest(ctx, opStartSession, Secret(s.c.authorization(placement{})), m, s.readSession); err != nil {
		return err
	}
	s.mu.Lock()
	token := s.token
	s.mu.Unlock()
	if token == "" {
		return &Error{Op: opStartSession, Text: "answer without a token"}
	}
	old := s.conn
	err := s.connect(ctx, placement{bearer: token, query: s.c.opt.Dialect.TokenPlacement == "query"})
	switch {
	case err != nil && old == nil:
		return err
	case err != nil:
		s.conn = old
		return err
	case old != nil:
		old.leave(time.Second)
	}
	if s.c.opt.Dialect.TokenPlacement == "header" {
		s.conn.setBearer(token)
	}
	s.mu.Lock()
	s.placed = true
	s.mu.Unlock()
	return nil
}

// isPlaced says that the socket was opened with the token already.
func (s *session) isPlaced() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.placed
}

// rest records a request or an answer of the REST twin.
func (t *Trace) rest(out bool, op, text string, status int) {
	if t.off() {
		return
	}
	r := &Record{Time: time.Now(), Out: out}
	t.read(r, text)
	r.Name, r.ID, r.Kind = "REST "+op, 0, RecordResponse
	switch {
	case out:
		r.Kind = RecordRequest
	case status/100 != 2:
		r.Kind = RecordRefusal
	}
	t.add(r)
}
