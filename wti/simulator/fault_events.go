package simulator

import (
	"maps"
	"slices"
	"time"
)

// eventFaults disturb the events on their way to the clients. Guarded by
// Server.mu.
type eventFaults struct {
	reorderEvery, malformEvery int
	delay                      time.Duration
	count                      int
}

// reorderHold is how long an event waits for its successor at most.
const reorderHold = 200 * time.Millisecond

// deliver queues an event frame as the faults have it.
func (s *Server) deliver(sess *session, frame []byte) {
	f := &s.faults.events
	if f.delay <= 0 {
		s.disturbEvent(sess, frame)
		return
	}
	sess.late = append(sess.late, frame) // the timers may fire in any order, the frames keep theirs
	s.after(f.delay, func() {
		if len(sess.late) > 0 {
			next := sess.late[0]
			sess.late = sess.late[1:]
			s.disturbEvent(sess, next)
		}
	})
}

func (s *Server) disturbEvent(sess *session, frame []byte) {
	if sess.socket == nil {
		return
	}
	f := &s.faults.events
	f.count++
	hit := func(every int) bool { return every > 0 && f.count%every == 0 }
	send := func(data []byte) { s.outbox = append(s.outbox, outgoing{sess.socket, data}) }
	if hit(f.malformEvery) {
		send(frame[:len(frame)*2/3])
	}
	if hit(f.reorderEvery) && sess.heldBack == nil {
		sess.heldBack = frame
		sess.release = s.after(reorderHold, func() { s.releaseEvent(sess) })
		return
	}
	send(frame)
	if s.faults.duplicateEvents {
		send(slices.Clone(frame))
	}
	s.releaseEvent(sess)
}

// releaseEvent sends the event that was kept back.
func (s *Server) releaseEvent(sess *session) {
	if sess.heldBack == nil || sess.socket == nil {
		return
	}
	sess.release.stop()
	s.outbox = append(s.outbox, outgoing{sess.socket, sess.heldBack})
	sess.heldBack = nil
}

// ReorderEvents sends every so manieth event after its successor; zero ends it.
// An event without a successor comes after 200 ms.
func (s *Server) ReorderEvents(every int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.events.reorderEvery, s.faults.events.count = every, 0
}

// MalformEvents sends a broken copy, cut off in the middle, before every so
// manieth event; zero ends it. The event itself comes too.
func (s *Server) MalformEvents(every int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.events.malformEvery = every
}

// DelayEvents lets every event come so much later, in order; zero ends it.
func (s *Server) DelayEvents(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.events.delay = d
}

// Slow carries out the requests of a command at once but answers so much later,
// after their events; an empty command means all, zero ends it.
func (s *Server) Slow(op string, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults.slow == nil {
		s.faults.slow = map[string]time.Duration{}
	}
	s.faults.slow[op] = d
}

func (f *faults) slowness(op string) time.Duration {
	if d, ok := f.slow[op]; ok {
		return d
	}
	return f.slow[""]
}

// UnknownEvent sends every monitor an event of a name that no client knows.
func (s *Server) UnknownEvent(name string) {
	s.mu.Lock()
	defer s.unlock()
	for _, sess := range s.sessions {
		for _, id := range slices.Sorted(maps.Keys(sess.monitors)) {
			sess.event(name, object{"monitorCrossRefID": id, "somethingNew": object{"value": []int{1, 2, 3}}})
		}
	}
}

// BlankDisplay sends blank updates of a station's display, as CM often does; what
// the display shows does not change.
func (s *Server) BlankDisplay(extension string) {
	s.mu.Lock()
	defer s.unlock()
	if st := s.station(extension); st != nil {
		for range 3 {
			st.physical("displayUpdated", "DisplayUpdatedEvent", displayObject(""))
		}
	}
}

// RefreshLamps repeats the lamps of a station although nothing changed, as CM
// does by itself every 30 s.
func (s *Server) RefreshLamps(extension string) {
	s.mu.Lock()
	defer s.unlock()
	if st := s.station(extension); st != nil {
		st.repeatLamps()
	}
}
