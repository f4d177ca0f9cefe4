package app

import (
	"time"

	"offhook/wti"
)

// missedLimit is how soon after a call that was not answered a change to AUX is
// the switch's answer to it.
const missedLimit = 10 * time.Second

// applyAgent takes over the agent's state as the switch reports it.
func (m *model) applyAgent(ev wti.AgentChanged) {
	a, v := ev.Agent, &m.agent
	if a.Mode != v.Mode || a.Reason != v.Reason {
		first := v.Mode == wti.AgentLoggedOut || v.Mode == wti.AgentUnknown
		was := *v
		v.Since = m.now()
		v.ChangedBy = m.changedBy(ev)
		v.Limit = m.modeLimit(a)
		m.learnAfterCall(was, a.Mode)
		if a.Mode != wti.AgentAux {
			m.withdraw(&m.auxNotice) // the way back was found
		}
		v.Missed = v.ChangedBy != ByMe && a.Mode == wti.AgentAux && m.now().Sub(m.missedAt) < missedLimit
		if v.Missed {
			m.explainMissed(was.Mode)
		} else if v.ChangedBy == BySupervisor && !first {
			m.notify(m.text.forcedMode(a.Mode))
		}
	}
	if v.Asked == a.Mode && a.Pending == wti.AgentUnknown || v.Asked == a.Pending {
		v.Asked = wti.AgentUnknown
	}
	v.Mode, v.Reason, v.OnCall = a.Mode, a.Reason, a.OnCall
	if a.Mode == wti.AgentAutoIn || a.Mode == wti.AgentManualIn {
		m.lastReady = a.Mode
	}
	v.Pending, v.PendingReason = a.Pending, a.PendingReason
	if a.ID != "" {
		v.ID = a.ID
	}
	v.ReasonName = m.agentReason(a.Mode, a.Reason)
	v.PendingReasonName = m.agentReason(a.Pending, a.PendingReason)
}

// changedBy is who changed the agent's state to that of ev. What the client cannot
// know may be known here: a call that was not answered, or what was asked for.
func (m *model) changedBy(ev wti.AgentChanged) Who {
	switch ev.By {
	case wti.ByUs:
		return ByMe
	case wti.BySystem:
		return BySystem
	case wti.BySupervisor:
		return BySupervisor
	}
	switch {
	case ev.Own, m.agent.Asked == ev.Agent.Mode, m.agent.Pending == ev.Agent.Mode:
		return ByMe
	case ev.Agent.Mode == wti.AgentAux && m.now().Sub(m.missedAt) < missedLimit:
		return BySystem
	default:
		return ByUnknown
	}
}

// explainMissed replaces what was said of a call that was not answered by what
// came of it, and offers the way back into the mode before.
func (m *model) explainMissed(was wti.AgentMode) {
	again := wti.AgentAutoIn
	if was == wti.AgentManualIn {
		again = was
	}
	details := ""
	for _, n := range m.notices {
		if n.ID == m.missedNotice {
			details = n.Details
		}
	}
	m.withdraw(&m.missedNotice)
	m.withdraw(&m.auxNotice)
	m.auxNotice = m.notify(m.text.missed(details, m.missedRang, again))
}

func (m *model) agentReason(mode wti.AgentMode, code int) string {
	switch mode {
	case wti.AgentAux:
		return reasonName(m.settings.AuxReasons, code)
	case wti.AgentLoggedOut:
		return reasonName(m.settings.LogoutReasons, code)
	default:
		return ""
	}
}
