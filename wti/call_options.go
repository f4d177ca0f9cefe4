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
	// Kind is CallNormal unless the call is the agent's work.
	Kind CallKind
	// Skill is the extension of the skill that a direct-agent or supervisor-assist
	// call belongs to; empty leaves it to the switch.
	Skill string
	// Route is the trunk access code by which an outside call goes; empty leaves
	// the way to the switch, which then finds an access digit in the number.
	Route string
}

// CallKind is what a call is to the switch's call distribution (Avaya's
// typeOfCall, protocol notes §7.1).
type CallKind string

// The kinds of call (protocol notes §7.1).
const (
	CallNormal CallKind = ""
	// CallDirectAgent is an ACD call to one agent, by the agent's login id: it
	// waits for that agent and counts as the skill's.
	CallDirectAgent CallKind = "directAgent"
	// CallSupervisorAssist asks a supervisor to listen to the agent's call.
	CallSupervisorAssist CallKind = "supervisorAssist"
)

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

// JoinOptions are what may go with a device that joins a call in one step
// (protocol notes §7.1). The zero value: it hears and speaks, and nothing is told.
type JoinOptions struct {
	Participation Participation
	// UserData is user-to-user information for the one who joins; see CallOptions.
	UserData string
}

// CallParty is one party of a call as SnapshotCall reports it (protocol notes
// §7.1).
type CallParty struct {
	Connection Connection
	Party      Party
	State      ConnectionState
	Own        bool
}
