package wti

// CallOptions are what may go with a new call (protocol notes §7.1). The zero
// value is a plain call.
type CallOptions struct {
	// UserData is user-to-user information for the called party. The switch takes
	// 96 bytes at most, older ones 32 (protocol notes §7.1).
	UserData string
	// AccountCode and AuthCode are what the switch may ask for before an outside
	// call.
	AccountCode string
	AuthCode    Secret
	// Priority asks for a distinctive ring at the called station.
	Priority bool
}

// Purpose says what a consultation may become (CSTA's consultOptions, protocol
// notes §7.1). The empty purpose is ConsultAny.
type Purpose string

// The purposes (protocol notes §7.1).
const (
	ConsultAny          Purpose = "unrestricted"
	ConsultOnly         Purpose = "consultOnly"
	ConsultToTransfer   Purpose = "transferOnly"
	ConsultToConference Purpose = "conferenceOnly"
)

// ConsultOptions are what may go with a consultation (protocol notes §7.1).
type ConsultOptions struct {
	Purpose  Purpose
	UserData string
}

// Participation is how a device joins a call in one step (protocol notes §7.1).
// The empty value is ParticipationActive.
type Participation string

// The participations (protocol notes §7.1).
const (
	ParticipationActive Participation = "active" // hears and speaks
	ParticipationSilent Participation = "silent" // only hears
)

// CallParty is one party of a call as SnapshotCall reports it (protocol notes
// §7.1).
type CallParty struct {
	Connection Connection
	Party      Party
	State      ConnectionState
	Own        bool
}
