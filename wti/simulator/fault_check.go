package simulator

import (
	"errors"
	"fmt"
)

// errNotNow says that what was asked for is not possible as things are, or would
// change nothing.
var errNotNow = errors.New("not possible now")

// misses says why a fault would have no effect: what it is about does not exist.
// Without it a misspelt extension would look like a client that is not impressed.
func (s *Server) misses(f Fault) error {
	switch f.Kind {
	case "noAnswer", "blankDisplay", "refreshLamps", "unregister", "reregister", "moveMedia", "newSSRC", "media",
		"serviceLinkDown", "serviceLinkUp", "messageWaitingOn", "messageWaitingOff":
		return unknownUnless(s.Station(f.Station).Known, "station", fmt.Sprintf("%q", f.Station))
	case "forceAgent":
		return s.missesAgent(f)
	}
	return nil
}

func (s *Server) missesAgent(f Fault) error {
	switch f.Mode {
	case modeAUX, modeAutoIn, modeManualIn, modeACW, modeOut:
	default:
		return fmt.Errorf("fault forceAgent: unknown mode %q: want auxWork, autoIn, manualIn, afterCallWork or loggedOut", f.Mode)
	}
	return unknownUnless(s.Agent(f.Agent).Known, "agent", fmt.Sprintf("%q", f.Agent))
}
