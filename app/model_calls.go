package app

import (
	"slices"
	"strings"
	"time"

	"offhook/wti"
)

// applyCall changes the calls by one call event. Responses, events and
// duplicates come in any order, so each rule holds whatever came before.
func (m *model) applyCall(ev wti.Event) []effect {
	switch ev := ev.(type) {
	case wti.ServiceInitiated:
		m.outgoing(ev.Connection, ev.CallInfo)
	case wti.Originated:
		m.outgoing(ev.Connection, ev.CallInfo)
	case wti.NetworkReached:
		if c := m.outgoing(ev.Connection, ev.CallInfo); c != nil {
			c.reached = m.now()
		}
	case wti.Delivered:
		m.delivered(ev)
	case wti.Queued:
		m.queueCall(ev)
	case wti.Established:
		itself := m.answeredItself(ev)
		m.established(ev)
		if itself {
			c := m.find(ev.Connection.Call)
			c.Automatic = m.now().Sub(c.Started) < backToBack // later, somebody lifted the handset
			return []effect{soundZip}
		}
	case wti.Held:
		m.held(ev)
	case wti.Retrieved:
		m.retrieved(ev)
	case wti.Failed:
		m.failed(ev)
		return m.failureSignal(ev.Cause)
	case wti.Diverted:
		m.divertedCall(ev)
	case wti.ConnectionCleared:
		m.cleared(ev)
	case wti.CallCleared:
		delete(m.queued, ev.Call)
		m.remove(ev.Call)
	case wti.CallInformation:
		m.informed(ev)
	case wti.Transferred:
		return m.transferred(ev)
	case wti.Conferenced:
		m.conferenced(ev)
	}
	return nil
}

// outgoing finds or makes our outgoing call. A call that goes on already is
// left as it is: the event came late.
func (m *model) outgoing(conn wti.Connection, info wti.CallInfo) *call {
	c := m.find(conn.Call)
	if c == nil {
		c = m.newCall(conn, Outbound)
		m.add(c)
	}
	if c.Direction != Outbound {
		return nil
	}
	if info.Called.Number != "" && !c.passed {
		c.Remote = info.Called.Number
	}
	m.learn(c, info)
	return c
}

// reaches names who is reached by a call that the other end has passed on.
func (c *call) reaches(p wti.Party) {
	if c.passed && p.Number != "" {
		c.Remote, c.Withheld = p.Number, false
	}
}

// delivered is an incoming call when our own phone alerts, else ringback.
func (m *model) delivered(ev wti.Delivered) {
	c := m.find(ev.Connection.Call)
	if !ev.Own {
		if c == nil {
			c = m.newCall(wti.Connection{Call: ev.Connection.Call}, Outbound)
			m.add(c)
		}
		c.reaches(ev.Alerting)
		if c.Direction == Outbound {
			c.reached = time.Time{} // an Established will follow
			if c.Remote == "" {
				c.Remote = firstOf(ev.Called.Number, ev.Alerting.Number)
			}
			m.learn(c, ev.CallInfo)
			m.onHold(c, ev.Local)
		}
		return
	}
	if c == nil {
		c = m.newCall(ev.Connection, Inbound)
		m.add(c)
	}
	c.conn = ev.Connection
	if c.Direction == Inbound {
		m.caller(c, ev.CallInfo)
	}
	if since, ok := m.queued[c.ID]; ok {
		c.Waited = m.now().Sub(since)
		delete(m.queued, c.ID)
	}
	m.learn(c, ev.CallInfo)
	m.ringLimit(c)
}

// mostQueued bounds how many waiting calls are remembered; callIDs of calls that
// never came here are used again.
const mostQueued = 200

// queueCall remembers since when a call waits, for the agent whom it will reach.
func (m *model) queueCall(ev wti.Queued) {
	if _, known := m.queued[ev.Connection.Call]; known || m.find(ev.Connection.Call) != nil {
		return // it is in several queues at once
	}
	if m.queued == nil || len(m.queued) >= mostQueued {
		m.queued = map[wti.CallID]time.Time{}
	}
	m.queued[ev.Connection.Call] = m.now()
}

func (m *model) established(ev wti.Established) {
	c := m.find(ev.Connection.Call)
	if c == nil {
		d := Outbound
		if ev.Own {
			d = Inbound // auto-answer: no alerting was reported
		}
		c = m.newCall(ev.Connection, d)
		m.add(c)
	}
	if ev.Own {
		c.conn = ev.Connection
	}
	switch {
	case c.passed && !ev.Own:
		c.reaches(ev.Answering)
	case c.Direction == Inbound:
		m.caller(c, ev.CallInfo)
	case c.Remote == "":
		c.Remote = firstOf(ev.Called.Number, ev.Answering.Number)
	}
	m.learn(c, ev.CallInfo)
	c.answered = true
	if c.State != CallHeld {
		m.setState(c, CallConnected)
	}
	m.onHold(c, ev.Local)
}

