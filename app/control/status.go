package control

import "time"

// Status is what "offhook status --json" prints. Its members are a contract
// with scripts: new ones may come, none changes its meaning or goes.
type Status struct {
	SignedIn   bool   `json:"signedIn"`
	Connection string `json:"connection"` // connected, reconnecting, offline
	Extension  string `json:"extension"`
	Agent      Agent  `json:"agent"`
	Calls      []Call `json:"calls"`
	Media      Media  `json:"media"`
	// Switch is the server's link to the switch: up, down; absent before the
	// server told. System is the server's word for its condition, e.g. normal.
	Switch string `json:"switch,omitempty"`
	System string `json:"system,omitempty"`
	// Buttons says that calls are controlled by the phone's buttons, for want of a
	// TSAPI licence; absent when not.
	Buttons bool `json:"buttons,omitempty"`
	// DoNotDisturb, Forward (a number) and Messages are the station's, absent when
	// off.
	DoNotDisturb bool   `json:"doNotDisturb,omitempty"`
	Forward      string `json:"forward,omitempty"`
	Messages     bool   `json:"messages,omitempty"`
	// Colleagues and Skills are those that the settings name, absent when none.
	Colleagues []Colleague `json:"colleagues,omitempty"`
	Skills     []Skill     `json:"skills,omitempty"`
	// Today is the agent's day so far, absent before anything was added up.
	Today *Today `json:"today,omitempty"`
}

// Colleague is a watched extension.
type Colleague struct {
	Extension string `json:"extension"`
	Name      string `json:"name,omitempty"`
	State     string `json:"state"` // unknown, idle, ringing, onCall, unavailable
}

// Skill is a watched skill; its counts are null before they are known.
type Skill struct {
	Skill     string `json:"skill"`
	Name      string `json:"name,omitempty"`
	Queued    *int   `json:"queued"`
	Available *int   `json:"available"`
	LoggedIn  *int   `json:"loggedIn"`
}

// Agent is the agent's state.
type Agent struct {
	ID      string    `json:"id"`
	State   string    `json:"state"`   // loggedOut, aux, autoIn, manualIn, acw
	Pending *string   `json:"pending"` // a state that follows this call, or null
	Reason  *int      `json:"reason"`  // AUX reason code, or null
	Since   time.Time `json:"since"`
	// ChangedBy is who chose the state: me, system, supervisor; absent when that
	// is not known. Missed says that it was because a call was not answered.
	ChangedBy string `json:"changedBy,omitempty"`
	Missed    bool   `json:"missed,omitempty"`
}

// Call is one call.
type Call struct {
	ID        string    `json:"id"`
	UCID      string    `json:"ucid"`
	Direction string    `json:"direction"` // in, out
	State     string    `json:"state"`     // alerting, dialing, connected, held, failed
	Remote    string    `json:"remote"`
	Service   string    `json:"service"`
	Since     time.Time `json:"since"`
	// ConsultFor is the id of the call that this one is about, absent when none.
	ConsultFor string `json:"consultFor,omitempty"`
	// Parties is how many others are in a conference, With their numbers.
	Parties int    `json:"parties,omitempty"`
	With    string `json:"with,omitempty"`
	// Via is the agent who passed the call on, UserData the user-to-user
	// information, Collected the digits that the caller entered.
	Via       string `json:"via,omitempty"`
	UserData  string `json:"userData,omitempty"`
	Collected string `json:"collected,omitempty"`
	// Waited is how many seconds the call waited in queue.
	Waited float64 `json:"waited,omitempty"`
}

// Media is the voice path. Packet counts are of the present or last call.
type Media struct {
	Active          bool    `json:"active"`
	Codec           string  `json:"codec"`
	Muted           bool    `json:"muted"`
	PacketsSent     uint64  `json:"packetsSent"`
	PacketsReceived uint64  `json:"packetsReceived"`
	Lost            uint64  `json:"lost"`
	JitterMs        float64 `json:"jitterMs"`
	MOS             float64 `json:"mos"` // 1 to 4.5; 0 before it is known
}
