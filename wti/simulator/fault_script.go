package simulator

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Fault is a disturbance that a scenario brings about by itself.
type Fault struct {
	After Duration `toml:"after"` // since the server started
	Every Duration `toml:"every"` // and then again and again; zero: once
	// Kind is one of [FaultKinds].
	Kind     string      `toml:"kind"`
	Request  string      `toml:"request"`  // refuse, delay, slow, ignore: which command, empty for all
	Category string      `toml:"category"` // refuse
	Code     string      `toml:"code"`     // refuse, unregister
	Times    int         `toml:"times"`    // refuse, ignore: 1 when zero
	Delay    Duration    `toml:"delay"`    // delay, slow, delayEvents
	Station  string      `toml:"station"`  // of those about a station
	Text     string      `toml:"text"`     // inject: the frame; unregister: the reason; unknownEvent, systemStatus: its name
	Nth      int         `toml:"nth"`      // reorderEvents, malformEvents: which events, 2 for every second; 0 ends it
	Agent    string      `toml:"agent"`    // forceAgent
	Mode     WorkMode    `toml:"mode"`     // forceAgent: auxWork, autoIn, manualIn, afterCallWork or loggedOut
	Reason   int         `toml:"reason"`   // forceAgent
	Media    MediaFaults `toml:"media"`    // media

}

// faultKinds are the actions of faults by kind.
func faultKinds() map[string]func(*Server, Fault) error {
	return map[string]func(*Server, Fault) error{
		"dropSockets":       does(func(s *Server, _ Fault) { s.DropSockets() }),
		"expireSessions":    does(func(s *Server, _ Fault) { s.ExpireSessions() }),
		"expireTokens":      does(func(s *Server, _ Fault) { s.ExpireTokens() }),
		"linkDown":          does(func(s *Server, _ Fault) { s.SetLink(false) }),
		"linkUp":            does(func(s *Server, _ Fault) { s.SetLink(true) }),
		"licenceAway":       does(func(s *Server, _ Fault) { s.SetTSAPILicence(false) }),
		"licenceBack":       does(func(s *Server, _ Fault) { s.SetTSAPILicence(true) }),
		"noAnswer":          func(s *Server, f Fault) error { return s.TakeBack(f.Station) },
		"systemStatus":      does(func(s *Server, f Fault) { s.AnnounceStatus(f.Text) }),
		"refuse":            does(func(s *Server, f Fault) { s.Refuse(f.Request, f.Category, f.Code, max(f.Times, 1)) }),
		"delay":             does(func(s *Server, f Fault) { s.Delay(f.Request, time.Duration(f.Delay)) }),
		"slow":              does(func(s *Server, f Fault) { s.Slow(f.Request, time.Duration(f.Delay)) }),
		"ignore":            does(func(s *Server, f Fault) { s.Ignore(f.Request, max(f.Times, 1)) }),
		"duplicateEvents":   does(func(s *Server, _ Fault) { s.DuplicateEvents(true) }),
		"eventsOnce":        does(func(s *Server, _ Fault) { s.DuplicateEvents(false) }),
		"reorderEvents":     does(func(s *Server, f Fault) { s.ReorderEvents(f.Nth) }),
		"malformEvents":     does(func(s *Server, f Fault) { s.MalformEvents(f.Nth) }),
		"delayEvents":       does(func(s *Server, f Fault) { s.DelayEvents(time.Duration(f.Delay)) }),
		"unknownEvent":      does(func(s *Server, f Fault) { s.UnknownEvent(f.Text) }),
		"blankDisplay":      does(func(s *Server, f Fault) { s.BlankDisplay(f.Station) }),
		"refreshLamps":      does(func(s *Server, f Fault) { s.RefreshLamps(f.Station) }),
		"unregister":        func(s *Server, f Fault) error { return s.Unregister(f.Station, f.Code, f.Text) },
		"reregister":        func(s *Server, f Fault) error { return s.Reregister(f.Station) },
		"moveMedia":         func(s *Server, f Fault) error { return s.MoveMedia(f.Station) },
		"newSSRC":           func(s *Server, f Fault) error { return s.NewSSRC(f.Station) },
		"media":             func(s *Server, f Fault) error { return s.SetMediaFaults(f.Station, f.Media) },
		"messageWaitingOn":  does(func(s *Server, f Fault) { s.SetMessageWaiting(f.Station, true) }),
		"messageWaitingOff": does(func(s *Server, f Fault) { s.SetMessageWaiting(f.Station, false) }),
		"serviceLinkUp":     func(s *Server, f Fault) error { return s.SetServiceLink(f.Station, true) },
		"serviceLinkDown":   func(s *Server, f Fault) error { return s.SetServiceLink(f.Station, false) },
		"forceAgent":        func(s *Server, f Fault) error { return s.ForceAgent(f.Agent, f.Mode, f.Reason) },
		"inject":            does(func(s *Server, f Fault) { s.Inject(f.Text) }),
	}
}

// does is an action that cannot fail.
func does(act func(*Server, Fault)) func(*Server, Fault) error {
	return func(s *Server, f Fault) error { act(s, f); return nil }
}

// FaultKinds lists the kinds of faults, sorted.
func FaultKinds() []string { return slices.Sorted(maps.Keys(faultKinds())) }

// Disturb brings a fault about at once, whatever its After and Every are. It
// fails when the kind, or the station or agent that it is about, is unknown, and
// when it would change nothing: an agent to be forced is not logged in, media to
// be disturbed does not flow, a service link is up already.
func (s *Server) Disturb(f Fault) error {
	act := faultKinds()[f.Kind]
	if act == nil {
		return fmt.Errorf("simulator: unknown kind of fault %q: want one of %s", f.Kind, strings.Join(FaultKinds(), ", "))
	}
	if err := s.misses(f); err != nil {
		return err
	}
	s.log.Warn("fault", "kind", f.Kind)
	return act(s, f)
}

// schedule plans the faults of the scenario.
func (s *Server) schedule() {
	for _, f := range s.opt.Scenario.Faults {
		s.tasks.run("fault "+f.Kind, func() {
			wait := time.NewTimer(time.Duration(f.After))
			defer wait.Stop()
			for {
				select {
				case <-wait.C:
				case <-s.stopped:
					return
				}
				if err := s.Disturb(f); err != nil {
					s.log.Error("fault", "err", err)
				}
				if f.Every <= 0 {
					return
				}
				wait.Reset(time.Duration(f.Every))
			}
		})
	}
}

func (f Fault) check(i int) error {
	if faultKinds()[f.Kind] == nil {
		return fmt.Errorf("fault %d: unknown kind %q", i+1, f.Kind)
	}
	return nil
}
