package wti

import "strings"

// meaning maps a word in a refusal to what a person can do about it.
type meaning struct {
	word string // lower case, letters and digits only
	kind Kind
}

// The tables are read from the top; the first word found decides (protocol
// notes §2.1, §8.5, §10.2).
var (
	sessionMeanings = []meaning{
		{"invalidapplicationinfo", KindUnauthorized},
		{"unauthorized", KindUnauthorized},
		{"requestedprotocolversionnotsupported", KindVersion},
		{"serverresourcesbusy", KindServerBusy},
		{"maxnumbersessions", KindServerBusy},
		{"protocolversion", KindVersion},
		{"password", KindUnauthorized},
		{"credential", KindUnauthorized},
	}
	agentMeanings = []meaning{
		{"invalidagentidentifier", KindWrongAgentID},
		{"invalidagentid", KindWrongAgentID},
		{"unknownagent", KindWrongAgentID},
		{"password", KindWrongAgentPassword},
		{"valueoutofrange", KindReasonRequired},
		{"invalidparametervalue", KindReasonRequired},
		{"reasoncode", KindReasonRequired},
		{"resourcebusy", KindAgentElsewhere},
		{"resourcelimitexceeded", KindAgentElsewhere},
		{"elsewhere", KindAgentElsewhere},
		{"anotherstation", KindAgentElsewhere},
		{"invaliddeviceid", KindWrongExtension},
		{"objectnotknown", KindWrongExtension},
		{"invalidagentgroup", KindAgentState},
		{"invalidagentstate", KindAgentState},
		{"agentstateoutofrange", KindAgentState},
		{"requestincompatible", KindAgentState},
		{"stateincompatibility", KindAgentState},
		{"invalidobjectstate", KindAgentState},
	}
	deviceMeanings = []meaning{
		{"resourcebusy", KindDeviceBusy},
		{"monitorlimitexceeded", KindLicence},
		{"resourcelimitexceeded", KindLicence},
		{"registrationlimitexceeded", KindLicence},
		{"licen", KindLicence},
		{"invaliddeviceid", KindWrongExtension},
		{"objectnotknown", KindWrongExtension},
		{"unknowndevice", KindWrongExtension},
		{"unknownextension", KindWrongExtension},
		{"unknownstation", KindWrongExtension},
		{"nosuchdevice", KindWrongExtension},
		{"nosuchextension", KindWrongExtension},
		{"invalidextension", KindWrongExtension},
	}
	callMeanings = []meaning{
		{"invalidcallid", KindCallGone},
		{"invalidconnectionid", KindCallGone},
		{"nocalltoclear", KindCallGone},
		{"noconnectiontoclear", KindCallGone},
		{"nocalltoanswer", KindCallGone},
		{"noactivecall", KindCallGone},
		{"noheldcall", KindCallGone},
		{"invalidcalleddevice", KindWrongNumber},
		{"invaliddestination", KindWrongNumber},
		{"invalidcallingdevice", KindWrongExtension},
		{"networkbusy", KindNoTrunk},
		{"networkoutofservice", KindNoTrunk},
		{"trunklimitexceeded", KindNoTrunk},
		{"objectnotknown", KindCallGone},
		{"invaliddeviceid", KindWrongExtension},
		{"resourcebusy", KindNotNow},
		{"outofservice", KindNotNow},
		{"connectedcallexists", KindNotNow},
		{"invalidconnectionstate", KindNotNow},
		{"requestincompatible", KindNotNow},
		{"stateincompatibility", KindNotNow},
		{"invalidobjectstate", KindNotNow},
	}
	commonMeanings = []meaning{
		{"privilegeviolation", KindNotPermitted},
		{"securityviolation", KindNotPermitted},
		{"invalidfeature", KindNotSupported},
		{"servicenotsupported", KindNotSupported},
		{"notsupported", KindNotSupported},
		{"unsupported", KindNotSupported},
		{"unknowncommand", KindNotSupported},
		{"unknownrequest", KindNotSupported},
		{"performancelimitexceeded", KindServerBusy},
		{"outstandingreqlimitexceeded", KindServerBusy},
		{"outstandingrequestlimitexceeded", KindServerBusy},
		{"serverresourcesbusy", KindServerBusy},
		{"stateincompatibility", KindNotNow},
	}
	// stationMeanings are for the reason of a registration (§5.3).
	stationMeanings = []meaning{
		{"securitydenial", KindWrongStationCode},
		{"accesscode", KindWrongStationCode},
		{"63773", KindWrongStationCode},
		{"securitycode", KindWrongStationCode},
		{"password", KindWrongStationCode},
		{"inuse", KindExtensionInUse},
		{"duplicate", KindExtensionInUse},
		{"alreadyregistered", KindExtensionInUse},
		{"1940", KindExtensionInUse},
		{"inprogress", KindNotNow},
		{"1938", KindNotNow},
		{"softphone", KindNotSoftphone},
		{"settype", KindNotSoftphone},
		{"stationtype", KindNotSoftphone},
		{"licen", KindLicence},
		{"capacity", KindLicence},
		{"resource", KindLicence},
		{"invaliddevice", KindWrongExtension},
		{"invalidextension", KindWrongExtension},
		{"unknownextension", KindWrongExtension},
		{"extensionremoved", KindWrongExtension},
		{"timeout", KindTimeout}, // AES does not reach the switch
		{"gatekeeper", KindTimeout},
		{"network", KindTimeout},
	}
)

