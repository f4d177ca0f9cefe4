package app

import (
	"slices"
	"time"

	"offhook/media"
	"offhook/wti"
)

// model is the one truth of calls, agent and connection inside the app. The
// loop of App owns it; nothing else touches it. It does no I/O: apply takes an
// event and returns what has to be done about it.
type model struct {
	now      func() time.Time
	text     texts
	settings Settings

	signIn SignInView
	link   LinkView
	agent  AgentView
	phone  PhoneView
	// colleagues and skills are the watched ones, in the settings' order.
	colleagues []ColleagueView
	skills     []SkillView
	calls      []*call
	media      *wti.MediaStarted // what the far end asked for, nil when stopped
	muted      bool
	// consulting is the call about which a consultation is being made.
	consulting wti.CallID
	// consults says what calls that have not shown up yet are about.
	consults map[wti.CallID]wti.CallID
	// later is what to send on calls that have not shown up yet.
	later   map[wti.CallID]afterwards
	notices []Notice
	lastID  int // of a notice
	// missedNotice tells of a call that was not answered at missedAt.
	missedNotice int
	missedAt     time.Time
	missedRang   time.Duration
	auxNotice    int // says that the agent is in AUX because of that
	limits       limits
	// moments are what happened to the connection, momentous how many there were, and
	// switchLost is since when the switch is not reached.
	moments    []Moment
	momentous  int
	switchLost time.Time
	// queued is since when calls on their way to an agent wait, as far as that is
	// reported.
	queued map[wti.CallID]time.Time
	day    tally
	code   workCode
	// over are the calls that have ended and that nobody has taken note of yet.
	over    []ended
	counted media.Stats     // the voice path's, the last time
	seconds []QualitySecond // of it, oldest first
	// The notices that say that the switch's link is down, that the server is in
	// trouble, and that the other phone has lost its voice; 0 when not shown.
	downNotice, troubleNotice, voiceNotice int
	buttonsNotice                          int // that calls are controlled by buttons
	// lastReady is the last mode in which calls came, and lastForward where calls
	// were forwarded to; until the agent signs out.
	lastReady   wti.AgentMode
	lastForward string
	// freeNotices say that a colleague who is waited for is free, by extension.
	freeNotices map[string]int
	freeNews    []Notice // those that are new
	// That a page could not be opened, and that a program of the settings failed.
	pageNotice, hookNotice int
}

// call is one call and what the screens need not know of it.
type call struct {
	CallView
	conn wti.Connection // our own part, echoed to the server
	// reached is when an outgoing call left through a trunk and nothing was heard
	// of it since; zero otherwise.
	reached time.Time
	// answered says that the other end has been on the line: without that, a call
	// of ours that is taken back from hold rings on there.
	answered bool
	// passed says that the other end has passed the call on: who is reached from
	// then on is somebody else than who called or was called.
	passed bool
	// late says that when the call began to ring is not known.
	late    bool
	number  string   // of Service
	members []member // the others, as the last conference or transfer told

	spent [CallFailed + 1]time.Duration // in each state, without the present one
	heard heard
	named string // the number for which Name was looked up
	// naming is how many look-ups of a name are under way.
	naming  int
	told    told // what others have been told of it
	written written
	// announced says that the desktop shows a message of it.
	announced bool

	after      afterwards    // what to send once somebody answers
	unsent     string        // digits that wait for the request under way
	sending    bool          // a request for digits is under way
	digitsDone []func(error) // who waits for the digits in unsent
}

// texts are the translated sentences that the model itself needs.
type texts interface {
	failure(cause string) string
	diverted(c CallView, to string) Notice
	missed(details string, rang time.Duration, again wti.AgentMode) Notice
	forcedMode(mode wti.AgentMode) Notice
	unregistered(ev wti.TerminalUnregistered) Notice
	farEndLeft() string
	switchDown(name string) Notice
	systemTrouble(status string) Notice
	otherPhoneDown() Notice
	byButtons() Notice
}

// effect is something that the loop does because of an event.
type effect int

const (
	startMedia effect = iota // (re)start voice towards model.media
	stopMedia
	refresh // ask the server for a snapshot
	soundZip
	soundBusy
	soundError
)

// apply changes the model by one event and returns what follows from it.
func (m *model) apply(ev wti.Event) []effect {
	switch ev := ev.(type) {
	case wti.StepChanged:
		m.signIn.Steps[ev.Step] = ev.State
	case wti.ConnectionChanged:
		m.applyLink(ev)
	case wti.MediaStarted:
		m.media = &ev
		return []effect{startMedia}
	case wti.MediaStopped:
		m.media = nil
		return []effect{stopMedia}
	case wti.AgentChanged:
		m.applyAgent(ev)
	case wti.TerminalUnregistered:
		m.media = nil
		m.note(MomentUnregistered, m.link.Server, ev.Reason, 0)
		m.notify(m.text.unregistered(ev))
		return []effect{stopMedia}
	case wti.SystemStatus:
		m.applySystem(ev)
	case wti.ControlModeChanged:
		m.applyControl(ev)
	case wti.ServiceLinkStatus:
		if m.withdraw(&m.voiceNotice); !ev.Up {
			m.voiceNotice = m.notify(m.text.otherPhoneDown())
		}
	case wti.Resynced:
		return m.applyResync(ev)
	default:
		if !m.applyPhone(ev) {
			return m.applyCall(ev)
		}
	}
	return nil
}

func (m *model) applyLink(ev wti.ConnectionChanged) {
	was := m.link
	if m.link.Link != ev.Link {
		m.link.Since = m.now()
	}
	m.link.Link = ev.Link
	m.link.Server, m.link.Insecure = serverName(ev.Server, m.link)
	m.noteLink(was, ev)
}

