package wti_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"offhook/wti"
)

// The rows of protocol notes §10.2.
var rows = []struct {
	category string
	codes    string // separated by blanks
	advice   wti.Advice
}{
	{"operation", "generic", wti.AdviceRefused},
	{"operation", "requestIncompatibleWithObject requestIncompatibleWithConnection", wti.AdviceNotPossible},
	{"operation", "valueOutOfRange invalidParameterValue parameterNotSupported", wti.AdviceBadParameter},
	{"operation", "objectNotKnown", wti.AdviceUnknownObject},
	{"operation", "invalidCallingDeviceID invalidCalledDeviceID", wti.AdviceWrongNumber},
	{"operation", "privilegeViolationSpecifiedDevice privilegeViolationCalledDevice privilegeViolationCallingDevice", wti.AdviceNoPrivilege},
	{"operation", "invalidCallID invalidConnectionID", wti.AdviceCallGone},
	{"operation", "invalidDeviceID", wti.AdviceWrongDevice},
	{"operation", "invalidDestination", wti.AdviceCannotDial},
	{"operation", "invalidFeature serviceNotSupported", wti.AdviceNotAvailable},
	{"operation", "invalidMonitorCrossRefID invalidCrossRefID", wti.AdviceMonitorLost},
	{"operation", "securityViolation", wti.AdviceNotPermitted},
	{"stateIncompatibility", "generic invalidObjectState", wti.AdviceWrongMoment},
	{"stateIncompatibility", "noActiveCall", wti.AdviceNoActiveCall},
	{"stateIncompatibility", "noHeldCall", wti.AdviceNoHeldCall},
	{"stateIncompatibility", "noCallToClear noConnectionToClear noCallToAnswer", wti.AdviceCallGone},
	{"stateIncompatibility", "invalidConnectionState connectedCallExists", wti.AdviceHoldFirst},
	{"systemResourceAvailibility", "generic", wti.AdviceTryOnceMore},
	{"systemResourceAvailibility", "resourceBusy", wti.AdviceBusy},
	{"systemResourceAvailibility", "resourceOutOfService deviceOutOfService", wti.AdviceOutOfService},
	{"systemResourceAvailibility", "networkBusy networkOutOfService", wti.AdviceNoTrunk},
	{"systemResourceAvailibility", "overallMonitorLimitExceeded resourceLimitExceeded registrationLimitExceeded", wti.AdviceLicence},
	{"systemResourceAvailibility", "conferenceMemberLimitExceeded", wti.AdviceConference},
	{"subscribedResourceAvailability", "objectMonitorLimitExceeded trunkLimitExceeded outstandingReqLimitExceeded", wti.AdviceTooMany},
	{"performanceManagement", "performanceLimitExceeded", wti.AdviceSlowDown},
	{"security", "sequenceNumberViolated securityFailure", wti.AdviceReconnect},
	{"privateData", "cSTAPrivateDataInfoError", wti.AdvicePrivateData},
	{"privateErrorCode", "73 tsapiText", wti.AdviceVendor},
	{"privateErrorCode", "78 79", wti.AdviceTryLater},
	{"unspecified", "", wti.AdviceUnspecified},
}

// Every refusal of call control becomes operation, category, code and advice,
// whatever shape the answer has (protocol notes §1.5, §10.1).
func TestEveryRefusalHasAnAdvice(t *testing.T) {
	shapes := map[string]string{
		"a code object":     `{"CSTAErrorCode":{"%[1]s":"%[2]s"}}`,
		"in an exception":   `{"CSTAException":{"message":"refused","CSTAErrorCode":{"%[1]s":"%[2]s"}}}`,
		"the category bare": `{"%[1]s":"%[2]s"}`,
		"an error object":   `{"error":{"category":"%[1]s","code":"%[2]s"}}`,
	}
	for _, row := range rows {
		codes := strings.Fields(row.codes)
		if row.codes == "" {
			codes = []string{""}
		}
		for _, code := range codes {
			for name, shape := range shapes {
				for _, category := range []string{row.category, strings.ReplaceAll(row.category, "Availibility", "Availability")} {
					got := wti.Refusal("MakeCall", fmt.Sprintf(shape, category, code))
					if got == nil {
						t.Errorf("%s: %s.%s is not read as a refusal", name, category, code)
						continue
					}
					if got.Op != "MakeCall" || got.Category != category || got.Code != code || got.Advice() != row.advice {
						t.Errorf("%s: %s.%s = {%s %s %s %s}, want advice %s",
							name, category, code, got.Op, got.Category, got.Code, got.Advice(), row.advice)
					}
				}
			}
		}
	}
}

