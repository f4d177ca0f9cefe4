package simulator

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"
)

// authenticate checks an upgrade or REST request: a bearer token of a live
// session, else Basic of a CTI user.
func (s *Server) authenticate(r *http.Request) (user string, sess *session, ok bool) {
	if s.dialect().OldAES {
		return "", nil, false
	}
	token, given := bearer(r.Header.Get("Authorization"))
	if !given {
		token = r.URL.Query().Get("access_token")
	}
	if token != "" {
		if sess := s.sessionOf(token); sess != nil {
			return sess.user, sess, true
		}
		if given {
			return "", nil, false
		}
	}
	name, password, basic := r.BasicAuth()
	if !basic {
		return "", nil, false
	}
	for _, u := range s.opt.Scenario.Users {
		if same(u.Name, name) && same(u.Password, password) {
			return u.Name, nil, true
		}
	}
	return "", nil, false
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// sessionOf finds the live session that a token belongs to.
func (s *Server) sessionOf(token string) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, sess := range s.sessions {
		if same(sess.token, token) {
			return sess
		}
	}
	return nil
}

// proven reports whether a request on a socket shows the token as the dialect
// demands.
func (s *Server) proven(x *exchange) bool {
	switch s.dialect().Token {
	case TokenHeader:
		token, ok := bearer(str(x.req.header, "authorization", "Authorization"))
		return ok && same(token, x.sess.token)
	case TokenQuery, TokenReconnect:
		return x.sock == nil || x.sock.proven
	}
	return true
}

// randomHex returns n random bytes as upper-case hex.
func randomHex(n int) string {
	b := make([]byte, n)
	rand.Read(b) // never fails
	return strings.ToUpper(hex.EncodeToString(b))
}
