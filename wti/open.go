package wti

import (
	"context"
	"errors"
	"strings"
	"time"
)

// open connects and starts an application session on the first server that lets
// us. Wrong credentials end the search. The step says where the last try ended.
func (c *Client) open(ctx context.Context, report func(Step, StepState, error)) (*session, Step, error) {
	var err error
	step := StepConnect
	for _, server := range c.servers.order() {
		var s *session
		if s, step, err = c.openAt(ctx, server, c.servers.patience(server), report); err == nil {
			c.servers.worked(server)
			return s, step, nil
		}
		c.log.Warn("server does not take us", "server", server, "err", err)
		if ctx.Err() != nil || errors.Is(err, ErrUnauthorized) || KindOf(err) == KindUnauthorized {
			break
		}
		c.servers.failed(server)
	}
	return nil, step, err
}

func (c *Client) openAt(ctx context.Context, server string, limit time.Duration, report func(Step, StepState, error)) (*session, Step, error) {
	report(StepConnect, StepRunning, nil)
	s := newSession(c, server)
	s.limit = limit
	if !s.startsByREST() {
		if err := s.connect(ctx, placement{}); err != nil {
			return nil, StepConnect, err
		}
	}
	report(StepConnect, StepDone, nil)
	report(StepSession, StepRunning, nil)
	if err := s.start(ctx, ""); err != nil {
		if s.conn != nil {
			s.teardown(ctx)
		}
		return nil, StepSession, err
	}
	report(StepSession, StepDone, nil)
	return s, StepSession, nil
}

// connect opens the session's socket.
func (s *session) connect(ctx context.Context, p placement) error {
	ws, err := s.c.dial(ctx, s.server, p, s.limit)
	if err != nil {
		return err
	}
	s.c.trace.note("connected", s.server, nil)
	s.conn = startConn(ws, s, s.c.opt.Dialect)
	return nil
}

// start starts the application session (protocol notes §2.1), or takes up the
// one that old names. A refusal of the protocol version is tried again with more
// versions, once; one like a 401, or for want of a right, by REST, once (§12.2).
func (s *session) start(ctx context.Context, old string) error {
	d := s.c.opt.Dialect
	m := startSession{
		SessionDuration:     seconds(int(s.c.opt.SessionDuration.Round(time.Second) / time.Second)),
		ProtocolVersionList: d.versions(),
		ApplicationID:       s.c.opt.ApplicationID,
	}
	send := s.startOnSocket
	if s.startsByREST() {
		send = s.startByREST
	}
	err := send(ctx, m.resume(d, old))
	if KindOf(err) == KindVersion {
		m.ProtocolVersionList = append(append([]string{}, m.ProtocolVersionList...), "10.1.2", "10.1", "10.0", "8.1.3", "8.1", "8.0", "7.1", "6.3.3")
		err = send(ctx, m.resume(d, old))
	}
	if (unauthorized(err) || KindOf(err) == KindNotPermitted) && !s.startsByREST() && d.SessionStart != "socket" {
		if s.startByREST(ctx, m.resume(d, old)) == nil {
			set(&s.c.learned, &s.c.learned.restStart, true)
			err = nil
		}
	}
	if err != nil || s.isPlaced() {
		return err
	}
	p := d.TokenPlacement
	if p == "" || p == "socket" {
		p = get(&s.c.learned, &s.c.learned.token)
	}
	return s.place(ctx, p)
}

func (s *session) startOnSocket(ctx context.Context, m any) error {
	return s.do(ctx, opStartSession, m, s.readSession)
}

// readSession runs on the reader.
func (s *session) readSession(p value) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.started = true
	s.token = Secret(p.get("token", "accessToken", "access_token").text())
	s.id = p.get("sessionID").text()
	if v := p.get("actualProtocolVersion").text(); v != "" {
		s.version = v
	}
	s.c.redact.token(s.token)
	s.setDuration(p)
	return nil
}

// setDuration reads the session's actual duration. s.mu must be held.
func (s *session) setDuration(p value) {
	if n, ok := p.get("actualSessionDuration", "sessionDuration").number(); ok && n > 0 {
		s.duration = time.Duration(n) * time.Second
	} else if s.duration == 0 {
		s.duration = s.c.opt.SessionDuration
	}
}

// place puts the access token where the dialect wants it (protocol notes §1.2).
func (s *session) place(ctx context.Context, placing string) error {
	s.mu.Lock()
	token := s.token
	s.mu.Unlock()
	if token == "" {
		return nil
	}
	switch placing {
	case "header":
		s.conn.setBearer(token)
	case "query", "reconnect":
		old := s.conn
		if err := s.connect(ctx, placement{bearer: token, query: placing == "query"}); err != nil {
			s.conn = old
			return tokenRefused(err)
		}
		old.leave(time.Second)
	}
	return nil
}

