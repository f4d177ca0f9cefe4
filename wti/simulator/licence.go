package simulator

import "strings"

// callControl are the commands that take a TSAPI licence of the device.
var callControl = map[string]bool{
	"MakeCall": true, "AnswerCall": true, "ClearConnection": true, "ClearCall": true, "HoldCall": true,
	"RetrieveCall": true, "AlternateCall": true, "ReconnectCall": true, "ConsultationCall": true,
	"TransferCall": true, "SingleStepTransferCall": true, "SingleStepConferenceCall": true,
	"ConferenceCall": true, "DeflectCall": true, "DirectedPickupCall": true, "GroupPickupCall": true,
	"GenerateDigits": true, "SnapshotDevice": true, "SnapshotCall": true, "GetCallLinkageData": true,
	"SelectiveListeningHold": true, "SelectiveListeningRetrieve": true,
}

// licensed refuses what takes a TSAPI licence when there is none (protocol notes
// §4.1, §5.2).
func (s *Server) licensed(command string) error {
	switch command {
	case "SetAgentState", "GetAgentState":
		if s.set.NoAgentLicence {
			return resource("resourceLimitExceeded", "no TSAPI licence for agent services")
		}
	default:
		if s.set.NoTSAPILicence && callControl[command] {
			return resource("resourceLimitExceeded", "no TSAPI basic user licence for call control")
		}
	}
	return nil
}

// unlicensedEvents says that there is no licence for events of calls and agents.
func (s *Server) unlicensedEvents() bool { return s.set.NoTSAPILicence && !s.set.MonitorsAnyway }

// licensedMonitor refuses a monitor of calls or agents that there is no licence
// for: none at all, or those there are have gone to other devices.
func (s *Server) licensedMonitor(device string, f filter) error {
	if !f.explicit() {
		return nil
	}
	if err := s.mayMonitorCalls(f); err != nil {
		return err
	}
	limit := s.set.MonitorLimit
	if limit <= 0 || s.callMonitored(device) {
		return nil
	}
	n := 0
	for ext := range s.watching {
		if s.callMonitored(ext) {
			n++
		}
	}
	if n >= limit {
		return resource("overallMonitorLimitExceeded", "%d devices are monitored; there are no more TSAPI licences", n)
	}
	return nil
}

// mayMonitorCalls refuses a filter with call or agent events without a licence.
func (s *Server) mayMonitorCalls(f filter) error {
	if s.unlicensedEvents() && f.explicit() {
		return resource("resourceLimitExceeded", "no TSAPI basic user licence for call control monitoring")
	}
	return nil
}

func (s *Server) callMonitored(device string) bool {
	for _, m := range s.watching[device] {
		if m.filter.explicit() {
			return true
		}
	}
	return false
}

// explicit reports whether the client asked for call or agent events by name.
func (f filter) explicit() bool {
	for bit := range f.bits {
		if takesLicence(bit) && f.passes(bit) {
			return true
		}
	}
	return false
}

func takesLicence(bit string) bool {
	return strings.HasPrefix(bit, "callcontrol.") || strings.HasPrefix(bit, "callAssociated.") ||
		strings.HasPrefix(bit, "callControlPrivate.") || strings.HasPrefix(bit, "logicalDeviceFeature.agent")
}

// SetTSAPILicence gives or takes the TSAPI licence of call control at run time
// (protocol notes §4.1, §5.2). Monitors that are there stay; what they lose or get
// by it shows from then on.
func (s *Server) SetTSAPILicence(has bool) {
	s.mu.Lock()
	defer s.unlock()
	s.set.NoTSAPILicence = !has
}
