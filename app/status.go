package app

import (
	"time"

	"offhook/app/control"
	"offhook/wti"
)

// status is the model as scripts see it. Only the loop calls it.
func (a *App) status() control.Status {
	m := &a.model
	media := a.mediaView()
	st := control.Status{
		SignedIn:   m.signIn.Phase == PhaseSignedIn,
		Connection: linkName(m.link.Link),
		Extension:  m.agent.Extension,
		Agent: control.Agent{
			ID: m.agent.ID, State: modeName(m.agent.Mode), Since: stamp(m.agent.Since),
			ChangedBy: whoName(m.agent.ChangedBy), Missed: m.agent.Missed,
		},
		Calls: make([]control.Call, 0, len(m.calls)),
		Media: control.Media{
			Active: media.Active, Codec: media.Codec, Muted: media.Muted,
			PacketsSent: media.PacketsSent, PacketsReceived: media.PacketsReceived,
			Lost: media.Lost, JitterMs: media.JitterMs, MOS: media.MOS,
		},
	}
	st.Switch, st.System, st.Buttons = switchName(m.link.Switch), m.link.System, m.link.FirstParty
	st.Today = m.todayStatus()
	m.phoneStatus(&st)
	if m.agent.Pending != wti.AgentUnknown {
		name := modeName(m.agent.Pending)
		st.Agent.Pending = &name
	}
	if m.agent.Mode == wti.AgentAux {
		reason := m.agent.Reason
		st.Agent.Reason = &reason
	}
	for _, c := range m.calls {
		parties := c.Parties
		if parties < 2 {
			parties = 0
		}
		st.Calls = append(st.Calls, control.Call{
			ID: string(c.ID), UCID: c.UCID, Direction: directionName(c.Direction),
			State: callStateName(c.State), Remote: c.Remote, Service: c.Service, Since: stamp(c.Since),
			ConsultFor: string(c.ConsultFor), Parties: parties, With: c.With, Via: c.Via, UserData: c.UserData, Collected: c.Collected,
			Waited: c.Waited.Seconds(),
		})
	}
	return st
}

// stamp is a time as the contract wants it: RFC 3339 with milliseconds, and never
// later than now.
func stamp(t time.Time) time.Time { return t.Truncate(time.Millisecond) }

func linkName(l wti.Link) string {
	switch l {
	case wti.LinkConnected:
		return "connected"
	case wti.LinkReconnecting:
		return "reconnecting"
	default:
		return "offline"
	}
}

func whoName(w Who) string {
	switch w {
	case ByMe:
		return "me"
	case BySystem:
		return "system"
	case BySupervisor:
		return "supervisor"
	default:
		return ""
	}
}

func switchName(l wti.SwitchLink) string {
	switch l {
	case wti.LinkUp:
		return "up"
	case wti.LinkDown:
		return "down"
	default:
		return ""
	}
}

func modeName(m wti.AgentMode) string {
	switch m {
	case wti.AgentAux:
		return "aux"
	case wti.AgentAutoIn:
		return "autoIn"
	case wti.AgentManualIn:
		return "manualIn"
	case wti.AgentAfterCall:
		return "acw"
	default:
		return "loggedOut"
	}
}

func directionName(d Direction) string {
	if d == Inbound {
		return "in"
	}
	return "out"
}

func callStateName(s CallState) string {
	switch s {
	case CallAlerting:
		return "alerting"
	case CallDialing:
		return "dialing"
	case CallConnected:
		return "connected"
	case CallHeld:
		return "held"
	default:
		return "failed"
	}
}
