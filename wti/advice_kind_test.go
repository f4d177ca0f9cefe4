package wti_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"offhook/wti"
)

// Every kind of failure has an advice, whatever the error is that carries it.
func TestEveryKindHasAnAdvice(t *testing.T) {
	list := wti.Advices()
	for k := wti.KindOther + 1; k <= wti.KindNotSupported; k++ {
		a := wti.AdviceOf(&wti.StepError{Err: fmt.Errorf("x: %w", &wti.ConnectError{Kind: k, Err: errors.New("x")})})
		if a == wti.AdviceNone || a == wti.AdviceUnknown || !slices.Contains(list, a) {
			t.Errorf("kind %d has the advice %q", k, a)
		}
	}
	for kind, want := range map[wti.Kind]wti.Advice{
		wti.KindUnreachable: wti.AdviceUnreachable, wti.KindNotTrusted: wti.AdviceNotTrusted, wti.KindWrongName: wti.AdviceWrongName,
		wti.KindInsecure: wti.AdviceInsecure, wti.KindForbidden: wti.AdviceForbidden, wti.KindNoWTI: wti.AdviceNoWTI,
		wti.KindUnauthorized: wti.AdviceCredentials, wti.KindServerBusy: wti.AdviceServerBusy,
	} {
		if a := wti.AdviceOf(&wti.ConnectError{Kind: kind}); a != want {
			t.Errorf("kind %d: %q, want %q", kind, a, want)
		}
	}
}

// A code that says nothing gives way to the kind, one that says something does
// not, and some kinds say more than any code.
func TestKindAndCodeDecideTheAdviceTogether(t *testing.T) {
	for _, c := range []struct {
		e    wti.Error
		want wti.Advice
	}{
		{wti.Error{Op: "HoldCall", Kind: wti.KindNotPermitted, Category: "operation", Code: "generic"}, wti.AdviceNotPermitted},
		{wti.Error{Op: "HoldCall", Kind: wti.KindLicence, Category: "unspecified"}, wti.AdviceLicence},
		{wti.Error{Op: "HoldCall", Kind: wti.KindNotNow, Category: "stateIncompatibility", Code: "noHeldCall"}, wti.AdviceNoHeldCall},
		{wti.Error{Op: "SetAgentState", Kind: wti.KindAgentElsewhere, Category: "systemResourceAvailibility", Code: "resourceBusy"}, wti.AdviceAgentElsewhere},
		{wti.Error{Op: "HoldCall", Category: "operation", Code: "generic"}, wti.AdviceRefused},
		{wti.Error{Op: "HoldCall"}, wti.AdviceUnknown},
	} {
		if got := c.e.Advice(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.e, got, c.want)
		}
	}
}
