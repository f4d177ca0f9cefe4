package wti

import (
	"slices"
	"time"
)

// Dialect holds every point where the wire form of WTI is not confirmed by a
// public source (protocol notes §12.2), one field each, so that the first hour
// against a real AES settles them by settings. The zero value is the documented
// default; unknown words mean the default too. Where a wrong choice is harmless
// the client finds the right one by itself and remembers it ("auto"); a setting
// other than the default ends that search. Passwords are never tried in a second
// encoding.
//
// What is read is understood in every form that the notes know (§1.5, §12.1):
// names with and without their suffixes, payloads that are strings, events with
// any invokeId, refusals in every shape. The settings about those say how we
// write, or add what the notes do not know.
type Dialect struct {
	// TokenPlacement is where the access token goes after the session started
	// (§1.2): "socket" (default: nowhere, the session belongs to the socket),
	// "header" (an "authorization" member in each message header), "query" (a new
	// socket with ?access_token=) or "reconnect" (a new socket with Bearer). With
	// the default the others are tried once when GetDeviceId is refused like a 401.
	TokenPlacement string `toml:"tokenPlacement,omitempty"`
	// SessionStart is where the session starts (§1.2): "auto" (default: on the
	// socket, and by REST with Basic followed by a Bearer upgrade when that is
	// refused like a 401), "socket" or "rest".
	SessionStart string `toml:"sessionStart,omitempty"`
	// ProtocolVersions is offered at session start, best first (§2.1). Default
	// "10.2.0", "10.1.0". A longer list is tried once when none is supported.
	ProtocolVersions []string `toml:"protocolVersions,omitempty"`
	// SessionResume is how a session is taken up again after a lost connection
	// (§2.5): "auto" (default: an upgrade with its token, then a session start
	// that names it, each until it has proved not to work), "token", "id" (only
	// one of them) or "off" (always a new session).
	SessionResume string `toml:"sessionResume,omitempty"`
	// SessionIDMember is the member that names the old session at session start
	// (§2.1). Default "SessionID", like the other members of that request.
	SessionIDMember string `toml:"sessionIdMember,omitempty"`
	// MemberCase is how the members of requests other than the session start are
	// written (§0.2): "dmcc" (default: DMCC's names) or "pascal" (first letter
	// upper case). Answers are read in any case.
	MemberCase string `toml:"memberCase,omitempty"`
	// KeepAlive is the form of ResetApplicationSessionTimer (§2.2): "auto"
	// (default: the three in this order), "dmcc" (sessionID,
	// requestedSessionDuration), "pascal" (SessionID, SessionDuration) or "empty".
	KeepAlive string `toml:"keepAlive,omitempty"`
	// RESTKeepAlive sends the keep-alive by HTTP with the Bearer token (§1.6):
	// "auto" (default: when it fails on the socket), "always" or "off".
	RESTKeepAlive string `toml:"restKeepAlive,omitempty"`
	// RESTBody is the body of REST requests (§1.6): "auto" (default: both in
	// this order), "payload" (bare) or "envelope".
	RESTBody string `toml:"restBody,omitempty"`
	// PingSeconds is how often the socket is pinged (§1.7). Default 25. Two
	// pings and a half without any sign of life are a lost socket.
	PingSeconds int `toml:"pingSeconds,omitempty"`
	// FailBack is "auto" (default: from another server back to the first one
	// once that is up and no call is) or "off" (stay where the session is).
	FailBack string `toml:"failBack,omitempty"`
	// SystemEvents asks to be told of the link to the switch (§9.2): "auto"
	// (default) or "off".
	SystemEvents string `toml:"systemEvents,omitempty"`

	// AvayaFilterPlacement is where MonitorStart has Avaya's event groups
	// (§4.3): "extensions" (default), "filter" or "both". With the default,
	// "filter" is tried when the first form is refused.
	AvayaFilterPlacement string `toml:"avayaFilterPlacement,omitempty"`
	// InvertFilter says how the filter's bits are meant (§4.2): "auto" (default:
	// true means send, with invertFilter; changed when calls appear without
	// events), "on" (always with invertFilter), "off" (never; true still means
	// send) or "none" (an empty filter, which in CSTA suppresses nothing).
	InvertFilter string `toml:"invertFilter,omitempty"`
	// TargetURL is MonitorStart's targetUrl (§1.6). Default
	// "https://127.0.0.1/events/", "none" leaves it out. Left out by itself when
	// refused.
	TargetURL string `toml:"targetUrl,omitempty"`
	// CommandSuffix is "auto" (default: no suffix, then "Request" when the
	// command is unknown), "none" or "Request" (for the terminal commands) (§5.1).
	CommandSuffix string `toml:"commandSuffix,omitempty"`
	// Names are commands and events that this server spells in a way of its own
	// (§1.3, §12.2): our name, for example GetTimeOfDay or DeliveredEvent, and the
	// server's. Such a command is sent under that name alone. Default: none, names
	// are DMCC's and their suffixes do not matter.
	Names map[string]string `toml:"names,omitempty"`
	// Payload is how the payload of a request is written (§1.4): "object" (default)
	// or "string" (the object as a JSON text in a string, as AES writes some of
	// its own). Answers and events are read in either form.
	Payload string `toml:"payload,omitempty"`
	// InvokeID is how the invokeId of a request is written (§1.3): "number"
	// (default) or "string". Answers are read in either form, or found by their
	// name; an event's is not looked at.
	InvokeID string `toml:"invokeId,omitempty"`
	// RefusalMembers are members of a payload that tell a refusal, besides those
	// of §1.5: their value is its code, or an object with category and code.
	// Default: none.
	RefusalMembers []string `toml:"refusalMembers,omitempty"`
	// OtherDeviceID gets the id of a skill, a VDN or a colleague (§9.4): "auto"
	// (default: GetThirdPartyDeviceId, then GetDeviceId when that is refused),
	// "thirdParty" or "device".
	OtherDeviceID string `toml:"otherDeviceId,omitempty"`
	// RegisterSuccess are the result codes of RegisterTerminal that mean success
	// (§5.3). Default "1". Others count as a failure unless
	// GetRegistrationState says REGISTERED.
	RegisterSuccess []string `toml:"registerSuccess,omitempty"`

	// BinaryEncoding is the form of CSTA's hexBinary members (agent password,
	// user data): "hex" (default), "text" or "base64" (§7.1, §8.2). Never tried
	// in turn, for a wrong password counts against the agent.
	BinaryEncoding string `toml:"binaryEncoding,omitempty"`
	// CalledNumber is the form of a dialled number: "device" (with the tail of our
	// own device id) or "bare". By default the numbers of MakeCall and DeflectCall
	// are bare and those of consultations and transfers, which CSTA calls devices,
	// have the tail (protocol notes §3, §7.1).
	CalledNumber string `toml:"calledNumber,omitempty"`

	// Encryption are the strings offered at registration, best first (§5.7).
	// Default: what LocalMedia says.
	Encryption []string `toml:"encryption,omitempty"`
	// SwapKeys exchanges the transmit and the receive key of encrypted media
	// (§5.7). Default: transmitKey is for what we send.
	SwapKeys bool `toml:"swapKeys,omitempty"`
	// TelephoneEvent is the RTP payload type of RFC 4733 digits (§5.8): 0
	// (default) for none, else 96 to 127; Communication Manager's habit is 127,
	// elsewhere it is 101. Voice is not this package's matter: whoever sends it
	// reads the number here.
	TelephoneEvent int `toml:"telephoneEvent,omitempty"`

	// StarButton and PoundButton are the dial pad's button ids for * and #
	// (§6.3). Default "10" and "11"; "14" and "15" are met as well.
	StarButton  string `toml:"starButton,omitempty"`
	PoundButton string `toml:"poundButton,omitempty"`
	// ButtonFunctions are the numbers by which GetButtonInformation tells what a
	// button does (§6.3), by ButtonAux and its like. Default: Communication
	// Manager's, which are call appearance 6, aux-work 52, assist 90,
	// after-call 91, auto-in 92, manual-in 93, release 94, work-code 140.
	ButtonFunctions map[string]int `toml:"buttonFunctions,omitempty"`
	// ButtonLabels are labels to recognise buttons by, before their number (§6.3),
	// for systems that label in another language than English; by ButtonAux and
	// its like. Default: none besides the English ones.
	ButtonLabels map[string]string `toml:"buttonLabels,omitempty"`
	// ButtonIDs are the ids of buttons that are recognised neither way, or wrongly
	// (§6.3), by ButtonAux and its like. Default: Hold is 261, Transfer 260, Conference 259
	// and Drop 258 unless the phone says otherwise.
	ButtonIDs map[string]string `toml:"buttonIds,omitempty"`

	// AgentLoginCode is dialled to log an agent in where agent services have no
	// licence and calls are controlled by buttons (§6.5): a feature access code of
	// the site, with {agent} and {password} in their places, such as
	// "*40{agent}#{password}#". Empty (default): nothing is dialled.
	AgentLoginCode string `toml:"agentLoginCode,omitempty"`
	// AgentLogoutCode is the same for logging out, such as "*41" (§6.5).
	AgentLogoutCode string `toml:"agentLogoutCode,omitempty"`
	// WorkCodeLamp is "auto" (default: the digits of a call work code are pressed only
	// once the lamp of its button is lit, where that lamp is reported at all) or
	// "ignore" (its lamp tells nothing) (§6.7).
	WorkCodeLamp string `toml:"workCodeLamp,omitempty"`
	// AgentPollSeconds is how often the agent's state is read once agent events
	// have proved to arrive (§8.3). Default 15.
	AgentPollSeconds int `toml:"agentPollSeconds,omitempty"`
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func (d Dialect) pingEvery() time.Duration {
	if d.PingSeconds > 0 {
		return time.Duration(d.PingSeconds) * time.Second
	}
	return pingEvery
}

// registered says whether a result code of RegisterTerminal means success.
func (d Dialect) registered(code string) bool {
	if len(d.RegisterSuccess) == 0 {
		return code == "1"
	}
	return slices.Contains(d.RegisterSuccess, code)
}

// otherDevice are the commands to get the id of a device that is not our own.
func (d Dialect) otherDevice() []string {
	switch d.OtherDeviceID {
	case "thirdParty":
		return []string{opGetThirdPartyDeviceID}
	case "device":
		return []string{opGetDeviceID}
	}
	return []string{opGetThirdPartyDeviceID, opGetDeviceID}
}

// resumeBy says whether a session may be taken up again in this way.
func (d Dialect) resumeBy(way string) bool {
	switch d.SessionResume {
	case "token", "id":
		return d.SessionResume == way
	case "off":
		return false
	}
	return true
}

func (d Dialect) versions() []string {
	if len(d.ProtocolVersions) > 0 {
		return d.ProtocolVersions
	}
	return []string{"10.2.0", "10.1.0"}
}

func (d Dialect) targetURL() string {
	switch d.TargetURL {
	case "":
		return "https://127.0.0.1/events/"
	case "none":
		return ""
	}
	return d.TargetURL
}
