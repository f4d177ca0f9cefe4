package app

import (
	"offhook/wti"
)

// PhoneView is what the station does with calls beside ringing. Comparable.
type PhoneView struct {
	// DoNotDisturb sends all calls away (Send All Calls), Forward is where calls
	// are forwarded to, empty when they are not; the two "asked" say that another
	// value was asked for and is not confirmed yet.
	DoNotDisturb      bool
	DoNotDisturbAsked bool
	Forward           string
	ForwardAsked      bool
	// Messages says that the message lamp is on.
	Messages bool
}

// ColleagueView is a watched extension. Comparable.
type ColleagueView struct {
	Extension string
	Name      string // from the settings, else the switch's; empty when neither tells
	State     wti.PresenceState
	// Awaited says that the agent is to be told when the colleague is free.
	Awaited bool
}

// SkillView is a watched skill's queue. Comparable.
type SkillView struct {
	Skill     string
	Name      string // the administrator's, empty when none
	Known     bool   // the counts are
	Queued    int    // calls that wait
	Available int    // agents who wait for a call
	LoggedIn  int    // agents
}

// applyPhone takes over a feature's state, a colleague's presence or a skill's
// counts. It reports false for other events.
func (m *model) applyPhone(ev wti.Event) bool {
	switch ev := ev.(type) {
	case wti.DoNotDisturbChanged:
		m.phone.DoNotDisturb, m.phone.DoNotDisturbAsked = ev.On, false
	case wti.ForwardingChanged:
		m.phone.Forward, m.phone.ForwardAsked = ev.To, false
		if ev.To != "" {
			m.lastForward = ev.To
		}
	case wti.MessageWaiting:
		m.phone.Messages = ev.On
	case wti.Presence:
		if c := m.colleague(ev.Extension); c != nil {
			c.State = ev.State
			m.followAwaited(c)
		}
	case wti.QueueChanged:
		for i := range m.skills {
			if v := &m.skills[i]; v.Skill == ev.Skill {
				v.Known, v.Queued, v.Available, v.LoggedIn = true, ev.Status.Queued, ev.Status.Available, ev.Status.LoggedIn
			}
		}
	default:
		return false
	}
	return true
}

// forgetPhone makes all of it unknown, in the order of the settings.
func (m *model) forgetPhone() {
	m.forgetAwaited()
	m.phone, m.colleagues, m.skills = PhoneView{}, nil, nil
	for _, c := range m.settings.Colleagues {
		m.colleagues = append(m.colleagues, ColleagueView{Extension: c.Extension, Name: c.Name})
	}
	for _, s := range m.settings.Skills {
		m.skills = append(m.skills, SkillView{Skill: s, Name: m.settings.Services[s]})
	}
}

// nameColleagues fills in the switch's names.
func (m *model) nameColleagues(names map[string]string) {
	for i := range m.colleagues {
		if c := &m.colleagues[i]; c.Name == "" {
			c.Name = names[c.Extension]
		}
	}
}
