package wti

import (
	"net/netip"
	"time"
)

// Event is something the server, or the client's own supervision, reports.
// Only this package declares kinds.
type Event interface{ event() }

// Step is one stage of signing in.
type Step int

// The stages, in order.
const (
	StepConnect  Step = iota // TCP, TLS, HTTP upgrade with Basic
	StepSession              // StartApplicationSession
	StepDevice               // GetDeviceId
	StepMonitor              // MonitorStart
	StepRegister             // RegisterTerminal
	StepAgent                // SetAgentState loggedOn
	StepCount                // how many there are
)

// StepState is how far a step is.
type StepState int

// The states of a step.
const (
	StepWaiting StepState = iota
	StepRunning
	StepDone
	StepFailed
)

// StepChanged reports progress of [Client.SignIn].
type StepChanged struct {
	Step  Step
	State StepState
	Err   error // with StepFailed
}

// Link is the state of the control connection to AES (protocol notes §2.5).
type Link int

// The states of the control connection (protocol notes §2.5).
const (
	LinkOffline Link = iota
	LinkConnected
	LinkReconnecting
)

// ConnectionChanged reports that the control connection came or went. Voice
// does not depend on it (protocol notes §2.5).
type ConnectionChanged struct {
	Link   Link
	Server string // URL of the server in use or being tried
	Err    error  // why it went, nil on a wanted close
}

// Resynced replaces everything known after a recovery (protocol notes §2.5).
type Resynced struct {
	Calls      []CallSnapshot
	Agent      Agent
	Registered bool
	// MediaKept says that the terminal stayed registered, so running voice is
	// still good.
	MediaKept bool
}

// ServiceInitiated: our own phone went off-hook or started a call (protocol
// notes §7.2).
type ServiceInitiated struct {
	Connection Connection
	CallInfo
}

// Originated: our outgoing call was accepted by the switch (protocol notes
// §7.2).
type Originated struct {
	Connection Connection
	CallInfo
}

// NetworkReached: an outgoing call left through a trunk (protocol notes §7.2).
type NetworkReached struct {
	Connection Connection
	CallInfo
}

// Delivered: a device is alerting (protocol notes §7.2). When Own is true it is
// ours and a call is offered to the agent; otherwise it is ringback for our own
// call.
type Delivered struct {
	Connection Connection
	Alerting   Party
	Own        bool
	CallInfo
}

// Established: someone answered (protocol notes §7.2).
type Established struct {
	Connection Connection
	Answering  Party
	Own        bool // we answered
	CallInfo
}

// Held: a party put the call on hold (protocol notes §7.2).
type Held struct {
	Connection Connection
	Own        bool // we did
	CallInfo
}

// Retrieved: a party took the call back from hold (protocol notes §7.2).
type Retrieved struct {
	Connection Connection
	Own        bool
	CallInfo
}

// Queued: the call waits for an agent (protocol notes §7.2).
type Queued struct {
	Connection Connection
	InFront    int
	CallInfo
}

// Diverted: the call left a device for another; Own means it left ours (RONA,
// coverage, deflection, protocol notes §7.2).
type Diverted struct {
	Connection  Connection
	Destination Party
	Own         bool
	CallInfo
}

// Failed: the call cannot be completed; CallInfo.Cause says why (protocol notes
// §7.2).
type Failed struct {
	Connection Connection
	Failing    Party
	CallInfo
}

// ConnectionCleared: a party left the call (protocol notes §7.2). Own means
// that the call is over for us.
type ConnectionCleared struct {
	Connection Connection
	Releasing  Party
	Own        bool
	CallInfo
}

// CallCleared: the whole call is over (protocol notes §7.2).
type CallCleared struct {
	Call CallID
	CallInfo
}

// Transferred: parties changed by a transfer (protocol notes §7.2). Own means
// that we transferred, so both old calls are over for us.
type Transferred struct {
	Primary, Secondary CallID
	NewCall            CallID  // call id of the parties that remain
	Parties            []Party // who remains, ourselves excluded
	// Connections are theirs in the new call, in the order of Parties.
	Connections []Connection
	Own         bool
	CallInfo
}

