package wti

// EnteredCode is digits that a vector, an IVR or a tone detector collected
// (Avaya's userEnteredCode, protocol notes §7.2).
type EnteredCode struct {
	Type      string // any, loginDigits, callPrompter, databaseProvided, toneDetector
	Indicator string // collect (not complete) or entered
	Data      string
	VDN       string // where they were collected
}

// LookAhead is where a call comes from that another switch interflowed
// (lookAheadInfo, protocol notes §7.2). The zero value means none.
type LookAhead struct {
	Type      string // noInterflow, allInterflow, thresholdInterflow, vectoringInterflow
	Priority  string // notInQueue, low, medium, high, top
	SourceVDN string
	// Hours, Minutes and Seconds are when the call was interflowed.
	Hours, Minutes, Seconds int
}

// OriginalReason says why there is an original call (protocol notes §7.2).
type OriginalReason int

// The reasons of originalCallInfo (protocol notes §7.2).
const (
	OriginalNone OriginalReason = iota
	OriginalConsultation
	OriginalConferenced
	OriginalTransferred
	OriginalNewCall
)

// OriginalCall is the first call's data, which a consulted or transferred call
// carries along: the customer is here while the calling device is the agent
// who transferred (originalCallInfo, protocol notes §7.2).
type OriginalCall struct {
	Reason         OriginalReason
	Calling        Party
	NetworkCalling Party
	Called         Party
	NetworkCalled  Party
	UCID           string
	Trunk          string // "group/member"
	UserData       string
	Entered        EnteredCode
	LookAhead      LookAhead
	History        []Redirection // the devices that it left on its way
}

// Redirection is one station on a call's way (deviceHistory, protocol notes
// §7.2).
type Redirection struct {
	Device Party  // that the call left
	Cause  string // why, a CSTA cause
}

// entered reads a userEnteredCode.
func entered(v value) EnteredCode {
	if v.kind() != kindObject {
		return EnteredCode{Data: v.text()}
	}
	return EnteredCode{
		Type: v.get("userEnteredCodeType", "type").text(), Indicator: v.get("userEnteredCodeIndicator", "indicator").text(),
		Data: v.get("data").text(), VDN: v.get("collectVDN").party().Number,
	}
}

func lookAhead(v value) LookAhead {
	if v.kind() != kindObject {
		return LookAhead{}
	}
	l := LookAhead{
		Type: v.get("type").text(), Priority: v.get("priority").text(), SourceVDN: v.get("sourceVDN").party().Number,
	}
	l.Hours, _ = v.get("hours").number()
	l.Minutes, _ = v.get("minutes").number()
	l.Seconds, _ = v.get("seconds").number()
	return l
}

// original reads the first call's data and fills what the event itself does not
// tell.
func (d *decoder) original(i *CallInfo, o value) {
	n, _ := o.get("reason").number()
	if n == 0 {
		n = originalReasons[squash(o.get("reason").text())]
	}
	c := &OriginalCall{
		Reason:         OriginalReason(n),
		Calling:        o.get("callingDevice").party(),
		NetworkCalling: o.get("networkCallingDevice").party(),
		Called:         o.get("calledDevice").party(),
		NetworkCalled:  o.get("networkCalledDevice").party(),
		UCID:           ucid(o),
		Trunk:          trunk(o.get("trunkGroup"), o.get("trunkMember")),
		UserData:       d.userData(o.get("userData")),
		Entered:        entered(o.get("userEnteredCode")),
		LookAhead:      lookAhead(o.get("lookAheadInfo")),
		History:        history(o.get("deviceHistory")),
	}
	i.Original = c
	i.OriginalCalling = c.NetworkCalling
	if c.NetworkCalling.Number == "" && !c.NetworkCalling.Restricted {
		i.OriginalCalling = c.Calling
	}
	if i.UserData == "" {
		i.UserData = c.UserData
	}
	if i.Collected == "" {
		i.Collected, i.Entered = c.Entered.Data, c.Entered
	}
	if i.Trunk == "" {
		i.Trunk = c.Trunk
	}
}

// originalReasons are the reasons as words.
var originalReasons = map[string]int{
	"consultation": 1, "conferenced": 2, "conference": 2, "transferred": 3, "transfer": 3, "newcall": 4,
}

// history reads a deviceHistory.
func history(v value) []Redirection {
	var list []Redirection
	for item := range v.items("oldDeviceID", "eventCause") {
		r := Redirection{Device: item.get("oldDeviceID", "device").party(), Cause: item.get("eventCause", "cause").text()}
		if r != (Redirection{}) && len(list) < mostRedirections {
			list = append(list, r)
		}
	}
	return list
}

// mostRedirections bounds what a hostile or broken server makes us keep.
const mostRedirections = 50
