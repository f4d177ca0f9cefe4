package simulator

import "github.com/gorilla/websocket"

// ExpireTokens makes every session's token worthless: upgrades, REST requests
// and messages that carry it are refused from now on. Sessions, devices, monitors
// and terminals stay, and sockets that need no token go on; a client gets a new
// token by starting its session again (protocol notes §1.2).
func (s *Server) ExpireTokens() {
	s.mu.Lock()
	defer s.unlock()
	for _, sess := range s.sessions {
		sess.token = s.newToken()
		if sess.socket != nil {
			sess.socket.proven = false
		}
	}
}

// TerminateSessions ends every session as a server does that shuts down its
// service: clients are told and cut off. What the sessions hold stays for the
// cleanup delay, so that a client that comes back in time finds its phone and
// its calls (protocol notes §2.4, §2.5).
func (s *Server) TerminateSessions(reason string) {
	s.mu.Lock()
	defer s.unlock()
	for _, sess := range s.sessions {
		if sess.socket == nil {
			continue
		}
		sess.event("ApplicationSessionTerminated", object{
			"sessionID": sess.id, "sessionTermReason": object{"serverTermReason": reason},
		})
		s.flush() // the event is on its way before the socket closes
		sess.socket.close(websocket.CloseGoingAway, reason)
		sess.token = s.newToken()
		sess.inactive = true
		sess.expiry.stop()
		sess.expiry = s.after(max(sess.cleanupDelay, 1), sess.expired)
	}
}
