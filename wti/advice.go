package wti

import (
	"slices"
	"strings"
)

// Advice says what a person or a program can do about a refusal: one for each
// row of protocol notes §10.2, and those of §5.3 (registration) and §8.5 (agent)
// that differ. The texts for people are chosen outside this package.
type Advice string

// The advices (protocol notes §10.2).
const (
	AdviceNone          Advice = ""               // the error is not a refusal
	AdviceRefused       Advice = "refused"        // the system refuses without saying why
	AdviceNotPossible   Advice = "notPossible"    // not for this call or device now
	AdviceBadParameter  Advice = "badParameter"   // a value is wrong: configuration or program
	AdviceUnknownObject Advice = "unknownObject"  // extension or call not known; read the calls
	AdviceWrongNumber   Advice = "wrongNumber"    // calling or called number is wrong
	AdviceNoPrivilege   Advice = "noPrivilege"    // the CTI user may not control this device
	AdviceCallGone      Advice = "callGone"       // the call is over; read the calls
	AdviceWrongDevice   Advice = "wrongDevice"    // extension or switch name is wrong, or the id was released
	AdviceCannotDial    Advice = "cannotDial"     // this number cannot be dialled
	AdviceNotAvailable  Advice = "notAvailable"   // this system has no such function
	AdviceMonitorLost   Advice = "monitorLost"    // start the monitor again
	AdviceNotPermitted  Advice = "notPermitted"   // an administrator must permit it
	AdviceWrongMoment   Advice = "wrongMoment"    // not in this state; read the calls
	AdviceNoActiveCall  Advice = "noActiveCall"   // there is no active call
	AdviceNoHeldCall    Advice = "noHeldCall"     // there is no call on hold
	AdviceHoldFirst     Advice = "holdFirst"      // put the other call on hold first
	AdviceTryOnceMore   Advice = "tryOnceMore"    // AES or the switch could not; once more
	AdviceBusy          Advice = "busy"           // held by another session, or the switch is busy
	AdviceOutOfService  Advice = "outOfService"   // phone not registered, or link down
	AdviceNoTrunk       Advice = "noTrunk"        // no line to the outside
	AdviceLicence       Advice = "licence"        // licences or capacity are used up
	AdviceConference    Advice = "conferenceFull" // no more parties
	AdviceTooMany       Advice = "tooMany"        // too many monitors or requests
	AdviceSlowDown      Advice = "slowDown"       // throttled
	AdviceReconnect     Advice = "reconnect"      // security data out of step
	AdvicePrivateData   Advice = "privateData"    // Avaya's part was not understood
	AdviceUnspecified   Advice = "unspecified"    // no reason given
	AdviceVendor        Advice = "vendor"         // the vendor's own text
	AdviceTryLater      Advice = "tryLater"       // the switch did not answer in time, or has too much to do
	AdviceNoAnswer      Advice = "noAnswer"       // AES did not answer; it may have been carried out

	AdviceWrongAgentID   Advice = "wrongAgentID"
	AdviceWrongPassword  Advice = "wrongAgentPassword"
	AdviceAgentElsewhere Advice = "agentElsewhere"
	AdviceAgentLimit     Advice = "agentLimit" // logged in elsewhere, or no more may log in
	AdviceReasonRequired Advice = "reasonRequired"
	AdviceAgentState     Advice = "agentState" // mode change not allowed now

	AdviceStationCode  Advice = "stationCode"
	AdviceInUse        Advice = "inUse" // another endpoint is registered
	AdviceNotSoftphone Advice = "notSoftphone"
	AdviceInProgress   Advice = "inProgress" // too soon after unregistering; by itself
	AdviceNoSwitch     Advice = "noSwitch"   // AES cannot reach the switch
	AdviceCredentials  Advice = "credentials"
	AdviceVersion      Advice = "version"
	AdviceServerBusy   Advice = "serverBusy"
	AdviceConnection   Advice = "connection" // the connection was lost meanwhile
	AdviceStationBusy  Advice = "stationBusy"
	AdviceFirstParty   Advice = "firstParty" // no TSAPI licence, and no button does it (§6.5)
	AdviceUnknown      Advice = "unknown"    // nothing that we know

	AdviceUnreachable Advice = "unreachable" // no connection to this address
	AdviceNotTrusted  Advice = "notTrusted"  // the certificate's authority is not known
	AdviceWrongName   Advice = "wrongName"   // the certificate is for another name
	AdviceInsecure    Advice = "insecure"    // ws:// without permission
	AdviceForbidden   Advice = "forbidden"   // the CTI user may not use this server
	AdviceNoWTI       Advice = "noWTI"       // this server has no WTI
)

