package wti_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"

	"offhook/wti"
)

// Each reason of a failed registration (protocol notes §5.3), read from an answer
// that is formally positive, becomes operation, code, reason and advice; the
// first word of a row is the table's, the others are ways to write it.
func TestEachRowOfRegistrationResults(t *testing.T) {
	for _, row := range []struct {
		advice  wti.Advice
		reasons []string
	}{
		{wti.AdviceStationCode, []string{"securityDenial", "Access Code invalid", "reason=63773", "SECURITY_DENIAL"}},
		{wti.AdviceInUse, []string{"Extension in use", "EXTENSION_IN_USE", "1940 duplicate extension", "Duplicate Extension"}},
		{wti.AdviceNotSoftphone, []string{"not softphone enabled", "set type not allowed", "wrong station type"}},
		{wti.AdviceLicence, []string{"no license", "licence limit", "capacity exceeded", "resource unavailable"}},
		{wti.AdviceInProgress, []string{"registration in progress", "1938"}},
		{wti.AdviceNoSwitch, []string{"timeout", "no gatekeeper", "network unreachable", "gatekeeper not found"}},
	} {
		for _, reason := range row.reasons {
			synctest.Test(t, func(t *testing.T) { // what is in progress is tried again for a while
				a := newPipeAES(t, wireForm{})
				a.when("RegisterTerminal", func(request) any { return object{"code": "9", "reason": reason} })
				o := options(a)
				o.NetDialContext = a.dial
				e := refusalIn(t, newClient(t, o).SignIn(t.Context()))
				if e.Op != "RegisterTerminal" || e.Code != "9" || e.Text != reason || e.Advice() != row.advice {
					t.Errorf("%q: {%s %s %q %s}, want advice %s", reason, e.Op, e.Code, e.Text, e.Advice(), row.advice)
				}
			})
		}
	}
}

// Each row of the agent's errors (protocol notes §8.5).
func TestEachRowOfAgentErrors(t *testing.T) {
	for _, row := range []struct {
		category, code string
		advice         wti.Advice
	}{
		{"operation", "invalidAgentIdentifier", wti.AdviceWrongAgentID},
		{"operation", "invalidAgentPassword", wti.AdviceWrongPassword},
		{"operation", "invalidAgentGroup", wti.AdviceAgentState},
		{"operation", "invalidAgentState", wti.AdviceAgentState},
		{"operation", "agentStateOutOfRange", wti.AdviceAgentState},
		{"operation", "requestIncompatibleWithObject", wti.AdviceAgentState},
		{"operation", "valueOutOfRange", wti.AdviceReasonRequired},
		{"operation", "invalidParameterValue", wti.AdviceReasonRequired},
		{"operation", "invalidDeviceID", wti.AdviceWrongDevice},
		{"operation", "objectNotKnown", wti.AdviceUnknownObject},
		{"stateIncompatibility", "invalidObjectState", wti.AdviceAgentState},
		{"stateIncompatibility", "generic", wti.AdviceAgentState},
		{"systemResourceAvailibility", "resourceBusy", wti.AdviceAgentElsewhere},
		{"systemResourceAvailibility", "resourceLimitExceeded", wti.AdviceAgentLimit},
	} {
		for _, payload := range []string{`{"CSTAErrorCode":{"%s":"%s"}}`, `{"%s":"%s"}`, `{"error":{"category":"%s","code":"%s"}}`} {
			e := wti.Refusal("SetAgentState", fmt.Sprintf(payload, row.category, row.code))
			if e == nil || e.Op != "SetAgentState" || e.Category != row.category || e.Code != row.code || e.Advice() != row.advice {
				t.Errorf("%s.%s in %s: %+v, advice %q, want %q", row.category, row.code, payload, e, e.Advice(), row.advice)
			}
		}
	}
}

// refusalIn is the refusal that an error of SignIn carries.
func refusalIn(t *testing.T, err error) *wti.Error {
	t.Helper()
	e, ok := errors.AsType[*wti.Error](err)
	if !ok {
		t.Fatalf("%v is no refusal", err)
	}
	return e
}
