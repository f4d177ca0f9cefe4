package simulator

import "fmt"

// Causes of a change that the agent did not ask for.
const (
	causeForced = "forcedTransition" // by a supervisor
	causePause  = "forcedPause"      // by the system, after a call was not answered
)

// ForceAgent puts an agent into a work mode as a supervisor or the system does:
// [AUX] with its reason code, [ACW], [AutoIn], [ManualIn] or [LoggedOut]. On an
// ACD call it takes effect when the call ends; a forced logout ends no call but
// waits for it too. It fails when the agent is not logged in.
func (s *Server) ForceAgent(id string, mode WorkMode, reason int) error {
	s.mu.Lock()
	defer s.unlock()
	a := s.agents[id]
	if a == nil || a.station == nil {
		return fmt.Errorf("simulator: agent %q is not logged in: %w", id, errNotNow)
	}
	s.log.Warn("agent's mode is forced", "agent", id, "mode", mode, "reason", reason)
	if a.talking() {
		a.pending = &pendingMode{mode: mode, reason: reason, forced: true}
		a.station.refreshLamps()
		return nil
	}
	a.force(mode, reason, causeForced)
	return nil
}

// force changes the mode at once and says that it was not the agent's doing.
func (a *agent) force(mode WorkMode, reason int, cause string) {
	a.cause, a.forced = cause, true
	switch mode {
	case modeOut:
		a.logOut(reason)
	default:
		a.enter(mode, reason)
	}
	a.cause = ""
}
