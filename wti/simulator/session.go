package simulator

import (
	"strconv"
	"time"

	"github.com/gorilla/websocket"
)

// session is an application session (protocol notes §2). It outlives its
// socket: active until its time is over, then inactive for the cleanup delay.
type session struct {
	server       *Server
	id           string
	token        string
	user         string
	socket       *socket // nil while the client is not connected
	duration     time.Duration
	cleanupDelay time.Duration // as asked for
	expiry       *timer
	inactive     bool
	lost         bool     // its time is over; its terminals did not log off
	late         [][]byte // events that a fault delays
	heldBack     []byte   // event that a fault sends after its successor
	release      *timer
	devices      map[string]*grant // by device id
	forced       map[*station]bool // whose terminal of this session another login threw out
	monitors     map[string]*monitor
}

// startSession is StartApplicationSession.
func (x *exchange) startSession() (object, error) {
	if x.sock != nil && x.s.dialect().RESTStart {
		return nil, &refusal{category: "operation", code: "securityViolation", text: "start the session over REST", status: 401}
	}
	if x.sess != nil {
		return nil, &refusal{category: "applError", session: true, text: "this socket has a session already"}
	}
	if len(x.p) == 0 {
		return nil, sessionRefusal("invalidApplicationInfo", "the payload is empty")
	}
	if err := checkVersions(x.p["ProtocolVersionList"]); err != nil {
		return nil, err
	}
	wanted, err := seconds(x.p, "SessionDuration", "requestedSessionDuration")
	if err != nil {
		return nil, err
	}
	old := str(x.p, "SessionID", "sessionID")
	sess := x.s.sessions[old]
	if old != "" && x.s.dialect().NoReestablish {
		return nil, sessionRefusal("invalidApplicationInfo", "a session cannot be re-established")
	}
	switch {
	case sess != nil && sess.user == x.user:
		sess.inactive = false
	default:
		sess = &session{
			server: x.s, id: x.s.newSessionID(), user: x.user,
			devices: map[string]*grant{}, monitors: map[string]*monitor{}, forced: map[*station]bool{}, cleanupDelay: time.Duration(x.s.set.CleanupDelay),
		}
		x.s.sessions[sess.id] = sess
	}
	if text := str(x.p, "SessionCleanupDelay", "sessionCleanupDelay"); text != "" {
		if sess.cleanupDelay, err = seconds(x.p, "SessionCleanupDelay", "sessionCleanupDelay"); err != nil {
			return nil, err
		}
	}
	sess.token = x.s.newToken()
	if x.sock != nil {
		sess.adopt(x.sock)
	}
	sess.reset(wanted)
	x.sess = sess
	x.s.log.Info("session started", "session", sess.id, "user", sess.user, "application", str(x.p, "ApplicationID"), "seconds", sess.seconds())
	return object{
		"token": sess.token, "sessionID": sess.id,
		"actualSessionDuration": sess.seconds(), "actualProtocolVersion": "10.2.0",
	}, nil
}

// checkVersions wants at least one version of release 10 when a list is given.
func checkVersions(list any) error {
	versions, ok := list.([]any)
	if !ok {
		return nil
	}
	for _, v := range versions {
		if text, ok := v.(string); ok && (text == "10.2.0" || text == "10.1.0" || text == "10.2.1") {
			return nil
		}
	}
	return sessionRefusal("requestedProtocolVersionNotSupported", "supported: 10.2.0, 10.1.0")
}

