package simulator

import (
	"context"
	"fmt"
	"maps"
	"net/netip"
	"time"
)

// AgentTruth is what the switch knows about an agent.
type AgentTruth struct {
	Known         bool // such an agent exists
	ID            string
	Station       string   // extension, "" while logged out
	Mode          WorkMode // loggedOut, auxWork, autoIn, manualIn, afterCallWork
	Reason        int      // AUX or logout reason code
	Pending       WorkMode // "" when nothing is pending
	PendingReason int
	OnCall        bool // an ACD call rings or is up
	Talking       bool // an ACD call, or any other, is up: the talk state that clients are told
	Available     bool
	Since         time.Time // in this mode
}

// The work modes, for comparison with [AgentTruth.Mode].
const (
	LoggedOut = modeOut
	AUX       = modeAUX
	AutoIn    = modeAutoIn
	ManualIn  = modeManualIn
	ACW       = modeACW
)

// Agent tells the truth about an agent.
func (s *Server) Agent(id string) AgentTruth {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.agentTruth(id)
}

func (s *Server) agentTruth(id string) AgentTruth {
	a := s.agents[id]
	if a == nil {
		return AgentTruth{ID: id}
	}
	t := AgentTruth{
		Known: true, ID: id, Mode: a.mode, Reason: a.reason,
		OnCall: a.onACDCall(), Talking: a.station != nil && a.onCall(), Available: a.available(), Since: a.since,
	}
	if t.Mode == "" {
		t.Mode = modeOut
	}
	if a.station != nil {
		t.Station = a.station.ext
	}
	if a.pending != nil {
		t.Pending, t.PendingReason = a.pending.mode, a.pending.reason
	}
	return t
}

// WaitAgent blocks until ok reports true for the agent. ok must not call the
// server.
func (s *Server) WaitAgent(ctx context.Context, id string, ok func(AgentTruth) bool) error {
	var last AgentTruth
	err := s.wait(ctx, func() bool {
		last = s.agentTruth(id)
		return ok(last)
	})
	if err != nil {
		return fmt.Errorf("simulator: agent %s is %+v: %w", id, last, err)
	}
	return nil
}

// StationTruth is what the switch knows about a station.
type StationTruth struct {
	Known        bool // such a station exists
	Extension    string
	Registered   bool
	Mode, Media  string // dependency and media mode of the main terminal
	OnHook       bool
	Ringing      bool
	Calls        int // call appearances in use
	Connections  []ConnectionTruth
	Lamps        map[int]int // lamp to mode, off ones may be missing
	DoNotDisturb bool
	Forward      string
	Agent        string // who is logged in
	RTP          RTPTruth
}

// RTPTruth is what the gateway knows about a station's stream.
type RTPTruth struct {
	Open   bool // a terminal with client media is registered
	On     bool // between MediaStart and MediaStop
	Codec  string
	Local  netip.AddrPort // where the gateway receives
	Remote netip.AddrPort // what the client announced
	SSRC   uint32
	SRTP   string // protocol in use, "" for plain RTP

	PortStats
}

// Station tells the truth about a station.
func (s *Server) Station(extension string) StationTruth {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stationTruth(extension)
}

func (s *Server) stationTruth(extension string) StationTruth {
	st := s.station(extension)
	if st == nil {
		return StationTruth{Extension: extension}
	}
	t := StationTruth{
		Known: true, Extension: st.ext, Registered: st.main != nil, OnHook: !st.offHook, Ringing: st.ringing,
		Lamps: maps.Clone(st.lamps), DoNotDisturb: st.dnd, Forward: st.forward,
	}
	if st.main != nil {
		t.Mode, t.Media = st.main.mode, st.main.media
	}
	if st.agent != nil {
		t.Agent = st.agent.id
	}
	for _, p := range st.parties {
		if p != nil {
			t.Calls++
			t.Connections = append(t.Connections, p.truth())
		}
	}
	if p := st.port(); p != nil {
		t.RTP = p.truth()
	}
	return t
}

// ConnectionTruth is a station's part in one call.
type ConnectionTruth struct {
	Call       string // callID
	UCID       string
	State      string // CSTA: initiated, alerting, connected, hold, fail
	Appearance int    // from 0
	// Others are the other parties, in the order in which they came, the silent
	// ones apart.
	Others []PartyTruth
	Silent []PartyTruth
	Queued bool // the call waits for an agent
}

// PartyTruth is somebody else in a call.
type PartyTruth struct {
	Number string
	State  string
}

func (p *party) truth() ConnectionTruth {
	t := ConnectionTruth{
		Call: p.call.id, UCID: p.call.ucid, State: string(p.state), Appearance: p.appearance, Queued: p.call.queued,
	}
	for _, q := range p.call.parties {
		if q == p {
			continue
		}
		number, _, _ := splitDevice(q.device())
		other := PartyTruth{Number: number, State: string(q.state)}
		if q.silent {
			t.Silent = append(t.Silent, other)
		} else {
			t.Others = append(t.Others, other)
		}
	}
	return t
}

func (p *port) truth() RTPTruth {
	p.gateway.mu.Lock()
	defer p.gateway.mu.Unlock()
	return RTPTruth{
		Open: true, On: p.on, Codec: p.codec(), Remote: p.remote, SSRC: p.ssrc, SRTP: p.srtp, PortStats: p.stats(),
		Local: p.local(),
	}
}

// WaitStation blocks until ok reports true for the station. ok must not call the
// server. Changes of the RTP counters alone do not wake it.
func (s *Server) WaitStation(ctx context.Context, extension string, ok func(StationTruth) bool) error {
	var last StationTruth
	err := s.wait(ctx, func() bool {
		last = s.stationTruth(extension)
		return ok(last)
	})
	if err != nil {
		return fmt.Errorf("simulator: station %s is %+v: %w", extension, last, err)
	}
	return nil
}
