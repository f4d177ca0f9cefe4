package simulator

import (
	"cmp"
	"fmt"
	"strconv"
	"time"
)

// Pinned fixes what a server otherwise chooses by itself, so that a whole
// transcript can be foretold. Token, session and UCID are used once, then the server
// goes on by itself; the zero value pins nothing.
type Pinned struct {
	Token     string // of the first session
	SessionID string // of the first session
	CallID    int    // of the first call; the next ones count on from it
	Monitor   int    // cross reference id of the first monitor; 101 when zero
	UCID      string // of the first call: 20 digits
	Trunk     int    // member of the first outside party, 3 for T12#3; the next ones count on from it
}

// newToken is a session's access token.
func (s *Server) newToken() string {
	token := s.opt.Pinned.Token
	s.opt.Pinned.Token = ""
	return cmp.Or(token, randomHex(24))
}

// newSessionID looks like DMCC's: 32 hex digits, a dash and a number.
func (s *Server) newSessionID() string {
	id := s.opt.Pinned.SessionID
	s.opt.Pinned.SessionID = ""
	return cmp.Or(id, randomHex(16)+"-"+strconv.Itoa(len(s.sessions)))
}

// newUCID is a universal call id: 20 digits.
func (s *Server) newUCID() string {
	s.madeCalls++
	id := s.opt.Pinned.UCID
	s.opt.Pinned.UCID = ""
	return cmp.Or(id, fmt.Sprintf("00001%05d%010d", s.madeCalls%100_000, time.Now().Unix()))
}

// newTrunk is the connection id of an outside party, and the member of its trunk
// group.
func (s *Server) newTrunk() (id string, member int) {
	s.nextTrunk++
	return fmt.Sprintf("T12#%d", s.nextTrunk), (s.nextTrunk-1)%31 + 1
}
