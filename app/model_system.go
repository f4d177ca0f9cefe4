package app

import (
	"strings"

	"offhook/wti"
)

// applySystem takes over how the server and its link to the switch are. A notice
// tells of trouble and goes with it (protocol notes §9.2).
func (m *model) applySystem(ev wti.SystemStatus) {
	was := m.link
	if ev.Link != wti.LinkUnknown {
		m.link.Switch = ev.Link
	}
	if ev.Status != "" {
		m.link.System = ev.Status
	}
	m.noteSwitch(was.Switch, ev.Switch)
	switch {
	case m.link.Switch == wti.LinkDown && was.Switch != wti.LinkDown:
		m.downNotice = m.notify(m.text.switchDown(ev.Switch))
	case m.link.Switch != wti.LinkDown:
		m.withdraw(&m.downNotice)
	}
	switch {
	case !troubled(m.link.System), m.link.Switch == wti.LinkDown: // one notice for one trouble
		m.withdraw(&m.troubleNotice)
	case m.link.System != was.System, m.troubleNotice == 0:
		m.withdraw(&m.troubleNotice)
		m.troubleNotice = m.notify(m.text.systemTrouble(m.link.System))
	}
}

// applyControl takes over who controls the calls. One notice tells what does not
// work by buttons, and whom to ask (protocol notes §4.1, §6).
func (m *model) applyControl(ev wti.ControlModeChanged) {
	if ev.FirstParty != m.link.FirstParty {
		kind := MomentCallControl
		if ev.FirstParty {
			kind = MomentButtons
		}
		m.note(kind, m.link.Server, "", 0)
	}
	m.link.FirstParty = ev.FirstParty
	if m.withdraw(&m.buttonsNotice); ev.FirstParty {
		m.buttonsNotice = m.notify(m.text.byButtons())
	}
}

// troubled reports whether the server's word for its condition means trouble.
func troubled(status string) bool {
	switch strings.ToLower(status) {
	case "", "normal", "enabled", "initializing", "overloadrelieved":
		return false
	default:
		return true
	}
}

// withdraw takes a notice away whose reason is gone.
func (m *model) withdraw(id *int) {
	if *id != 0 {
		m.dismiss(*id)
		*id = 0
	}
}
