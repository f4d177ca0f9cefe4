package app

import (
	"time"

	"offhook/wti"
)

// Phase is where the app is between its sign-in form and its working windows.
type Phase int

// The phases.
const (
	PhaseSignedOut Phase = iota
	PhaseSigningIn
	PhaseSignedIn
	PhaseSigningOut
)

// Field names one field of the sign-in form.
type Field int

// The fields of the sign-in form.
const (
	FieldNone Field = iota
	FieldServer
	FieldCTIUser
	FieldCTIPassword
	FieldSwitchName
	FieldExtension
	FieldStationCode
	FieldAgentID
	FieldAgentPassword
	FieldOtherNumber
	FieldMode
	FieldRemember
	FieldTakeOver
)

// Fields is a set of fields.
type Fields uint32

// With is the set with another field.
func (s Fields) With(f Field) Fields { return s | 1<<f }

// Has reports whether a field is in the set.
func (s Fields) Has(f Field) bool { return s&(1<<f) != 0 }

// SignInForm is what the agent types to sign in. Comparable.
type SignInForm struct {
	Server        string // one URL, or several separated by blanks or commas
	CTIUser       string
	CTIPassword   wti.Secret
	SwitchName    string
	Extension     string
	StationCode   wti.Secret
	AgentID       string
	AgentPassword wti.Secret
	Mode          wti.TelephoneMode
	OtherNumber   string // the phone that carries the voice, with wti.OtherPhone
	Remember      bool   // keep the secrets in the OS keychain
	TakeOver      bool   // take the extension over when it is in use
	// Locked are the fields that only the administrator changes. What a form that is
	// handed in has there is of no matter.
	Locked Fields
}

// Problem is a failure as a person reads it, already translated. Comparable;
// the zero Problem means none.
type Problem struct {
	Title   string // what happened, one line
	Meaning string // what it means
	Advice  string // what to do
	Details string // for copying to an administrator, never a secret
	Field   Field  // which field of the form to correct, FieldNone when none
	// OfferTakeOver says that "take over" is a way out (extension in use).
	OfferTakeOver bool
	// OfferUnlock says that unlocking the keychain is a way out.
	OfferUnlock bool
}

// IsZero reports whether there is no problem.
func (p Problem) IsZero() bool { return p == Problem{} }

// SignInView is what the sign-in screen shows. Comparable.
type SignInView struct {
	Phase   Phase
	Steps   [wti.StepCount]wti.StepState
	Problem Problem
	// Focus is the field to focus: the first one missing, or the one at fault.
	Focus Field
	// Keychain says why secrets cannot be kept, zero when they can.
	Keychain Problem
}

// LinkView is the control connection as the header shows it. Comparable.
type LinkView struct {
	Link     wti.Link
	Server   string // host name
	Insecure bool   // ws:// by explicit setting
	Since    time.Time
	// Switch is the link between the server and the switch; with wti.LinkDown
	// calls cannot be controlled, while voice goes on.
	Switch wti.SwitchLink
	// System is the server's word for its own condition, empty before it told:
	// normal, enabled, disabled, overloadReached, … (protocol notes §9.2).
	System string
	// FirstParty says that calls are controlled by the phone's buttons, because the
	// system has no TSAPI licence for this station; some actions have none.
	FirstParty bool
	// DeskPhone says that calls are on the desk phone: they go on there without us.
	DeskPhone bool
}

// Who changed a state.
type Who int

// The causes of a change.
const (
	ByUnknown Who = iota
	ByMe
	BySystem     // after-call work, a call that was not answered
	BySupervisor // or another program with the right to
)

// AgentView is the agent as the header and the agent screen show it.
// Comparable.
type AgentView struct {
	Extension string
	ID        string
	Mode      wti.AgentMode
	Reason    int
	// ReasonName is the administrator's name of the reason code.
	ReasonName string
	OnCall     bool
	Since      time.Time // of this mode
	// Limit is how long this mode lasts, or may last: after-call work until the
	// switch ends it, AUX by the organisation's rule. Zero when there is none, or
	// none is known.
	Limit     time.Duration
	ChangedBy Who
	// Missed says that the switch chose this mode because a call was not answered
	// in time (redirection on no answer).
	Missed bool
	// Asked is a mode that was requested and is not confirmed yet;
	// wti.AgentUnknown when none.
	Asked wti.AgentMode
	// Pending is a mode that the switch has accepted for after this call.
	Pending           wti.AgentMode
	PendingReason     int
	PendingReasonName string
}

