package app

import (
	"offhook/app/control"
	"offhook/wti"
)

// phoneStatus fills in the station's features, colleagues and skills.
func (m *model) phoneStatus(st *control.Status) {
	st.DoNotDisturb, st.Forward, st.Messages = m.phone.DoNotDisturb, m.phone.Forward, m.phone.Messages
	for _, c := range m.colleagues {
		st.Colleagues = append(st.Colleagues, control.Colleague{Extension: c.Extension, Name: c.Name, State: presenceName(c.State)})
	}
	for _, v := range m.skills {
		s := control.Skill{Skill: v.Skill, Name: v.Name}
		if v.Known {
			queued, available, loggedIn := v.Queued, v.Available, v.LoggedIn
			s.Queued, s.Available, s.LoggedIn = &queued, &available, &loggedIn
		}
		st.Skills = append(st.Skills, s)
	}
}

func presenceName(s wti.PresenceState) string {
	switch s {
	case wti.PresenceIdle:
		return "idle"
	case wti.PresenceRinging:
		return "ringing"
	case wti.PresenceOnCall:
		return "onCall"
	case wti.PresenceUnavailable:
		return "unavailable"
	default:
		return "unknown"
	}
}
