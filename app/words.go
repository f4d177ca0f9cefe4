package app

import (
	"offhook/resources/lang"
	"offhook/wti"
)

// ModeWord is a work mode in the agent's language.
func ModeWord(m wti.AgentMode) string {
	switch m {
	case wti.AgentAux:
		return lang.X("mode.aux", "AUX")
	case wti.AgentAutoIn:
		return lang.X("mode.autoIn", "Auto-in")
	case wti.AgentManualIn:
		return lang.X("mode.manualIn", "Manual-in")
	case wti.AgentAfterCall:
		return lang.X("mode.acw", "ACW")
	case wti.AgentLoggedOut:
		return lang.X("mode.loggedOut", "Signed out")
	}
	return lang.X("mode.unknown", "State unknown")
}

// Word is the call's state in the agent's language.
func (v CallView) Word() string {
	switch v.State {
	case CallAlerting:
		if v.Silenced {
			return lang.X("call.state.silenced", "Ringing, silenced")
		}
		return lang.X("call.state.ringing", "Ringing")
	case CallDialing:
		return lang.X("call.state.dialing", "Calling…")
	case CallConnected:
		return lang.X("call.state.connected", "On the call")
	case CallHeld:
		return lang.X("call.state.held", "On hold")
	case CallFailed:
		if v.Ended {
			return lang.X("call.state.ended", "Ended")
		}
		return lang.X("call.state.failed", "Failed")
	}
	return ""
}
