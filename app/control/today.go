package control

// Today is what the agent's day amounts to so far, in whole seconds. A call
// counts when it is over.
type Today struct {
	Date             string        `json:"date"` // YYYY-MM-DD
	ReadySeconds     int           `json:"readySeconds"`
	OnCallSeconds    int           `json:"onCallSeconds"`
	AfterCallSeconds int           `json:"afterCallSeconds"`
	AuxSeconds       int           `json:"auxSeconds"`
	Reasons          []ReasonTotal `json:"reasons,omitempty"` // of the time in AUX
	Answered         int           `json:"answered"`
	Missed           int           `json:"missed"`
	// HandlingSeconds is the average of an answered call, with hold and after-call
	// work.
	HandlingSeconds int `json:"handlingSeconds"`
}

// ReasonTotal is the time in AUX for one reason code.
type ReasonTotal struct {
	Reason  int    `json:"reason"`
	Name    string `json:"name,omitempty"`
	Seconds int    `json:"seconds"`
}