// meaningsOf chooses the table for a service.
func meaningsOf(op string) []meaning {
	switch op {
	case opStartSession, opResetTimer, opStopSession:
		return sessionMeanings
	case opSetAgentState, opGetAgentState:
		return agentMeanings
	case opGetDeviceID, opReleaseDeviceID, opMonitorStart, opMonitorStop, opRegistrationState:
		return deviceMeanings
	case opRegisterTerminal, opUnregisterTerminal:
		return stationMeanings
	}
	return callMeanings
}

func classify(e *Error) Kind {
	words := squash(e.Category + e.Code + e.Text)
	if k := lookUp(meaningsOf(e.Op), words); k != KindOther {
		return k
	}
	if k := lookUp(commonMeanings, words); k != KindOther {
		return k
	}
	switch e.status {
	case 401:
		return KindUnauthorized
	case 403:
		return KindNotPermitted
	case 404, 405, 501:
		return KindNotSupported
	case 408, 504:
		return KindTimeout
	case 429, 503:
		return KindServerBusy
	}
	return KindOther
}

func lookUp(table []meaning, words string) Kind {
	for _, m := range table {
		if strings.Contains(words, m.word) {
			return m.kind
		}
	}
	return KindOther
}

// squash keeps letters and digits, in lower case, so that "Extension in use"
// and "EXTENSION_IN_USE" look alike.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}

// unknownCommand says that the server does not know the command's name, so that
// another spelling may be tried.
func unknownCommand(e *Error) bool {
	if e.Kind != KindNotSupported && e.Kind != KindOther {
		return false
	}
	return unknownWords(e)
}

// unknownWords looks for what servers say about a command that they do not know.
func unknownWords(e *Error) bool {
	if e.status == 400 || e.status == 404 || e.status == 405 || e.status == 501 {
		return true
	}
	words := squash(e.Code + e.Text)
	if strings.Contains(words, "unknown") && strings.Contains(words, squash(e.Op)) {
		return true
	}
	for _, w := range []string{
		"servicenotsupported", "invalidfeature", "unsupported", "notsupported", "notimplemented",
		"unknowncommand", "unknownrequest", "unknownservice", "unknownoperation", "unknownmethod",
		"unrecognised", "unrecognized", "nosuch", "invalidrequest", "invalidcommand", "badrequest", "notfound",
	} {
		if strings.Contains(words, w) {
			return true
		}
	}
	return false
}
