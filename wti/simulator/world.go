package simulator

import (
	"cmp"
	"slices"
	"strings"
)

// world is everything behind AES. Guarded by Server.mu.
type world struct {
	switches []string
	stations []*station
	byNumber map[string]*station // by extension
	agents   map[string]*agent
	skills   map[string]*skill
	vdns     map[string]*vdn
	numbers  map[string]Number
	watching map[string][]*monitor // by extension

	calls       map[string]*call // live ones by callID
	history     []*Call          // all that are remembered, oldest first
	nextCall    int              // callID given last
	madeCalls   int
	nextMonitor int
	nextTrunk   int
	arrivals    arrivals
}

// populate builds the world of a scenario.
func (s *Server) populate(sc *Scenario) {
	s.world = world{
		agents: map[string]*agent{}, skills: map[string]*skill{}, vdns: map[string]*vdn{},
		numbers: map[string]Number{}, watching: map[string][]*monitor{}, calls: map[string]*call{},
		nextCall: cmp.Or(s.opt.Pinned.CallID, 101) - 1, nextMonitor: cmp.Or(s.opt.Pinned.Monitor, 101) - 101, byNumber: map[string]*station{}, nextTrunk: max(s.opt.Pinned.Trunk-1, 0),
	}
	for _, st := range sc.Stations {
		if !slices.ContainsFunc(s.switches, func(n string) bool { return strings.EqualFold(n, st.Switch) }) {
			s.switches = append(s.switches, st.Switch)
		}
		s.stations = append(s.stations, newStation(s, st))
		s.byNumber[st.Extension] = s.stations[len(s.stations)-1]
	}
	for _, k := range sc.Skills {
		s.skills[k.Extension] = &skill{Skill: k}
	}
	for _, v := range sc.VDNs {
		s.vdns[v.Extension] = &vdn{VDN: v, skill: s.skills[v.Skill]}
	}
	for _, a := range sc.Agents {
		s.agents[a.ID] = &agent{server: s, id: a.ID, password: a.Password, name: a.Name, skills: a.Skills, inMode: modeAutoIn}
	}
	for _, n := range sc.Numbers {
		s.numbers[n.Number] = n
	}
	s.hire(sc.Colleagues)

}

// station finds a station by extension; nil for none.
func (s *Server) station(ext string) *station { return s.byNumber[ext] }

// vdn is a VDN and the skill it queues for.
type vdn struct {
	VDN
	skill *skill
}