// onHold believes an event that tells by the way that the call is on hold with
// us: the word of it came while no events did.
func (m *model) onHold(c *call, local wti.ConnectionState) {
	if local == wti.StateHeld && (c.State == CallConnected || c.State == CallDialing) {
		m.setState(c, CallHeld)
	}
}

func (m *model) held(ev wti.Held) {
	c := m.find(ev.Connection.Call)
	switch {
	case c == nil:
	case ev.Own:
		m.setState(c, CallHeld)
	default:
		c.FarHold = true
	}
}

func (m *model) retrieved(ev wti.Retrieved) {
	c := m.find(ev.Connection.Call)
	switch {
	case c == nil:
	case ev.Own && c.Direction == Outbound && !c.answered:
		m.setState(c, CallDialing)
	case ev.Own:
		m.setState(c, CallConnected)
	default:
		c.FarHold = false
	}
}

func (m *model) failed(ev wti.Failed) {
	c := m.find(ev.Connection.Call)
	if c == nil {
		c = m.newCall(ev.Connection, Outbound)
		m.add(c)
	}
	if c.Remote == "" {
		c.Remote = ev.Called.Number
	}
	c.Failure = m.text.failure(ev.Cause)
	m.setState(c, CallFailed)
}

// informed takes over what was not known of a call: after a recovery, above all
// who is at the other end.
func (m *model) informed(ev wti.CallInformation) {
	c := m.find(ev.Connection.Call)
	if c == nil {
		return
	}
	if p := ev.Caller(); c.Remote == "" {
		c.Remote, c.Withheld = p.Number, p.Restricted && p.Number == ""
	}
	if c.Direction == Inbound && c.Service == "" {
		m.service(c, ev.CallInfo)
	}
	m.learn(c, ev.CallInfo)
}

// divertedCall: the call left a phone for another. From ours while it rang,
// that is a call which was not answered in time.
func (m *model) divertedCall(ev wti.Diverted) {
	c := m.find(ev.Connection.Call)
	if c == nil || !ev.Own {
		return
	}
	if c.State == CallAlerting && c.Asked != ActionHangUp && c.Asked != ActionDeflect {
		m.missedNotice, m.missedAt = m.notify(m.text.diverted(c.CallView, ev.Destination.Number)), m.now()
		m.learnRing(c, ev.Cause)
	}
	m.remove(c.ID)
}

// cleared: a party left. When it was the other one, our own clearing follows
// as soon as our phone is on-hook; until then the call is over but not gone.
func (m *model) cleared(ev wti.ConnectionCleared) {
	c := m.find(ev.Connection.Call)
	if c == nil {
		return
	}
	if ev.Own || ev.Local == wti.StateNull {
		m.remove(c.ID)
		return
	}
	if c.State == CallAlerting {
		m.remove(c.ID) // the caller gave up
		return
	}
	if len(c.members) > 1 {
		if m.partyLeft(c, ev.Connection, ev.Releasing); c.Parties > 0 {
			return
		}
	}
	c.Failure, c.Ended = m.text.farEndLeft(), true
	m.setState(c, CallFailed)
}

func (m *model) transferred(ev wti.Transferred) []effect {
	if ev.Own {
		m.remove(ev.Primary)
		m.remove(ev.Secondary)
		return nil
	}
	m.merge(ev.Primary, ev.Secondary, ev.NewCall, ev.Parties, ev.Connections, ev.CallInfo)
	if c := m.find(ev.NewCall); c != nil && len(ev.Parties) == 0 {
		c.passed = true // without asking there first: nobody is at the other end yet
	}
	return []effect{refresh}
}

func (m *model) conferenced(ev wti.Conferenced) {
	m.merge(ev.Primary, ev.Secondary, ev.NewCall, ev.Parties, ev.Connections, ev.CallInfo)
}

