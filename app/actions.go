package app

import "offhook/wti"

// Actions is a set of actions, for [CallView.Can]. Comparable.
type Actions uint32

// Has reports whether an action is in the set.
func (s Actions) Has(a Action) bool { return s&(1<<a) != 0 }

func (s *Actions) add(when bool, a Action) {
	if when {
		*s |= 1 << a
	}
}

// mostCalls is how many call appearances a station has.
const mostCalls = 3

// actions are what can be asked of a call now. What the switch refuses
// nevertheless is explained then; this is so that no card offers what cannot
// work.
func (m *model) actions(c *call) Actions {
	var can Actions
	other := m.partner(c)
	held, active := pairOf(c, other)
	talking := c.State == CallConnected
	pair := held != nil && active != nil
	can.add(c.State == CallAlerting, ActionAnswer)
	can.add(c.State == CallAlerting, ActionDeflect)
	can.add(true, ActionHangUp)
	can.add(talking, ActionHold)
	can.add(c.State == CallHeld, ActionRetrieve)
	can.add(talking && len(m.calls) < mostCalls, ActionConsult)
	can.add(talking || c.State == CallHeld, ActionBlindTransfer)
	can.add(pair && active.State == CallConnected, ActionSwap)
	can.add(pair && active.State != CallFailed, ActionTransfer)
	can.add(pair && active.State == CallConnected, ActionConference)
	can.add(pair && active.ConsultFor == held.ID, ActionCancel)
	can.add(talking, ActionJoin)
	can.add(talking && c.Parties > 1, ActionDrop)
	can.add((talking || c.State == CallHeld) && c.Parties > 1, ActionClear)
	if m.link.FirstParty {
		can &^= withoutButton
	}
	return can
}

// withoutButton is what the buttons of a phone do not do (protocol notes §6.5).
// Hanging up stays with a call that rings: it silences the ring.
const withoutButton Actions = 1<<ActionDeflect | 1<<ActionJoin | 1<<ActionDrop | 1<<ActionClear

// partner is the call that a consultation is about, the consultation about a
// call, or the only other one when one of the two is on hold and the other not.
func (m *model) partner(c *call) *call {
	if o := m.find(c.ConsultFor); c.ConsultFor != "" && o != nil {
		return o
	}
	var other *call
	for _, o := range m.calls {
		if o.ConsultFor == c.ID {
			return o
		}
		if o != c && o.State != CallAlerting && (o.State == CallHeld) != (c.State == CallHeld) {
			if other != nil {
				return nil // which one is meant is not clear
			}
			other = o
		}
	}
	return other
}

// pairOf sorts two calls into the held and the active one; nil when they are not
// one of each.
func pairOf(a, b *call) (held, active *call) {
	if b == nil {
		return nil, nil
	}
	if a.State == CallHeld {
		a, b = b, a
	}
	if b.State != CallHeld || a.State == CallHeld || a.State == CallAlerting {
		return nil, nil
	}
	return b, a
}

// pair finds the two calls that swap, transfer, conference and cancel are about.
// id may be either's; empty means the only pair there is.
func (m *model) pair(id wti.CallID) (held, active *call) {
	if id != "" {
		if c := m.find(id); c != nil {
			return pairOf(c, m.partner(c))
		}
		return nil, nil
	}
	for _, c := range m.calls {
		if held, active = pairOf(c, m.partner(c)); held != nil {
			return held, active
		}
	}
	return nil, nil
}