// advised maps a word in category and code, lower case without separators, to
// the advice. The first that fits decides.
var advised = []struct {
	word   string
	advice Advice
}{
	{"requestincompatiblewith", AdviceNotPossible},
	{"valueoutofrange", AdviceBadParameter}, {"invalidparametervalue", AdviceBadParameter}, {"parameternotsupported", AdviceBadParameter},
	{"objectnotknown", AdviceUnknownObject},
	{"invalidcallingdevice", AdviceWrongNumber}, {"invalidcalleddevice", AdviceWrongNumber},
	{"privilegeviolation", AdviceNoPrivilege},
	{"invalidcallid", AdviceCallGone}, {"invalidconnectionid", AdviceCallGone},
	{"invaliddeviceid", AdviceWrongDevice},
	{"invaliddestination", AdviceCannotDial},
	{"invalidfeature", AdviceNotAvailable}, {"servicenotsupported", AdviceNotAvailable}, {"notsupported", AdviceNotAvailable},
	{"invalidmonitorcrossrefid", AdviceMonitorLost}, {"invalidcrossrefid", AdviceMonitorLost},
	{"securityviolation", AdviceNotPermitted},
	{"noactivecall", AdviceNoActiveCall}, {"noheldcall", AdviceNoHeldCall},
	{"nocalltoclear", AdviceCallGone}, {"noconnectiontoclear", AdviceCallGone}, {"nocalltoanswer", AdviceCallGone},
	{"invalidconnectionstate", AdviceHoldFirst}, {"connectedcallexists", AdviceHoldFirst},
	{"conferencememberlimitexceeded", AdviceConference},
	{"objectmonitorlimitexceeded", AdviceTooMany}, {"trunklimitexceeded", AdviceTooMany},
	{"outstandingreqlimitexceeded", AdviceTooMany}, {"outstandingrequestlimitexceeded", AdviceTooMany},
	{"overallmonitorlimitexceeded", AdviceLicence}, {"monitorlimitexceeded", AdviceLicence},
	{"resourcelimitexceeded", AdviceLicence}, {"registrationlimitexceeded", AdviceLicence}, {"licen", AdviceLicence},
	{"performancelimitexceeded", AdviceSlowDown},
	{"resourcebusy", AdviceBusy},
	{"networkbusy", AdviceNoTrunk}, {"networkoutofservice", AdviceNoTrunk},
	{"outofservice", AdviceOutOfService},
	{"privatedata", AdvicePrivateData},
	{"performancemanagement", AdviceSlowDown},
	{"stateincompatibility", AdviceWrongMoment}, {"invalidobjectstate", AdviceWrongMoment},
	{"systemresourceavail", AdviceTryOnceMore}, {"subscribedresourceavail", AdviceTooMany},
	{"privateerrorcode", AdviceVendor},
	{"security", AdviceReconnect},
	{"unspecified", AdviceUnspecified},
	{"operation", AdviceRefused}, {"generic", AdviceRefused},
}

// trunkOps are the services that may need a line to the outside.
var trunkOps = []string{opMakeCall, opConsultationCall, opSingleStepTransfer, opDeflectCall}

// Advice is what can be done about this refusal.
func (e *Error) Advice() Advice {
	if e.advice != AdviceNone {
		return e.advice
	}
	if e.Kind == KindAgentElsewhere && limitReached(e) {
		return AdviceAgentLimit
	}
	byKind, known := adviceByKind[e.Kind]
	if known && slices.Contains(decisive, e.Kind) {
		return byKind
	}
	a := e.byCode()
	if known && (a == AdviceUnknown || a == AdviceRefused || a == AdviceUnspecified) {
		return byKind // it says more than that something was refused
	}
	return a
}

// byCode is what category, code and text say.
func (e *Error) byCode() Advice {
	if e.Kind == KindTimeout && e.Category == "" && e.Code == "" && e.Text == "" {
		return AdviceNoAnswer
	}
	if e.Op == opRegisterTerminal || e.Op == opUnregisterTerminal {
		switch e.Kind {
		case KindNotNow:
			return AdviceInProgress
		case KindTimeout:
			return AdviceNoSwitch
		case KindLicence:
			return AdviceLicence
		case KindWrongExtension:
			return AdviceWrongDevice
		}
	}
	words := squash(e.Category + e.Code)
	if strings.EqualFold(e.Category, "privateErrorCode") && (e.Code == "78" || e.Code == "79") {
		return AdviceTryLater
	}
	for _, a := range advised {
		if strings.Contains(words, a.word) {
			if a.advice == AdviceNoTrunk && !slices.Contains(trunkOps, e.Op) {
				return AdviceNoSwitch // no call is made: it is the link to the switch that is missing
			}
			return a.advice
		}
	}
	if e.Kind == KindServerBusy {
		return AdviceServerBusy
	}
	for _, a := range advised[:len(advised)-4] { // the text, where the code says nothing
		if strings.Contains(squash(e.Text), a.word) {
			return a.advice
		}
	}
	return AdviceUnknown
}

// Advices lists every advice, so that whoever chooses texts can prove to have
// one for each (protocol notes §10.2).
func Advices() []Advice {
	list := []Advice{
		AdviceUnknown, AdviceNoAnswer, AdviceTryLater, AdviceInProgress, AdviceNoSwitch, AdviceServerBusy, AdviceFirstParty, AdviceAgentLimit,
	}
	seen := map[Advice]bool{}
	for _, a := range advised {
		if !seen[a.advice] {
			seen[a.advice] = true
			list = append(list, a.advice)
		}
	}
	for kind := KindOther; kind <= KindNotSupported; kind++ {
		if a, ok := adviceByKind[kind]; ok && !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	return list
}
