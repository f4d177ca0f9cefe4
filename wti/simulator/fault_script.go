package simulator

import (
	"fmt"
	"time"
)

// Fault is a disturbance that a scenario brings about by itself.
type Fault struct {
	After Duration `toml:"after"` // since the server started
	Every Duration `toml:"every"` // and then again and again; zero: once
	// Kind is dropSockets, expireSessions, linkDown, linkUp, refuse, delay,
	// ignore, duplicateEvents, unregister, moveMedia or inject.
	Kind     string   `toml:"kind"`
	Request  string   `toml:"request"`  // refuse, delay, ignore: which command
	Category string   `toml:"category"` // refuse
	Code     string   `toml:"code"`     // refuse, unregister
	Times    int      `toml:"times"`    // refuse, ignore: 1 when zero
	Delay    Duration `toml:"delay"`    // delay
	Station  string   `toml:"station"`  // unregister, moveMedia
	Text     string   `toml:"text"`     // inject: the frame; unregister: the reason
}

// action is what the fault does to a server, or nil for an unknown kind.
func (f Fault) action(s *Server) func() {
	times := max(f.Times, 1)
	switch f.Kind {
	case "dropSockets":
		return s.DropSockets
	case "expireSessions":
		return s.ExpireSessions
	case "linkDown":
		return func() { s.SetLink(false) }
	case "linkUp":
		return func() { s.SetLink(true) }
	case "refuse":
		return func() { s.Refuse(f.Request, f.Category, f.Code, times) }
	case "delay":
		return func() { s.Delay(f.Request, time.Duration(f.Delay)) }
	case "ignore":
		return func() { s.Ignore(f.Request, times) }
	case "duplicateEvents":
		return func() { s.DuplicateEvents(true) }
	case "unregister":
		return func() { s.Unregister(f.Station, f.Code, f.Text) }
	case "moveMedia":
		return func() { s.MoveMedia(f.Station) }
	case "inject":
		return func() { s.Inject(f.Text) }
	}
	return nil
}

// schedule plans the faults of the scenario.
func (s *Server) schedule() {
	for _, f := range s.opt.Scenario.Faults {
		act := f.action(s)
		s.tasks.run("fault "+f.Kind, func() {
			wait := time.NewTimer(time.Duration(f.After))
			defer wait.Stop()
			for {
				select {
				case <-wait.C:
				case <-s.stopped:
					return
				}
				s.log.Warn("fault", "kind", f.Kind)
				act()
				if f.Every <= 0 {
					return
				}
				wait.Reset(time.Duration(f.Every))
			}
		})
	}
}

func (f Fault) check(i int) error {
	if f.action(nil) == nil {
		return fmt.Errorf("fault %d: unknown kind %q", i+1, f.Kind)
	}
	return nil
}