// seconds reads a duration; 180 s when none is given.
func seconds(p object, names ...string) (time.Duration, error) {
	text := str(p, names...)
	if text == "" {
		return 180 * time.Second, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 {
		return 0, sessionRefusal("invalidApplicationInfo", "session duration %q is not a number of seconds", text)
	}
	return time.Duration(min(n, 1_000_000)) * time.Second, nil
}

// adopt makes sock the session's socket; an older one is closed.
func (sess *session) adopt(sock *socket) {
	if old := sess.socket; old != nil && old != sock {
		old.session = nil
		old.close(websocket.CloseNormalClosure, "session continued on another socket")
	}
	sess.socket, sock.session = sock, sess
	if sess.inactive {
		sess.inactive = false
		sess.reset(sess.duration)
	}
}

// reset starts the session's time anew.
func (sess *session) reset(wanted time.Duration) {
	o := sess.server.set
	sess.duration = min(max(wanted, time.Duration(o.MinSession)), time.Duration(o.MaxSession))
	sess.expiry.stop()
	sess.expiry = sess.server.after(sess.duration, sess.expired)
}

func (sess *session) seconds() int { return int(sess.duration / time.Second) }

// expired runs when the time is over. A connected client is told and cut off; a
// lost one may still come back during the cleanup delay.
func (sess *session) expired() {
	if sess.socket == nil && !sess.inactive && sess.cleanupDelay > 0 {
		sess.inactive = true
		sess.expiry = sess.server.after(sess.cleanupDelay, sess.expired)
		sess.server.log.Info("session inactive", "session", sess.id)
		return
	}
	sess.server.log.Info("session expired", "session", sess.id)
	sess.event("ApplicationSessionTerminated", object{
		"sessionID": sess.id, "sessionTermReason": object{"definedTermReason": "sessionTimerExpired"},
	})
	sess.lost = true
	sess.end("session timer expired")
}

// end releases everything the session holds and closes its socket.
func (sess *session) end(reason string) {
	sess.cleanup()
	sess.expiry.stop()
	delete(sess.server.sessions, sess.id)
	if sock := sess.socket; sock != nil {
		sess.server.flush()
		sock.session, sess.socket = nil, nil
		sock.close(websocket.CloseNormalClosure, reason)
	}
}

// cleanup drops monitors, terminals and devices.
func (sess *session) cleanup() {
	for _, m := range sess.monitors {
		m.drop()
	}
	for _, st := range sess.server.stations {
		for _, reg := range st.registrations() {
			if reg.session == sess {
				sess.server.unregister(reg, "LOGOFF", "session ended")
			}
		}
	}
	sess.devices = map[string]*grant{}
}

// event sends an event to the session's client, if it is connected.
func (sess *session) event(name string, payload object) {
	if sess.socket == nil {
		return
	}
	s := sess.server
	frame := s.dialect().encode(envelope{kind: "event", name: name, invokeID: 9999, payload: payload})
	s.deliver(sess, frame)
}

// named checks that the request is about its own session.
func (x *exchange) named() error {
	if id := str(x.p, "sessionID", "SessionID"); id != "" && id != x.sess.id {
		return sessionRefusal("invalidSessionID", "session %s is not yours", id)
	}
	return nil
}

// resetTimer is ResetApplicationSessionTimer.
func (x *exchange) resetTimer() (object, error) {
	if err := x.named(); err != nil {
		return nil, err
	}
	if !x.s.dialect().Reset.allows(x.p) {
		return nil, sessionRefusal("serverCannotResetSessionTimer", "the payload is not understood")
	}
	wanted := x.sess.duration

	if str(x.p, "requestedSessionDuration", "SessionDuration") != "" {
		var err error
		if wanted, err = seconds(x.p, "requestedSessionDuration", "SessionDuration"); err != nil {
			return nil, err
		}
	}
	x.sess.inactive = false
	x.sess.reset(wanted)
	return object{"actualSessionDuration": x.sess.seconds()}, nil
}

// stopSession is StopApplicationSession. The socket stays open: the client
// closes it, or starts a new session.
func (x *exchange) stopSession() (object, error) {
	if err := x.named(); err != nil {
		return nil, err
	}
	sess := x.sess
	sess.cleanup()
	sess.expiry.stop()
	delete(x.s.sessions, sess.id)
	if sess.socket != nil {
		sess.socket.session, sess.socket = nil, nil
	}
	x.s.log.Info("session stopped", "session", sess.id)
	return object{}, nil
}

// sessionList is GetSessionIdList: the sessions of the same CTI user.
func (x *exchange) sessionList() (object, error) {
	ids := []string{}
	for id, sess := range x.s.sessions {
		if sess.user == x.user {
			ids = append(ids, id)
		}
	}
	return object{"sessionIDList": ids}, nil
}

// cleanupSession is CleanupSession.
func (x *exchange) cleanupSession() (object, error) {
	x.sess.cleanup()
	return object{}, nil
}
