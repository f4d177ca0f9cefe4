package wti

// about is the call that a request is about, empty for none; of two, the one that is
// not on hold.
func about(in any) CallID {
	var c connectionID
	switch in := in.(type) {
	case answerCall:
		c = in.CallToBeAnswered
	case clearConnection:
		c = in.ConnectionToBeCleared
	case holdCall:
		c = in.CallToBeHeld
	case retrieveCall:
		c = in.CallToBeRetrieved
	case deflectCall:
		c = in.CallToBeDiverted
	case generateDigits:
		c = in.ConnectionToSendDigits
	case snapshotCall:
		c = in.SnapshotObject
	case clearCall:
		c = in.CallToBeCleared
	case twoCalls:
		c = in.ActiveCall
	case consultationCall:
		c = in.ExistingCall
	case singleStepTransfer:
		c = in.ActiveCall
	case singleStepConference:
		c = in.ActiveCall
	case directedPickup:
		c = in.CallToBePickedUp
	case callLinkage:
		c = in.Call
	}
	return CallID(c.CallID)
}

// Command names of call control beyond the basic ones (protocol notes §7.1).
const (
	opClearCall            = "ClearCall"
	opAlternateCall        = "AlternateCall"
	opReconnectCall        = "ReconnectCall"
	opConsultationCall     = "ConsultationCall"
	opTransferCall         = "TransferCall"
	opSingleStepTransfer   = "SingleStepTransferCall"
	opConferenceCall       = "ConferenceCall"
	opSingleStepConference = "SingleStepConferenceCall"
	opDirectedPickup       = "DirectedPickupCall"
	opCallLinkageData      = "GetCallLinkageData"
)

type makeCall struct {
	CallingDevice         string               `json:"callingDevice"`
	CalledDirectoryNumber string               `json:"calledDirectoryNumber"`
	AccountCode           string               `json:"accountCode,omitempty"`
	AuthCode              wired                `json:"authCode,omitempty"`
	UserData              *userData            `json:"userData,omitempty"`
	CallCharacteristics   *callCharacteristics `json:"callCharacteristics,omitempty"`
	Extensions            *extensions          `json:"extensions,omitempty"`
}

type callCharacteristics struct {
	PriorityCall bool `json:"priorityCall,omitempty"`
	DirectAgent  bool `json:"directAgent,omitempty"`
	AssistCall   bool `json:"assistCall,omitempty"`
}

type makeCallPrivate struct {
	Data makeCallPrivateData `json:"MakeCallPrivateData"`
}

type makeCallPrivateData struct {
	CallPrivateData callPrivateData `json:"callPrivateData"`
}

type callPrivateData struct {
	DestRoute  string   `json:"destRoute,omitempty"`
	AcdGroup   string   `json:"acdGroup,omitempty"`
	TypeOfCall CallKind `json:"typeOfCall"`
}

// userData is user-to-user information, whose text is CSTA's hexBinary.
type userData struct {
	String string `json:"string"`
}

// userDataOf returns nil for no text.
func (d Dialect) userDataOf(text string) *userData {
	if text == "" {
		return nil
	}
	return &userData{d.encodeBinary(text)}
}

// binaryOf writes a hexBinary member; an empty one stays away.
func (d Dialect) binaryOf(text string) string {
	if text == "" {
		return ""
	}
	return d.encodeBinary(text)
}

type clearCall struct {
	CallToBeCleared connectionID `json:"callToBeCleared"`
}

// twoCalls is the payload of the services that take a held and an active call.
type twoCalls struct {
	HeldCall   connectionID `json:"heldCall"`
	ActiveCall connectionID `json:"activeCall"`
}

type consultationCall struct {
	ExistingCall    connectionID `json:"existingCall"`
	ConsultedDevice string       `json:"consultedDevice"`
	UserData        *userData    `json:"userData,omitempty"`
	ConsultOptions  Purpose      `json:"consultOptions,omitempty"`
}

type singleStepTransfer struct {
	ActiveCall    connectionID `json:"activeCall"`
	TransferredTo string       `json:"transferredTo"`
	UserData      *userData    `json:"userData,omitempty"`
}

type singleStepConference struct {
	ActiveCall        connectionID  `json:"activeCall"`
	DeviceToJoin      string        `json:"deviceToJoin"`
	ParticipationType Participation `json:"participationType"`
	UserData          *userData     `json:"userData,omitempty"`
}

type directedPickup struct {
	CallToBePickedUp connectionID `json:"callToBePickedUp"`
	RequestingDevice string       `json:"requestingDevice"`
}

type callLinkage struct {
	Call connectionID `json:"call"`
}
