package control

import "time"

// HistoryRequest is the Data of a "history" request.
type HistoryRequest struct {
	Search string `json:"search,omitempty"`
	Missed bool   `json:"missed,omitempty"`
	Count  int    `json:"count,omitempty"` // 0 for all
	CSV    bool   `json:"csv,omitempty"`   // text in pieces instead of PastCalls; Count is not used
}

// PastCall is one call that has ended, as "offhook history --json" prints it.
// Its members are a contract with scripts, as those of Status.
type PastCall struct {
	Started   time.Time `json:"started"`
	Direction string    `json:"direction"` // in, out
	Result    string    `json:"result"`    // answered, missed, redirected, failed
	Number    string    `json:"number"`    // empty when withheld
	Name      string    `json:"name,omitempty"`
	Service   string    `json:"service,omitempty"`
	// RingSeconds, TalkSeconds and HoldSeconds are whole seconds.
	RingSeconds int     `json:"ringSeconds"`
	TalkSeconds int     `json:"talkSeconds"`
	HoldSeconds int     `json:"holdSeconds"`
	UCID        string  `json:"ucid,omitempty"`
	MOS         float64 `json:"mos,omitempty"`  // 1 to 4.5
	Loss        float64 `json:"loss,omitempty"` // 0 to 1
}