// applyResync replaces the calls by the server's snapshot: calls that ended
// meanwhile end, calls that appeared appear, held stays held.
func (m *model) applyResync(ev wti.Resynced) []effect {
	var kept []*call
	for _, s := range ev.Calls {
		c := m.find(s.Connection.Call)
		if c == nil {
			c = m.newCall(s.Connection, Outbound)
			c.late = true
			if s.Inbound || s.State == wti.StateAlerting {
				c.Direction = Inbound
			}
		}
		if s.Connection.Device != "" {
			c.conn = s.Connection
		}
		if c.Remote == "" {
			c.Remote, c.Withheld = s.Remote.Number, s.Remote.Restricted
		}
		m.setState(c, stateOf(s, c.State))
		// A caller is connected from the first, also while the call rings here.
		c.answered = c.answered || c.State == CallConnected || c.State != CallAlerting && s.RemoteState == wti.StateConnected
		kept = append(kept, c)
	}
	for _, c := range m.calls {
		if !slices.Contains(kept, c) {
			m.endCall(c)
		}
	}
	m.calls = kept
	for _, c := range kept {
		if m.find(c.ConsultFor) == nil {
			c.ConsultFor = ""
		}
	}
	if ev.Agent.Mode != wti.AgentUnknown {
		m.applyAgent(wti.AgentChanged{Agent: ev.Agent})
	}
	if !ev.MediaKept && m.media != nil && len(kept) == 0 {
		m.media = nil
		return []effect{stopMedia}
	}
	return nil
}

// stateOf is the call state for a snapshot; was is kept where the snapshot does
// not decide.
func stateOf(s wti.CallSnapshot, was CallState) CallState {
	switch s.State {
	case wti.StateAlerting:
		return CallAlerting
	case wti.StateInitiated:
		return CallDialing
	case wti.StateConnected:
		if was == CallDialing && s.RemoteState != wti.StateConnected || s.RemoteState == wti.StateAlerting {
			return CallDialing // ringback: ours is connected, theirs alerts
		}
		return CallConnected
	case wti.StateHeld:
		return CallHeld
	case wti.StateFailed:
		return CallFailed
	default:
		return was
	}
}

func (m *model) find(id wti.CallID) *call {
	for _, c := range m.calls {
		if c.ID == id {
			return c
		}
	}
	return nil
}

func (m *model) newCall(conn wti.Connection, d Direction) *call {
	c := &call{conn: conn, CallView: CallView{ID: conn.Call, Direction: d, Started: m.now(), Since: m.now()}}
	if d == Outbound {
		c.State = CallDialing
		c.ConsultFor = firstOf(m.consults[c.ID], m.consulting)
		delete(m.consults, c.ID)
		if m.find(c.ConsultFor) == nil {
			c.ConsultFor = ""
		}
	}
	return c
}

func (m *model) add(c *call) { m.calls = append(m.calls, c) }

func (m *model) remove(id wti.CallID) {
	if c := m.find(id); c != nil {
		m.endCall(c)
	}
	m.calls = slices.DeleteFunc(m.calls, func(c *call) bool { return c.ID == id })
	for _, c := range m.calls {
		if c.ConsultFor == id {
			c.ConsultFor = ""
		}
	}
}

// setState moves a call and ends the request that wanted this state.
func (m *model) setState(c *call, s CallState) {
	if c.State != s {
		c.setClock(m.now())
		c.State, c.Since = s, m.now()
		if c.Asked == ActionSwap || c.Asked == ActionConsult && s == CallHeld || c.Asked == ActionCancel {
			c.Asked = ActionNone
		}
	}
	if confirmed(c.Asked, s) {
		c.Asked = ActionNone
	}
}

// confirmed reports whether state s is what action a asks for.
func confirmed(a Action, s CallState) bool {
	switch a {
	case ActionAnswer, ActionRetrieve:
		return s == CallConnected
	case ActionHold:
		return s == CallHeld
	default:
		return false
	}
}

// first is the oldest call in one of the states, nil when none.
func (m *model) first(states ...CallState) *call {
	for _, s := range states {
		for _, c := range m.calls {
			if c.State == s {
				return c
			}
		}
	}
	return nil
}

// notify shows a notice and returns its number, 0 for an empty one.
func (m *model) notify(n Notice) int {
	if n == (Notice{}) {
		return 0
	}
	m.lastID++
	n.ID = m.lastID
	m.notices = append(m.notices, n)
	if over := len(m.notices) - maxNotices; over > 0 {
		m.notices = slices.Delete(m.notices, 0, over)
	}
	return m.lastID
}

// maxNotices is how many notices stay; older ones go first.
const maxNotices = 4

func (m *model) dismiss(id int) {
	m.notices = slices.DeleteFunc(m.notices, func(n Notice) bool { return n.ID == id })
}

// reset forgets the sign-in and all that came with it.
func (m *model) reset() {
	m.endAll()
	m.lastReady, m.lastForward = wti.AgentUnknown, ""
	m.media, m.consulting, m.consults, m.queued, m.later = nil, "", nil, nil, nil
	m.agent = AgentView{Extension: m.agent.Extension, ID: m.agent.ID, Mode: wti.AgentLoggedOut, Since: m.now()}
	m.link = LinkView{Since: m.now(), Server: m.link.Server}
	m.withdraw(&m.downNotice)
	m.withdraw(&m.troubleNotice)
	m.withdraw(&m.voiceNotice)
	m.withdraw(&m.buttonsNotice)
	m.forgetPhone()
}
