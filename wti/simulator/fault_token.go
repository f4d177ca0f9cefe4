package simulator

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