// What the same codes mean to an agent or a registration (protocol notes §5.3,
// §8.5).
func TestTheServiceDecidesTheAdvice(t *testing.T) {
	for _, c := range []struct {
		op, category, code, text string
		want                     wti.Advice
	}{
		{"HoldCall", "systemResourceAvailibility", "networkOutOfService", "", wti.AdviceNoSwitch},
		{"SetAgentState", "systemResourceAvailibility", "networkOutOfService", "", wti.AdviceNoSwitch},
		{"SetAgentState", "operation", "invalidAgentIdentifier", "", wti.AdviceWrongAgentID},
		{"SetAgentState", "operation", "invalidAgentPassword", "", wti.AdviceWrongPassword},
		{"SetAgentState", "operation", "invalidAgentGroup", "", wti.AdviceAgentState},
		{"SetAgentState", "operation", "invalidAgentState", "", wti.AdviceAgentState},
		{"SetAgentState", "operation", "requestIncompatibleWithObject", "", wti.AdviceAgentState},
		{"SetAgentState", "operation", "valueOutOfRange", "", wti.AdviceReasonRequired},
		{"SetAgentState", "operation", "invalidParameterValue", "", wti.AdviceReasonRequired},
		{"SetAgentState", "operation", "invalidDeviceID", "", wti.AdviceWrongDevice},
		{"SetAgentState", "stateIncompatibility", "invalidObjectState", "", wti.AdviceAgentState},
		{"SetAgentState", "systemResourceAvailibility", "resourceBusy", "", wti.AdviceAgentElsewhere},
		{"SetAgentState", "systemResourceAvailibility", "resourceLimitExceeded", "", wti.AdviceAgentLimit},
		{"RegisterTerminal", "", "2", "Access Code invalid", wti.AdviceStationCode},
		{"RegisterTerminal", "", "63773", "", wti.AdviceStationCode},
		{"RegisterTerminal", "", "3", "Extension in use", wti.AdviceInUse},
		{"RegisterTerminal", "", "4", "not softphone enabled", wti.AdviceNotSoftphone},
		{"RegisterTerminal", "", "5", "no licence left", wti.AdviceLicence},
		{"RegisterTerminal", "", "1938", "registration in progress", wti.AdviceInProgress},
		{"RegisterTerminal", "", "6", "timeout", wti.AdviceNoSwitch},
		{"GetDeviceId", "systemResourceAvailibility", "resourceBusy", "", wti.AdviceStationBusy},
		{"StartApplicationSession", "", "invalidApplicationInfo", "", wti.AdviceCredentials},
		{"StartApplicationSession", "", "requestedProtocolVersionNotSupported", "", wti.AdviceVersion},
		{"StartApplicationSession", "", "maxNumberSessions", "", wti.AdviceServerBusy},
	} {
		e := wti.NewError(c.op, c.category, c.code, c.text)
		if got := e.Advice(); got != c.want {
			t.Errorf("%s %s.%s %q = %s (kind %d), want %s", c.op, c.category, c.code, c.text, got, e.Kind, c.want)
		}
	}
}

func TestAdvicesAreAllDifferentAndListed(t *testing.T) {
	list := wti.Advices()
	for i, a := range list {
		if slices.Contains(list[:i], a) || a == wti.AdviceNone {
			t.Errorf("%q is listed twice or empty", a)
		}
	}
	for _, row := range rows {
		if !slices.Contains(list, row.advice) {
			t.Errorf("%q is not listed", row.advice)
		}
	}
	if a := wti.AdviceOf(fmt.Errorf("x: %w", wti.ErrDisconnected)); a != wti.AdviceConnection {
		t.Errorf("a lost connection = %q", a)
	}
	if a := wti.AdviceOf(errors.New("x")); a != wti.AdviceNone {
		t.Errorf("another error = %q, want none", a)
	}
}
