package wti

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Command names as sent (protocol notes §1.3, §5.1: without a suffix).
const (
	opStartSession          = "StartApplicationSession"
	opResetTimer            = "ResetApplicationSessionTimer"
	opStopSession           = "StopApplicationSession"
	opGetDeviceID           = "GetDeviceId"
	opGetThirdPartyDeviceID = "GetThirdPartyDeviceId"
	opReleaseDeviceID       = "ReleaseDeviceId"
	opMonitorStart          = "MonitorStart"
	opMonitorStop           = "MonitorStop"
	opRegisterTerminal      = "RegisterTerminal"
	opUnregisterTerminal    = "UnregisterTerminal"
	opRedirectMedia         = "RedirectMedia"
	opRegistrationState     = "GetRegistrationState"
	opSetAgentState         = "SetAgentState"
	opGetAgentState         = "GetAgentState"
	opSnapshotDevice        = "SnapshotDevice"
	opSnapshotCall          = "SnapshotCall"
	opMakeCall              = "MakeCall"
	opAnswerCall            = "AnswerCall"
	opClearConnection       = "ClearConnection"
	opHoldCall              = "HoldCall"
	opRetrieveCall          = "RetrieveCall"
	opDeflectCall           = "DeflectCall"
	opGenerateDigits        = "GenerateDigits"
)

// envelope is a request frame. AES reads the header only when it is the first
// member (§1.3), hence a struct and never a map.
type envelope struct {
	Header  header `json:"header"`
	Payload any    `json:"payload"`
}

type header struct {
	InvokeID      invokeID `json:"invokeId"`
	HeaderType    string   `json:"headerType"`
	Request       string   `json:"request"`
	Version       string   `json:"version"`
	Authorization wired    `json:"authorization,omitempty"`
}

// wired is a secret on its way to the socket: it marshals as itself and prints
// as a mask.
type wired Secret

func (w wired) MarshalJSON() ([]byte, error) { return json.Marshal(string(w)) }
func (w wired) String() string               { return mask }
func (w wired) GoString() string             { return mask }

type startSession struct {
	SessionDuration     string
	ProtocolVersionList []string
	ApplicationID       string
}

// resume is m, naming the session to take up when there is one. The member's
// name is a setting, so it is put in by hand, behind the others.
func (m startSession) resume(d Dialect, old string) any {
	if old == "" {
		return m
	}
	b, _ := json.Marshal(m) // texts always marshal
	id, _ := json.Marshal(old)
	name, _ := json.Marshal(or(d.SessionIDMember, "SessionID"))
	return json.RawMessage(string(b[:len(b)-1]) + "," + string(name) + ":" + string(id) + "}")
}

type resetTimer struct {
	SessionID                string `json:"sessionID"`
	RequestedSessionDuration string `json:"requestedSessionDuration"`
}

type resetTimerPascal struct {
	SessionID       string
	SessionDuration string
}

type stopSession struct {
	SessionID        string `json:"sessionID"`
	SessionEndReason struct {
		DefinedEndReason string `json:"definedEndReason"`
	} `json:"sessionEndReason"`
}

type getDeviceID struct {
	SwitchName                 string `json:"switchName,omitempty"`
	Extension                  string `json:"extension"`
	DeviceInstance             *int   `json:"deviceInstance,omitempty"`
	ControllableByOtherSession bool   `json:"controllableByOtherSessions,omitempty"`
}

type deviceOnly struct {
	Device string `json:"device"`
}

type monitorStart struct {
	MonitorObject struct {
		DeviceObject string `json:"deviceObject"`
	} `json:"monitorObject"`
	RequestedMonitorFilter any         `json:"requestedMonitorFilter"`
	MonitorType            string      `json:"monitorType,omitempty"`
	TargetURL              string      `json:"targetUrl,omitempty"`
	Extensions             *extensions `json:"extensions,omitempty"`
}

