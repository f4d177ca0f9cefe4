package wti

// DoNotDisturbChanged: do-not-disturb of our station went on or off; on
// Communication Manager that is Send All Calls (protocol notes §9.1).
type DoNotDisturbChanged struct{ On bool }

// ForwardingChanged: forwarding of our station changed. To is where all calls
// go, empty when they are not forwarded (protocol notes §9.1).
type ForwardingChanged struct{ To string }

// MessageWaiting: the message lamp of our station went on or off (protocol notes
// §6.2).
type MessageWaiting struct{ On bool }

// PresenceState is whether somebody at an extension can be reached, by the calls
// there and the phone's service state (protocol notes §7.1, §7.2).
type PresenceState int

// The states of presence (protocol notes §9.4).
const (
	PresenceUnknown PresenceState = iota
	PresenceIdle
	PresenceRinging
	PresenceOnCall
	PresenceUnavailable // the phone is out of service
)

// Presence: the state of a watched extension changed; see [Client.Watch]
// (protocol notes §7.1).
type Presence struct {
	Extension string
	State     PresenceState
	// Polled says that it was read from time to time and not reported at once.
	Polled bool
}

// QueueChanged: the counts of a watched skill or VDN changed; see [Client.Watch]
// (protocol notes §8.4, §9.4).
type QueueChanged struct {
	Skill  string      // empty for a VDN
	VDN    string      // empty for a skill
	Status SkillStatus // of a VDN only Queued
}

func (DoNotDisturbChanged) event() {}
func (ForwardingChanged) event()   {}
func (MessageWaiting) event()      {}
func (Presence) event()            {}
func (QueueChanged) event()        {}

func doNotDisturb(d *decoder, p value) (Event, error) {
	on, ok := p.get("doNotDisturbOn", "doNotDisturb", "on").flag()
	if !ok {
		return nil, errMissing("doNotDisturbOn")
	}
	return ours(d, p, "device", DoNotDisturbChanged{on})
}

func forwarding(d *decoder, p value) (Event, error) {
	on, ok := p.get("forwardStatus", "activateForward").flag()
	if !ok {
		return nil, errMissing("forwardStatus")
	}
	e := ForwardingChanged{}
	if on {
		e.To = p.get("forwardTo", "forwardDN").party().Number
	}
	return ours(d, p, "device", e)
}

func messageWaiting(d *decoder, p value) (Event, error) {
	on, ok := p.get("messageWaitingOn").flag()
	if !ok {
		return nil, errMissing("messageWaitingOn")
	}
	return ours(d, p, "targetDevice", MessageWaiting{on})
}

// ours passes an event on when it is about our own device, or names none.
func ours(d *decoder, p value, member string, e Event) (Event, error) {
	if who := p.get(member, "device").party(); who.Device != "" && !d.isOwn(who) {
		return nil, nil
	}
	return e, nil
}
