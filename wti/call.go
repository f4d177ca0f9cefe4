package wti

import "strings"

// CallID identifies a call inside the switch (protocol notes §7.2).
// Communication Manager recycles these ids, so a CallID means something only
// while its call exists; use the UCID as a lasting key.
type CallID string

// Connection is CSTA's ConnectionID: one device's part in one call
// (ECMA-269 §12.3). Device is echoed to the server unchanged.
type Connection struct {
	Call   CallID
	Device string
}

// ConnectionState is the local connection state of CSTA (ECMA-269 §6.1.5).
type ConnectionState string

// The connection states, in CSTA's words (protocol notes §7).
const (
	StateNull      ConnectionState = "null"
	StateInitiated ConnectionState = "initiated"
	StateAlerting  ConnectionState = "alerting"
	StateConnected ConnectionState = "connected"
	StateHeld      ConnectionState = "hold"
	StateQueued    ConnectionState = "queued"
	StateFailed    ConnectionState = "fail"
)

// Party is one end of a call as the server names it (protocol notes §7.2).
type Party struct {
	// Number is what to show or dial: the text before the first colon of a
	// device identifier, or a tel: URI without its scheme. Empty when not known.
	Number string
	// Device is the identifier exactly as received.
	Device string
	// Restricted says that the network withholds the number.
	Restricted bool
}

// CallInfo is what an event tells about the call as a whole (protocol notes
// §7.2). Absent members are zero. All texts come from outside and must be
// treated as hostile.
type CallInfo struct {
	UCID           string // 20 digits, lasting key
	Calling        Party
	NetworkCalling Party
	Called         Party
	NetworkCalled  Party // whom the network says was called
	Redirecting    Party // lastRedirectionDevice
	VDN            string
	Skill          string // the hunt group that delivered the call
	Trunk          string // "group/member"; after a transfer or conference the first of the list
	Channel        string // Avaya's channelType as received, e.g. "voice"
	Agent          string // login id of the agent who made the call (logicalAgent)
	// Distributing is the VDN or split that the call came to first.
	Distributing Party
	Collected    string // digits collected by a vector or an IVR: Entered.Data
	Entered      EnteredCode
	LookAhead    LookAhead
	UserData     string // UUI, decoded when it decodes to printable text
	// OriginalCalling is the first call's caller after a transfer or consultation.
	OriginalCalling Party
	// Original is all that is known of that first call; nil when the event has
	// nothing about one. It is not to be changed.
	Original   *OriginalCall
	History    []Redirection // the devices that the call left on its way
	FormerUCID string        // after a transfer or conference, the old call's
	Cause      string        // CSTA cause as received, e.g. "newCall"
	Reason     string        // Avaya's reason of Established and CallCleared, e.g. "answerNormal"
	Progress   string        // what the network says about an outgoing call
	// Local is our own connection's state after the event.
	Local ConnectionState
}

// Caller is the number to show as "who calls": the network's calling device,
// the original caller of a transferred call, then the calling device (protocol
// notes §7.2).
func (i CallInfo) Caller() Party {
	for _, p := range []Party{i.NetworkCalling, i.OriginalCalling, i.Calling} {
		if p.Number != "" || p.Restricted {
			return p
		}
	}
	return Party{}
}

// Service is the number to show as "for which service": the VDN, then the
// skill, then the called device (protocol notes §7.2).
func (i CallInfo) Service() string {
	for _, s := range []string{i.VDN, i.Skill, i.Called.Number} {
		if s != "" {
			return s
		}
	}
	return ""
}

// CallSnapshot is one of our device's calls as SnapshotDevice reports it
// (protocol notes §7.1).
type CallSnapshot struct {
	Connection Connection
	State      ConnectionState // of our own connection
	Remote     Party
	// RemoteState is the other end's state, empty when the server does not tell:
	// alerting while our call rings there.
	RemoteState ConnectionState
	// Others is how many others are in the call; 0 when the server does not tell.
	Others int
	// Inbound is known only for alerting calls.
	Inbound bool
}

// numberOf extracts the number to show from a device identifier such as
// "4750:CM55:0.0.0.0:0", "15551234567:::0" or "tel:+4930123;ext=4".
func numberOf(device string) string {
	s := strings.TrimSpace(device)
	if len(s) >= 4 && strings.EqualFold(s[:4], "tel:") {
		s = s[4:]
		if i := strings.IndexByte(s, ';'); i >= 0 {
			s = s[:i]
		}
		return s
	}
	if i := strings.IndexByte(s, ':'); i >= 0 {
		s = s[:i]
	}
	return s
}
