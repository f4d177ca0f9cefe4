package simulator

import (
	"cmp"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Limits of a socket (protocol notes §12.1).
const (
	frameLimit   = 1 << 20
	queueLimit   = 20_000
	writeTimeout = 10 * time.Second
	lingerTime   = time.Second
)

// socket is one WebSocket. Its reader serves requests; its writer empties the
// queue, so that pushing never blocks.
type socket struct {
	server  *Server
	conn    *websocket.Conn
	user    string
	session *session // guarded by Server.mu
	proven  bool     // the upgrade itself carried the token; set before use

	mu     sync.Mutex // guards queue and closed
	queue  [][]byte
	closed bool
	code   int // close code to send
	reason string
	idle   time.Duration // Dialect.IdleTimeout; set before use
	wake   chan struct{} // capacity 1
	gone   chan struct{} // closed when nothing more is read
}

// outgoing is a frame for a socket.
type outgoing struct {
	socket *socket
	frame  []byte
}

// serveSocket is the upgrade. Bearer is tried first and re-attaches to a live
// session; Basic opens a socket without one (protocol notes §1.2).
func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	user, sess, ok := s.authenticate(r)
	if !ok {
		s.log.Warn("upgrade refused: wrong credentials", "remote", r.RemoteAddr)
		if !s.dialect().OldAES { // with what such a release answers is not known
			w.Header().Set("WWW-Authenticate", `Basic realm="AES", charset="UTF-8"`)
		}
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	conn, err := s.upgrader.Upgrade(w, r, nil)
	if err != nil {
		s.log.Debug("upgrade failed", "err", err)
		return
	}
	conn.SetReadLimit(frameLimit)
	d := s.dialect()
	sock := &socket{server: s, conn: conn, user: user, proven: sess != nil, wake: make(chan struct{}, 1), gone: make(chan struct{})}
	if !s.attach(sock, sess) {
		conn.Close()
		return
	}
	s.log.Info("socket open", "user", user, "remote", r.RemoteAddr, "resumed", sess != nil)
	if !s.tasks.begin("socket reader") {
		conn.Close()
		return
	}
	defer s.tasks.end("socket reader")
	s.tasks.run("socket writer", sock.write)
	sock.watch(time.Duration(d.IdleTimeout))
	sock.read()
	close(sock.gone)
	s.detach(sock)
}

// attach makes the socket known, and the current one of its session.
func (s *Server) attach(sock *socket, sess *session) bool {
	s.mu.Lock()
	defer s.unlock()
	if s.closing {
		return false
	}
	s.sockets[sock] = true
	if sess != nil {
		sess.adopt(sock)
	}
	return true
}

func (s *Server) detach(sock *socket) {
	s.mu.Lock()
	defer s.unlock()
	delete(s.sockets, sock)
	if sock.session != nil && sock.session.socket == sock {
		sock.session.socket = nil
		s.log.Info("socket lost, session stays until its time is over", "session", sock.session.id)
	}
	sock.close(websocket.CloseNormalClosure, "")
}

func (k *socket) read() {
	for {
		kind, data, err := k.conn.ReadMessage()
		if err != nil {
			k.tooQuiet(err)
			return
		}
		k.alive()
		if kind != websocket.TextMessage {
			k.server.log.Warn("binary frame ignored", "bytes", len(data))
			continue
		}
		k.server.serve(k, data)
	}
}

// push queues a frame. A client that does not read is cut off.
func (k *socket) push(frame []byte) {
	k.mu.Lock()
	full := len(k.queue) >= queueLimit
	if !k.closed && !full {
		k.queue = append(k.queue, frame)
	}
	k.mu.Unlock()
	if full {
		k.close(websocket.ClosePolicyViolation, "client reads too slowly")
		return
	}
	k.signal()
}

func (k *socket) signal() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// close ends the socket after what is queued was written. Code 0 cuts it at once
// without a closing handshake, as a network failure does.
func (k *socket) close(code int, reason string) {
	k.mu.Lock()
	first := !k.closed
	if first {
		k.closed, k.code, k.reason = true, code, reason
	}
	k.mu.Unlock()
	if first && code == 0 {
		k.conn.NetConn().Close()
	}
	k.signal()
}

func (k *socket) take() (frames [][]byte, closed bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	frames, k.queue = k.queue, nil
	return frames, k.closed
}

func (k *socket) write() {
	defer k.conn.Close()
	for range k.wake {
		frames, closed := k.take()
		for _, frame := range frames {
			k.conn.SetWriteDeadline(time.Now().Add(writeTimeout))
			if err := k.conn.WriteMessage(websocket.TextMessage, frame); err != nil {
				k.close(0, "")
				return
			}
		}
		if closed {
			if k.code != 0 {
				msg := websocket.FormatCloseMessage(cmp.Or(k.server.dialect().CloseCode, k.code), k.reason)
				k.conn.WriteControl(websocket.CloseMessage, msg, time.Now().Add(time.Second))
				k.linger()
			}
			return
		}
	}
}

// linger waits for the client's side of the closing handshake: closing with
// something unread would reset the connection, and what was sent last would be
// lost on the way.
func (k *socket) linger() {
	limit := time.NewTimer(lingerTime)
	defer limit.Stop()
	select {
	case <-k.gone:
	case <-limit.C:
	case <-k.server.stopped:
	}
}

// bearer extracts the token of an Authorization value.
func bearer(value string) (token string, ok bool) {
	scheme, token, ok := strings.Cut(value, " ")
	return token, ok && strings.EqualFold(scheme, "Bearer")
}
