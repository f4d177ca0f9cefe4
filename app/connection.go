package app

import (
	"slices"
	"time"

	"offhook/wti"
)

// MomentKind is what happened to the connection.
type MomentKind int

// The kinds of moment.
const (
	MomentConnected    MomentKind = iota // the server is reached, for the first time or again
	MomentLost                           // the connection went; it is looked for again
	MomentOffline                        // it went for good, or the agent signed out
	MomentSwitchDown                     // the server lost its link to the switch
	MomentSwitchUp                       // and has it again
	MomentUnregistered                   // the switch took our telephone away
	MomentButtons                        // calls are controlled by buttons from now on
	MomentCallControl                    // and by call control again
)

// Moment is something that happened to the connection. Comparable.
type Moment struct {
	At     time.Time
	Kind   MomentKind
	Server string        // host name, where one is concerned
	After  time.Duration // with MomentConnected and MomentSwitchUp: how long it was away; 0 the first time
	// Details is an error in its own words, for an administrator.
	Details string
}

// ConnectionView is the control connection for a person who looks for a fault. It
// is replaced, never changed.
type ConnectionView struct {
	Revision int // differs from view to view
	// Session is the session in use; its Server is empty while there is none.
	Session wti.SessionInfo
	Moments []Moment // oldest first
}

func sameConnection(a, b ConnectionView) bool { return a.Revision == b.Revision }

// momentsKept is how many moments are kept; older ones go first.
const momentsKept = 200

// note keeps a moment.
func (m *model) note(kind MomentKind, server, details string, after time.Duration) {
	if over := len(m.moments) + 1 - momentsKept; over > 0 {
		m.moments = slices.Delete(m.moments, 0, over)
	}
	m.moments = append(m.moments, Moment{At: m.now(), Kind: kind, Server: server, After: after, Details: details})
	m.momentous++
}

// noteLink keeps a change of the connection. was is the link before.
func (m *model) noteLink(was LinkView, ev wti.ConnectionChanged) {
	if was.Link == ev.Link && ev.Err == nil {
		return
	}
	details := ""
	if ev.Err != nil {
		details = ev.Err.Error()
	}
	switch ev.Link {
	case wti.LinkConnected:
		after := time.Duration(0)
		if was.Link == wti.LinkReconnecting {
			after = m.now().Sub(was.Since)
		}
		m.note(MomentConnected, m.link.Server, details, after)
	case wti.LinkReconnecting:
		m.note(MomentLost, m.link.Server, details, 0)
	default:
		m.note(MomentOffline, m.link.Server, details, 0)
	}
}

// noteSwitch keeps a change of the server's link to the switch.
func (m *model) noteSwitch(was wti.SwitchLink, name string) {
	switch now := m.link.Switch; {
	case now == was:
	case now == wti.LinkDown:
		m.switchLost = m.now()
		m.note(MomentSwitchDown, name, "", 0)
	case was == wti.LinkDown:
		m.note(MomentSwitchUp, name, "", m.now().Sub(m.switchLost))
	}
}

// sessionTeller is a Client that tells of its session.
type sessionTeller interface {
	Session() (wti.SessionInfo, bool)
}

// showConnection sets the connection's story when it has changed. The session is
// looked at with each step and once a second.
func (a *App) showConnection(first bool) (sets []func()) {
	var s wti.SessionInfo
	if c, ok := a.client.(sessionTeller); ok {
		s, _ = c.Session()
	}
	p := &a.published
	if !first && s == p.connection.Session && a.model.momentous == p.momentous {
		return nil
	}
	v := ConnectionView{Revision: p.connection.Revision + 1, Session: s, Moments: slices.Clone(a.model.moments)}
	p.connection, p.momentous = v, a.model.momentous
	return []func(){func() { _ = a.state.Connection.Set(v) }}
}
