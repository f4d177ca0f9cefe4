package simulator

import (
	"slices"
	"time"
)

// faults are the disturbances asked for by the API.
type faults struct {
	refusals        map[string][]scriptedRefusal
	delays          map[string]time.Duration
	silent          map[string]int
	slow            map[string]time.Duration
	duplicateEvents bool
	events          eventFaults
}

type scriptedRefusal struct {
	category, code string
	left           int // -1: for ever
}

// refuse gives the refusal scripted for a command, if any.
func (f *faults) refuse(op string) error {
	list := f.refusals[op]
	if len(list) == 0 {
		return nil
	}
	r := &list[0]
	err := &refusal{category: r.category, code: r.code, session: r.category == "definedError"}
	if r.left > 0 {
		if r.left--; r.left == 0 {
			f.refusals[op] = list[1:]
		}
	}
	return err
}

func (f *faults) delay(op string) time.Duration {
	if d, ok := f.delays[op]; ok {
		return d
	}
	return f.delays[""]
}

func (f *faults) silenced(op string) bool {
	if f.silent[op] == 0 {
		return false
	}
	f.silent[op]--
	return true
}

// Refuse makes the next so many requests of a command fail with the category
// and code of protocol notes §10, for example "operation" and
// "invalidAgentPassword"; category "definedError" has the shape of the session
// services. times below zero means for ever.
func (s *Server) Refuse(op, category, code string, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults.refusals == nil {
		s.faults.refusals = map[string][]scriptedRefusal{}
	}
	if times != 0 {
		s.faults.refusals[op] = append(s.faults.refusals[op], scriptedRefusal{category, code, times})
	}
}

// Delay makes every request of a command wait so long before it is served; an
// empty command means all. Zero ends it.
func (s *Server) Delay(op string, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults.delays == nil {
		s.faults.delays = map[string]time.Duration{}
	}
	s.faults.delays[op] = d
}

// Ignore makes the server carry out the next so many requests of a command
// without answering them.
func (s *Server) Ignore(op string, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults.silent == nil {
		s.faults.silent = map[string]int{}
	}
	s.faults.silent[op] += times
}

// DuplicateEvents sends every event twice while on.
func (s *Server) DuplicateEvents(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.duplicateEvents = on
}

// DropSockets cuts all sockets without a closing handshake, as a network failure
// does. Sessions, terminals and calls stay.
func (s *Server) DropSockets() {
	s.mu.Lock()
	defer s.unlock()
	for sock := range s.sockets {
		sock.close(0, "")
	}
}

// ExpireSessions lets the time of all sessions be over now.
func (s *Server) ExpireSessions() {
	s.mu.Lock()
	defer s.unlock()
	for _, sess := range s.sessions {
		sess.inactive = true
		sess.expired()
	}
}

// Inject sends text as a frame to every connected client, whatever it is.
func (s *Server) Inject(text string) {
	s.mu.Lock()
	defer s.unlock()
	for sock := range s.sockets {
		s.outbox = append(s.outbox, outgoing{sock, []byte(text)})
	}
}

// Received lists the commands that came, oldest first.
func (s *Server) Received() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.received)
}