// Direction of a call.
type Direction int

// The directions.
const (
	Inbound Direction = iota
	Outbound
)

// CallState is a call's state as the agent sees it.
type CallState int

// The call states.
const (
	CallAlerting  CallState = iota // rings here
	CallDialing                    // we call; rings there, or is being set up
	CallConnected                  // talking
	CallHeld                       // we hold it
	CallFailed                     // busy, no answer, …; still to be hung up
)

// Action is something that can be asked of a call.
type Action int

// The actions on a call.
const (
	ActionNone Action = iota
	ActionAnswer
	ActionHangUp
	ActionHold
	ActionRetrieve
	ActionConsult       // call somebody about it
	ActionSwap          // between the two calls of a pair
	ActionTransfer      // join the two calls of a pair and leave
	ActionConference    // join them and stay
	ActionCancel        // end the consultation, back to the held call
	ActionBlindTransfer // send it to a number
	ActionDeflect       // send it to a number while it rings here
	ActionJoin          // bring a number into it at once
	ActionDrop          // take one party out of a conference
	ActionClear         // end it for everybody
	ActionPickUp        // take a call that rings elsewhere
)

// CallView is one call as its card shows it. Comparable. Every text in it that
// came from outside is to be shown, never interpreted.
type CallView struct {
	ID         wti.CallID
	UCID       string
	Direction  Direction
	State      CallState
	Remote     string // number, or a translated "Unknown" / "Withheld" shown by the screen when empty
	Shown      string // Remote in groups, to be read and never to be dialled; empty when not known
	Withheld   bool
	Name       string    // of Remote in the directory, empty when not known
	Service    string    // number of the VDN or skill; the administrator's name when known
	Collected  string    // digits that the caller entered
	VDN, Skill string    // numbers, as far as they are known
	UserData   string    // UUI
	Since      time.Time // of this state
	Started    time.Time // of the call
	Asked      Action    // requested and not confirmed yet
	Can        Actions   // what can be asked of it now
	// ConsultFor is the call that this one is a consultation about; empty when it
	// is none.
	ConsultFor wti.CallID
	// Parties is how many others are in the call, and With their numbers, with
	// commas between them: more than one in a conference.
	Parties int
	With    string
	// Waited is how long the call waited in queues before it came here; zero when
	// that is not known.
	Waited time.Duration
	// Via is the agent who passed the call on, when Remote is the customer.
	Via string
	// Automatic says that the station answered by itself.
	Automatic bool
	// RingLimit is how long the call rings here, from Since on, before the switch
	// takes it back; zero when that is not known.
	RingLimit time.Duration
	Digits    string // DTMF sent so far
	Failure   string // translated, with CallFailed
	Ended     bool   // the other party left; with CallFailed
	FarHold   bool   // the other party holds the call
	Silenced  bool   // rings on without sound: it could not be declined
}

// MediaView is the voice path, at a few changes a second. Comparable.
type MediaView struct {
	Active          bool
	Codec           string
	Muted           bool
	PacketsSent     uint64
	PacketsReceived uint64
	Lost            uint64
	JitterMs        float64
	MOS             float64 // 1 to 4.5, 0 before it is known
	Microphone      string  // device name, empty when none
	Speaker         string
	// OneWay says that nothing arrives although the call is up.
	OneWay bool
	// Trouble says which way the voice does not go and what to try, translated;
	// empty when nothing more is known.
	Trouble string
	// NoDevice says that voice runs without a sound device.
	NoDevice bool
	// Instead says that a chosen sound device is not there and another, see
	// Microphone and Speaker, is in use until it is back.
	Instead bool
}

// LevelsView is the live sound level both ways, 20 times a second during a
// call. Each is 0 (silence, -60 dBFS and less) to 1 (full scale). Comparable.
type LevelsView struct {
	Microphone float64
	Speaker    float64
}

// Severity of a notice.
type Severity int

// The severities.
const (
	Info Severity = iota
	Warning
	Failure
)

// Notice is a message to the agent that stays until it is dismissed or its
// time is over. Comparable.
type Notice struct {
	ID       int
	Severity Severity
	Title    string
	Text     string
	Details  string
	// Again is a mode that is the way out of what the notice tells, to be offered
	// with it; wti.AgentUnknown when there is none.
	Again wti.AgentMode
	// Call is a number that can be called because of it, to be offered with it; empty
	// for none.
	Call string
}

// Reason is a reason code for AUX or logout and its name.
type Reason struct {
	Code int    `toml:"code"`
	Name string `toml:"name"`
}
