package wti

import (
	"fmt"
	"net/netip"
	"sync"
	"time"
)

// station is what the client knows about its phone and its agent. It outlives
// connections.
type station struct {
	mu         sync.Mutex // guards the fields below; never held over I/O
	calls      callTracker
	agent      agentTracker
	features   features
	registered bool
	link       SwitchLink            // between AES and the switch
	status     string                // of AES, in its own word
	forced     bool                  // another endpoint took the phone: no registering by ourselves
	lost       bool                  // the receiver was told that the phone is gone
	since      time.Time             // of our registration
	doubt      *TerminalUnregistered // to be verified
	local      netip.Addr            // where we told to receive voice
	ghost      time.Time             // until when a lost session of ours may hold the phone
	leaving    bool                  // SignOut or Leave is under way
	unknown    map[string]bool
	buttons    []Button // nil until asked for
	voice      bool     // between MediaStarted and MediaStopped
	oldVoice   bool     // that MediaStarted was of an earlier registration, or AES registered anew since
	lamps      map[string]int
	// agentRefused says that the agent's state cannot be asked for.
	agentRefused bool
	phone        handset
}

// follow applies an event and delivers it, or what it means.
func (st *station) follow(s *session, e Event) {
	st.mu.Lock()
	defer st.mu.Unlock()
	switch e := e.(type) {
	case agentNotice:
		st.notice(s, e)
		return
	case TerminalUnregistered:
		st.unregistered(s, e)
		return
	case endpointGone:
		st.endpointGone(s, e)
		return
	case TerminalRegistered:
		lost := st.lost
		if st.phone.on {
			signal(s.poll) // its lamps may have changed meanwhile
		}
		st.registered, st.forced, st.lost = true, false, false
		if !lost { // AES did it by itself: the stream begins anew (protocol notes §5.4)
			st.oldVoice = st.voice
			return
		}
	case MediaStarted:
		st.voice, st.oldVoice = true, false
	case MediaStopped:
		st.voice, st.oldVoice = false, false
	case SystemStatus:
		st.system(s, e)
		return
	case DoNotDisturbChanged, ForwardingChanged, MessageWaiting:
		if !st.features.learn(e) {
			return
		}
	case LampMode:
		st.lamp(s, e)
	case SessionTerminated:
		s.giveUp(fmt.Errorf("%w: %w: %s", ErrDisconnected, errSessionEnded, e.Reason))
	default:
		if isCallEvent(e) {
			if st.phone.on {
				return // its lamps tell of the same call by another id
			}
			st.calls.events = true
			st.calls.apply(e, s.ownDevice())
			if d, ok := e.(Diverted); ok && d.Own {
				st.agent.missed = time.Now()
			}
			if endsCall(e) {
				signal(s.poll)
			}
		}
	}
	s.c.queue.emit(e)
	st.handset(s, e)
}

// notice merges what an event or a poll says about an agent, when it is ours.
// After an event the state is read, for events leave much open.
func (st *station) notice(s *session, n agentNotice) {
	mine := n.id == "" || numberOf(n.id) == st.agent.id || !n.polled && sameDevice(n.device, s.ownDevice())
	if st.agent.id == "" || !mine {
		return
	}
	if e, changed := st.agent.apply(n); changed {
		s.c.queue.emit(e)
	}
	if !n.polled {
		signal(s.poll)
	}
}

// takeoverDoubt is how soon after our own registration a take-over is checked
// before it is believed.
const takeoverDoubt = 5 * time.Second

// unregistered decides what follows the loss of the phone (protocol notes §5.4).
func (st *station) unregistered(s *session, e TerminalUnregistered) {
	if st.leaving {
		st.registered = false
		return
	}
	if e.Forced && time.Since(st.since) < takeoverDoubt {
		st.doubt = &e // perhaps our own registration put out an older one of ours
		signal(s.claim)
		return
	}
	known := st.registered
	st.registered, st.oldVoice = false, st.voice // RTP is lost with the terminal
	st.forced = st.forced || e.Forced
	if !st.forced && !e.removed() {
		signal(s.claim)
	}
	if known {
		st.lost = true
		s.c.queue.emit(e)
	}
}

// endpointGone looks into a telephone that is gone when it is our own. Both events
// should come, but a monitor may have asked for the other one in vain.
func (st *station) endpointGone(s *session, e endpointGone) {
	own := s.ownDevice()
	if st.registered && !st.leaving && sameDevice(e.device, own) && instanceOf(e.device) == instanceOf(own) {
		st.doubt = &e.lost
		signal(s.claim)
	}
}

// told takes over who is at the other end of a call, which a snapshot of our
// device does not tell.
func (st *station) told(s *session, c Connection, i CallInfo) {
	st.calls.told[c.Call] = i
	if call := st.calls.calls[c.Call]; call != nil && call.remote == (Party{}) {
		call.remote = i.Calling
		s.c.queue.emit(CallInformation{Connection: c, CallInfo: i})
	}
}

// rejoined notices that somebody went into a call or out of it without a word:
// while the connection was lost, above all. A snapshot does not tell who only
// listens.
func (st *station) rejoined(s *session, c Connection, parties []CallParty) {
	call := st.calls.calls[c.Call]
	if call == nil {
		return
	}
	e := Conferenced{Primary: c.Call, NewCall: c.Call, CallInfo: CallInfo{Local: call.state}}
	for _, p := range parties {
		if !p.Own {
			e.Parties, e.Connections = append(e.Parties, p.Party), append(e.Connections, p.Connection)
		}
	}
	if n := len(e.Parties); n == 0 || n == max(call.parties, 1) {
		return
	}
	st.calls.apply(e, s.ownDevice())
	s.c.queue.emit(e)
}

func (st *station) conference(call CallID) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.calls.conference(call)
}

// firstTime says whether an unknown event's name is new.
func (st *station) firstTime(name string) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	const most = 1000 // names come from outside
	if st.unknown[name] || len(st.unknown) >= most {
		return false
	}
	if st.unknown == nil {
		st.unknown = make(map[string]bool)
	}
	st.unknown[name] = true
	return true
}

// with runs f under the lock.
func (st *station) with(f func()) {
	st.mu.Lock()
	defer st.mu.Unlock()
	f()
}

func isCallEvent(e Event) bool {
	switch e.(type) {
	case ServiceInitiated, Originated, NetworkReached, Delivered, Established, Held, Retrieved, Queued,
		Diverted, Failed, ConnectionCleared, CallCleared, Transferred, Conferenced:
		return true
	}
	return false
}

// endsCall says that a call is over for us, after which the agent's state
// changes too.
func endsCall(e Event) bool {
	switch e := e.(type) {
	case ConnectionCleared:
		return e.Own
	case Diverted:
		return e.Own
	case Transferred:
		return e.Own
	case CallCleared:
		return true
	}
	return false
}
