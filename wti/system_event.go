package wti

// SwitchLink is the state of the link between AES and Communication Manager
// (protocol notes §9.2).
type SwitchLink int

// The states of the link (protocol notes §9.2).
const (
	LinkUnknown SwitchLink = iota // AES has not told
	LinkUp
	LinkDown // call control is not possible; registration and voice go on
)

// SystemStatus reports that AES or its link to the switch changed (protocol
// notes §9.2). With Link LinkDown the session and the voice are kept, and every
// request that needs the switch will be refused; once the link is up again the
// client reads everything anew and reports a [Resynced].
type SystemStatus struct {
	Link   SwitchLink
	Switch string // the link's or the switch's name, empty when not told
	// Status is DMCC's word: "normal", "enabled", "initializing", "disabled",
	// "partiallyDisabled", "messagesLost", "overloadImminent",
	// "overloadReached", "overloadRelieved"; empty when only the link was told.
	Status string
}

func (SystemStatus) event() {}
