package simulator

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"
)

// Codec lets tests reach the G.711 code.
var Codec = struct {
	FromMulaw, FromAlaw func(byte) int16
	ToMulaw, ToAlaw     func(int16) byte
}{mulawToLinear, alawToLinear, linearToMulaw, linearToAlaw}

// ToG722 and FromG722 give the gateway's coders of one stream.
func ToG722() func(int16) byte { return newLowerBand().encode }

// FromG722 is the other way.
func FromG722() func(byte) int16 { return newLowerBand().decode }

// ParseRequest tells the name of a request.
func ParseRequest(data []byte) (string, error) {
	r, err := parseRequest(data)
	return r.name, err
}

// Direct is a server without sockets, driven by one session.
type Direct struct {
	*Server
	sess *session
}

// NewDirect makes one and starts its session.
func NewDirect(t testing.TB, o Options) *Direct {
	t.Helper()
	o.RegisterDelay = -1
	s, err := newServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.gateway = newGateway(netip.MustParseAddr("127.0.0.1"), s.dialect, &s.tasks)
	t.Cleanup(func() {
		s.gateway.close()
		if err := s.tasks.close(5e9); err != nil {
			t.Error(err)
		}
	})
	d := &Direct{Server: s}
	d.Do("StartApplicationSession", object{"SessionDuration": "600"})
	for _, sess := range s.sessions {
		d.sess = sess
	}
	return d
}

// Do carries out a request and returns its answer, nil when it comes later.
func (d *Direct) Do(name string, payload object) object {
	raw, err := decodeObject(marshal(payload))
	if err != nil {
		panic(err)
	}
	x := &exchange{
		s: d.Server, sess: d.sess, user: "demo", rest: make(chan restAnswer, 1),
		req: &request{name: name, payload: raw}, p: raw,
	}
	d.mu.Lock()
	x.run()
	d.unlock()
	select {
	case a := <-x.rest:
		if _, err := decodeObject(marshal(a.payload)); err != nil {
			panic(err)
		}
		return a.payload
	default:
		return nil
	}
}

// Check finds contradictions in the switch's state.
func (d *Direct) Check() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for id, c := range d.calls {
		switch {
		case c.id != id || len(c.parties) == 0:
			return fmt.Errorf("call %s under %s has %d parties", c.id, id, len(c.parties))
		case c.queued != (c.skill != nil && slices.Contains(c.skill.queue, c)):
			return fmt.Errorf("call %s: queued is %v, in the queue it is not so", id, c.queued)
		}
		for _, p := range c.parties {
			switch {
			case p.call != c || p.state == stateNull:
				return fmt.Errorf("call %s: party %s is %s in call %s", id, p.id, p.state, p.call.id)
			case p.station != nil && p.station.parties[p.appearance] != p:
				return fmt.Errorf("call %s: party %s is not at its station", id, p.id)
			}
		}
	}
	for ext, k := range d.skills {
		for _, c := range k.queue {
			if d.calls[c.id] != c {
				return fmt.Errorf("skill %s: dead call %s waits", ext, c.id)
			}
		}
	}
	for _, st := range d.stations {
		if err := d.checkStation(st); err != nil {
			return fmt.Errorf("station %s: %w", st.ext, err)
		}
	}
	return nil
}

func (d *Direct) checkStation(st *station) error {
	active := 0
	for _, p := range st.parties {
		switch {
		case p == nil:
			continue
		case d.calls[p.call.id] != p.call || !slices.Contains(p.call.parties, p):
			return fmt.Errorf("dead call %s", p.call.id)
		case p.state == stateConnected, p.state == stateInitiated, p.state == stateFailed:
			active++
		}
	}
	a := st.agent
	switch {
	case active > 1:
		return fmt.Errorf("%d active calls", active)
	case st.media != st.active():
		return fmt.Errorf("media belongs to %v, active is %v", st.media, st.active())
	case a != nil && a.station != st:
		return fmt.Errorf("agent %s is elsewhere", a.id)
	case a != nil && a.acd != nil && (a.acd.state == stateNull || a.acd.station != st):
		return fmt.Errorf("agent %s has a dead ACD call", a.id)
	case a != nil && a.available() && len(d.skills[a.skills[0]].queue) > 0:
		return fmt.Errorf("agent %s is available and calls wait", a.id)
	}
	return nil
}

// Ringing is the device that rings, "" for none.
func (d *Direct) Ringing() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, st := range d.stations {
		if st.ringing {
			return st.id()
		}
	}
	return ""
}

// CloseWithHangingTask closes while a task of that name does not end.
func CloseWithHangingTask(name string) error {
	var t tasks
	done := make(chan struct{})
	t.run(name, func() { <-done })
	err := t.close(time.Millisecond)
	close(done)
	return err
}

// After runs f once d has passed.
func (s *Server) After(d time.Duration, f func()) { s.after(d, f) }