// tokenRefused makes a 401 to a session's own token a refusal of that session. It
// does not say that the password is wrong: that was taken a moment ago, and a new
// session may be tried.
func tokenRefused(err error) error {
	if e, ok := errors.AsType[*ConnectError](err); ok && e.Kind == KindUnauthorized {
		return &Error{Op: opStartSession, Text: "the new session's token is not taken", status: e.Status}
	}
	return err
}

// openDevice gets our device id. While an old session of ours still holds it, it
// is asked for again until that session must be gone (protocol notes §2.5).
func (s *session) openDevice(ctx context.Context, patience time.Duration) error {
	err := s.tokenDevice(ctx)
	reset := time.Now()
	for end := time.Now().Add(patience); KindOf(err) == KindDeviceBusy && time.Now().Before(end); {
		if e := sleep(ctx, 2*time.Second); e != nil {
			return wrapRequest(opGetDeviceID, e)
		}
		if time.Since(reset) >= s.keepAliveInterval() { // the new session must outlive the old one
			reset = time.Now()
			if e := s.resetTimer(ctx); e != nil {
				return e
			}
		}
		err = s.getDevice(ctx)
	}
	return err
}

// tokenDevice tries the other token placements when the first request after the
// session start is refused like a missing authorization.
func (s *session) tokenDevice(ctx context.Context) error {
	err := s.getDevice(ctx)
	setting := s.c.opt.Dialect.TokenPlacement
	if !unauthorized(err) || setting != "" && setting != "socket" {
		return err
	}
	for _, placing := range []string{"header", "query", "reconnect"} {
		if s.place(ctx, placing) != nil {
			continue
		}
		second := s.getDevice(ctx)
		if !unauthorized(second) {
			set(&s.c.learned, &s.c.learned.token, placing)
			return second
		}
	}
	return err
}

func unauthorized(err error) bool {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return false
	}
	words := squash(e.Code + e.Text)
	for _, w := range []string{"unauthorized", "notauthorized", "authentication", "token", "bearer"} {
		if strings.Contains(words, w) {
			return true
		}
	}
	return e.status == 401 || e.status == 403
}

// getDevice asks for our device id, shared so that a later session of ours gets
// it too; then without the options, should a server not take them.
func (s *session) getDevice(ctx context.Context) error {
	o := s.c.opt
	m := getDeviceID{SwitchName: o.SwitchName, Extension: o.Extension, DeviceInstance: &o.DeviceInstance, ControllableByOtherSession: true}
	err := s.do(ctx, opGetDeviceID, m, s.readDevice)
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == KindOther && !unauthorized(err) && o.DeviceInstance == 0 {
		if s.do(ctx, opGetDeviceID, getDeviceID{SwitchName: o.SwitchName, Extension: o.Extension}, s.readDevice) == nil {
			return nil
		}
	}
	return err
}

// readDevice runs on the reader.
func (s *session) readDevice(p value) error {
	id, ok := p.get("device", "deviceID", "deviceIdentifier").device()
	if !ok {
		if id, ok = p.device(); !ok {
			return &Error{Op: opGetDeviceID, Text: "answer without a device id"}
		}
	}
	s.mu.Lock()
	s.device = id
	s.mu.Unlock()
	s.c.mu.Lock()
	s.c.device = id
	s.c.mu.Unlock()
	return nil
}

const teardownLimit = 3 * time.Second

// teardown gives back what was made, in reverse, and closes the connection. It
// works after ctx has ended, within a limit of its own.
func (s *session) teardown(ctx context.Context) {
	if errors.Is(context.Cause(ctx), errClosed) {
		s.conn.close() // Close is abrupt
		return
	}
	limit := teardownLimit
	if errors.Is(context.Cause(ctx), errLeaving) {
		limit = leaveLimit / 2
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	if err := s.release(ctx, limit/5); err != nil {
		s.c.log.Debug("giving back", "err", err)
	}
	s.conn.leave(limit / 4)
}

// release undoes registration, monitor, device and session (protocol notes §2.3). What
// is not answered within each does not keep the rest from being asked for.
func (s *session) release(ctx context.Context, each time.Duration) error {
	errs := []error{within(ctx, each, s.unregister), within(ctx, each, s.stopMonitor)}
	s.mu.Lock()
	device, started, id := s.device, s.started, s.id
	s.started = false
	s.mu.Unlock()
	if device != "" {
		errs = append(errs, within(ctx, each, func(ctx context.Context) error {
			return s.do(ctx, opReleaseDeviceID, deviceOnly{device}, nil)
		}))
	}
	if started {
		m := stopSession{SessionID: id}
		m.SessionEndReason.DefinedEndReason = "normal"
		errs = append(errs, s.do(ctx, opStopSession, m, nil)) // has the time that is left
	}
	return errors.Join(errs...)
}

func within(ctx context.Context, limit time.Duration, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return do(ctx)
}