type monitorStop struct {
	MonitorCrossRefID string `json:"monitorCrossRefID"`
}

// extensions carries Avaya's private data (§0.7).
type extensions struct {
	PrivateData struct {
		Private any `json:"private"`
	} `json:"privateData"`
}

func private(data any) *extensions {
	e := new(extensions)
	e.PrivateData.Private = data
	return e
}

type registerTerminal struct {
	Device         string     `json:"device"`
	LoginInfo      loginInfo  `json:"loginInfo"`
	LocalMediaInfo *mediaInfo `json:"localMediaInfo,omitempty"`
}

type loginInfo struct {
	Password              wired  `json:"password"`
	ForceLogin            bool   `json:"forceLogin"`
	DependencyMode        string `json:"dependencyMode"`
	MediaMode             string `json:"mediaMode"`
	TelecommuterExtension string `json:"telecommuterExtension,omitempty"`
	UnicodeScript         int    `json:"unicodeScript"`
}

type mediaInfo struct {
	RTPAddress     ipAddress `json:"rtpAddress"`
	RTCPAddress    ipAddress `json:"rtcpAddress"`
	Codecs         []string  `json:"codecs"`
	PacketSize     int       `json:"packetSize"` // ms
	EncryptionList []string  `json:"encryptionList,omitempty"`
}

type ipAddress struct {
	Address string `json:"address"`
	Port    uint16 `json:"port"`
}

type unregisterTerminal struct {
	Device      string `json:"device"`
	ForceLogout bool   `json:"forceLogout"`
}

type setAgentState struct {
	Device              string      `json:"device"`
	RequestedAgentState string      `json:"requestedAgentState"`
	AgentID             string      `json:"agentID,omitempty"`
	Password            wired       `json:"password,omitempty"`
	Extensions          *extensions `json:"extensions,omitempty"`
}

type agentPrivate struct {
	Data agentWanted `json:"SetAgentStatePrivateData"`
}

type agentWanted struct {
	WorkMode      string `json:"workMode,omitempty"`
	ReasonCode    int    `json:"reasonCode,omitempty"`
	EnablePending bool   `json:"enablePending,omitempty"`
}

type connectionID struct {
	CallID   string `json:"callID"`
	DeviceID string `json:"deviceID"`
}

// MarshalJSON keeps calls that only the phone's lamps tell of from the server, which
// does not know them (protocol notes §6.4).
func (c connectionID) MarshalJSON() ([]byte, error) {
	if strings.HasPrefix(c.CallID, inventedCall) {
		return nil, &Error{Op: "a call of the phone", Kind: KindCallGone, Text: "the switch has another id for it by now"}
	}
	type plain connectionID
	return json.Marshal(plain(c))
}

func wire(c Connection) connectionID { return connectionID{string(c.Call), c.Device} }

type answerCall struct {
	CallToBeAnswered connectionID `json:"callToBeAnswered"`
}

type clearConnection struct {
	ConnectionToBeCleared connectionID `json:"connectionToBeCleared"`
}

type holdCall struct {
	CallToBeHeld connectionID `json:"callToBeHeld"`
}

type retrieveCall struct {
	CallToBeRetrieved connectionID `json:"callToBeRetrieved"`
}

type deflectCall struct {
	CallToBeDiverted connectionID `json:"callToBeDiverted"`
	NewDestination   string       `json:"newDestination"`
}

type generateDigits struct {
	ConnectionToSendDigits connectionID `json:"connectionToSendDigits"`
	DigitMode              string       `json:"digitMode"`
	CharactersToSend       wired        `json:"charactersToSend"` // may be a caller's PIN
}

type snapshotDevice struct {
	SnapshotObject string `json:"snapshotObject"`
}

type snapshotCall struct {
	SnapshotObject connectionID `json:"snapshotObject"`
}

// empty is a payload without members.
type empty struct{}

func seconds(n int) string { return strconv.Itoa(n) }