// Conferenced: parties were joined into one call (protocol notes §7.2).
type Conferenced struct {
	Primary, Secondary CallID
	NewCall            CallID
	Parties            []Party // ourselves excluded
	// Connections are theirs in the new call, in the order of Parties.
	Connections []Connection
	Own         bool
	CallInfo
}

// Encryption describes the media encryption that the server chose.
// (protocol notes §5.7). How keys and salts are written is not confirmed; they
// are here as they came.
type Encryption struct {
	Protocol     string // "" or "none" means plain RTP
	TransmitKey  Secret // for what we send
	TransmitSalt Secret
	ReceiveKey   Secret
	ReceiveSalt  Secret
	PayloadType  int // RTP payload type of the encrypted stream; 0 = the codec's own
}

// MediaStarted tells where to send voice (protocol notes §5.5). A second one
// without a MediaStopped in between replaces the first.
type MediaStarted struct {
	RTP, RTCP  netip.AddrPort // the far end
	Codec      string         // as received, e.g. "g711U"
	PacketSize time.Duration
	Encryption Encryption
}

// MediaStopped: stop sending voice, keep the socket (protocol notes §5.5).
type MediaStopped struct{}

// RingerStatus: the phone's bell (protocol notes §6.2).
type RingerStatus struct{ Ringing bool }

// Hookswitch: the phone's hook (protocol notes §6.2).
type Hookswitch struct{ OnHook bool }

// LampMode: one lamp (protocol notes §6.4). Mode 3 is steady, 7 flash, 4 wink.
type LampMode struct {
	Lamp string
	Mode int
}

// DisplayUpdated: text on the phone's display (protocol notes §6.2).
type DisplayUpdated struct{ Text string }

// AgentChanged reports the agent's state, whether it came by event or by poll
// (protocol notes §8.3).
type AgentChanged struct {
	Agent Agent
	// Own is true when the change follows a request of this client.
	Own bool
	By  By // who changed it, as far as that can be known
}

// TerminalUnregistered: the phone is no longer ours (protocol notes §5.4).
// Forced means that another endpoint took it, so the client does not register
// again by itself.
type TerminalUnregistered struct {
	Code, Reason string
	Forced       bool
}

// TerminalRegistered: the phone is ours again after a TerminalUnregistered
// (protocol notes §5.4).
type TerminalRegistered struct{}

// SessionTerminated: the server ended the session; recovery follows (protocol
// notes §2.4).
type SessionTerminated struct{ Reason string }

// Unknown is an event this version does not know. It is logged and kept for
// the trace.
type Unknown struct{ Name string }

// BadMessage is a frame, or an event's payload, that could not be read.
type BadMessage struct {
	Name string
	Err  error
}

func (StepChanged) event()          {}
func (ConnectionChanged) event()    {}
func (Resynced) event()             {}
func (ServiceInitiated) event()     {}
func (Originated) event()           {}
func (NetworkReached) event()       {}
func (Delivered) event()            {}
func (Established) event()          {}
func (Held) event()                 {}
func (Retrieved) event()            {}
func (Queued) event()               {}
func (Diverted) event()             {}
func (Failed) event()               {}
func (ConnectionCleared) event()    {}
func (CallCleared) event()          {}
func (Transferred) event()          {}
func (Conferenced) event()          {}
func (MediaStarted) event()         {}
func (MediaStopped) event()         {}
func (RingerStatus) event()         {}
func (Hookswitch) event()           {}
func (LampMode) event()             {}
func (DisplayUpdated) event()       {}
func (AgentChanged) event()         {}
func (TerminalUnregistered) event() {}
func (TerminalRegistered) event()   {}
func (SessionTerminated) event()    {}
func (Unknown) event()              {}
func (BadMessage) event()           {}