// merge turns two calls into the one that remains, named by its parties.
func (m *model) merge(primary, secondary, now wti.CallID, parties []wti.Party, connections []wti.Connection, info wti.CallInfo) {
	c := m.find(primary)
	if c == nil {
		c = m.find(secondary)
	}
	if c == nil {
		return
	}
	if other := m.find(secondary); other != nil && other != c {
		m.remove(other.ID)
	}
	if now != "" {
		c.ID, c.conn.Call = now, now
	}
	c.ConsultFor, c.Asked, c.answered = "", ActionNone, true
	c.setParties(parties, connections, strings.EqualFold(info.Cause, "silentParticipation"))
	m.learn(c, info)
	switch info.Local { // somebody who joins by himself changes nothing for us
	case wti.StateAlerting:
		m.setState(c, CallAlerting)
	case wti.StateHeld:
		m.setState(c, CallHeld)
	case wti.StateConnected:
		m.setState(c, CallConnected)
	default:
		if secondary != "" && c.State != CallAlerting {
			m.setState(c, CallConnected)
		}
	}
}

// member is another party of a call.
type member struct {
	conn   wti.Connection
	party  wti.Party
	silent bool // only listens, as a recorder or a supervisor does
}

// setParties takes over who else is in a call. Whom the card names stays as long
// as that party is there. silent says that the one who is new only listens.
func (c *call) setParties(parties []wti.Party, connections []wti.Connection, silent bool) {
	was := c.members
	c.members = nil
	for i, p := range parties {
		x := member{party: p, silent: silent && p.Number != c.Remote}
		if i < len(connections) {
			x.conn = connections[i]
		}
		for _, o := range was {
			if o.conn.Device == x.conn.Device && o.party.Number == p.Number {
				x.silent = o.silent
			}
		}
		c.members = append(c.members, x)
	}
	c.nameParties()
}

// partyLeft takes one party out of a conference, found by its connection, else
// by its number.
func (m *model) partyLeft(c *call, conn wti.Connection, who wti.Party) {
	i := slices.IndexFunc(c.members, func(x member) bool { return conn.Device != "" && x.conn.Device == conn.Device })
	if i < 0 {
		i = slices.IndexFunc(c.members, func(x member) bool { return who.Number != "" && x.party.Number == who.Number })
	}
	if i < 0 {
		i = len(c.members) - 1 // somebody left, and the newest one is as good a guess as any
	}
	c.members = slices.Delete(c.members, i, i+1)
	c.nameParties()
	if c.Asked == ActionDrop {
		c.Asked = ActionNone
	}
}

// nameParties brings what the card shows of a call's parties up to date.
func (c *call) nameParties() {
	c.Parties = 0
	var numbers []string
	for _, x := range c.members {
		if x.silent {
			continue
		}
		c.Parties++
		if x.party.Number != "" {
			numbers = append(numbers, x.party.Number)
		}
	}
	if len(numbers) > 0 && !slices.Contains(numbers, c.Remote) {
		c.Remote = numbers[0]
	}
	slices.Sort(numbers)
	c.With = strings.Join(numbers, ", ")
	if c.Parties < 2 {
		c.With = ""
	}
}

// caller fills in who calls and for which service.
func (m *model) caller(c *call, info wti.CallInfo) {
	if p := info.Caller(); p.Number != "" || p.Restricted {
		c.Remote, c.Withheld = p.Number, p.Restricted && p.Number == ""
		if o := info.Original; o != nil && info.Calling.Number != p.Number {
			c.Via = info.Calling.Number
		}
	}
	m.service(c, info)
}

// service fills in for which service a call is.
func (m *model) service(c *call, info wti.CallInfo) {
	if s := info.Service(); s != "" {
		c.Service, c.number = s, s
		if name := m.settings.Services[s]; name != "" {
			c.Service = name
		}
	}
}

// learn takes over what an event tells of any call.
func (m *model) learn(c *call, info wti.CallInfo) {
	c.UCID = firstOf(info.UCID, c.UCID)
	c.Collected = firstOf(info.Collected, c.Collected)
	c.UserData = firstOf(info.UserData, c.UserData)
	c.VDN, c.Skill = firstOf(info.VDN, c.VDN), firstOf(info.Skill, c.Skill)
}

// reachedLimit is how long a call that left through a trunk may stay without
// another word before it counts as connected.
const reachedLimit = 2 * time.Second

// settle shows a call as connected that left through a trunk and has voice:
// without answer supervision nothing will say that somebody answered, and nothing
// ever does where the phone's lamps are all that tells of calls.
func (m *model) settle() {
	for _, c := range m.calls {
		if (m.media != nil || m.link.FirstParty) && c.State == CallDialing && !c.reached.IsZero() && m.now().Sub(c.reached) >= reachedLimit {
			c.answered = true
			m.setState(c, CallConnected)
		}
	}
}

func firstOf[T ~string](texts ...T) T {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
