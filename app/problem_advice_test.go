package app

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"offhook/wti"
)

// TestEachAdviceHasATextOfItsOwn: no refusal reads like another one.
func TestEachAdviceHasATextOfItsOwn(t *testing.T) {
	test.NewTempApp(t)
	advices := wti.Advices()
	if len(advices) < 40 {
		t.Fatalf("only %d advices: is the list complete?", len(advices))
	}
	titles := map[string]wti.Advice{}
	for _, a := range advices {
		p, ok := adviceProblem(a)
		if !ok {
			t.Errorf("advice %q has no text", a)
			continue
		}
		if other, twice := titles[p.Title]; twice && other != a {
			t.Errorf("advices %q and %q both say %q", other, a, p.Title)
		}
		titles[p.Title] = a
	}
}

// TestEachKindIsExplained: every failure that the client tells apart has words
// that say more than that something failed.
func TestEachKindIsExplained(t *testing.T) {
	test.NewTempApp(t)
	unknown, _ := adviceProblem(wti.AdviceUnknown)
	for k := wti.KindOther + 1; k <= wti.KindNotSupported; k++ {
		p := explain(&wti.ConnectError{Server: "aes", Kind: k, Err: errors.New("low-level words")})
		if p.Title == "" || p.Title == unknown.Title {
			t.Errorf("kind %d is explained by %q", k, p.Title)
		}
		if shown := p.Title + p.Meaning + p.Advice; strings.Contains(shown, "low-level words") {
			t.Errorf("kind %d shows the error itself: %q", k, shown)
		}
		if !strings.Contains(p.Details, "low-level words") {
			t.Errorf("kind %d hides the cause from the administrator: %q", k, p.Details)
		}
	}
	if p := explain(errors.New("unheard of")); p.Title != unknown.Title {
		t.Errorf("an unknown error reads %q", p.Title)
	}
}

// TestCodesAreExplained follows protocol notes §10.2 and §8.5 from the wire to the
// words.
func TestCodesAreExplained(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct{ category, code, want string }{
		{"operation", "privilegeViolationOnSpecifiedDevice", "may not control"},
		{"systemResourceAvailibility", "conferenceMemberLimitExceeded", "conference is full"},
		{"stateIncompatibility", "noHeldCall", "no call on hold"},
		{"stateIncompatibility", "connectedCallExists", "Another call"},
		{"operation", "invalidDestination", "cannot be dialled"},
		{"performanceManagement", "performanceLimitExceeded", "slow down"},
		{"privateErrorCode", "79", "did not answer in time"},
		{"operation", "generic", "refused the request"},
	} {
		p := explain(&wti.Error{Op: "HoldCall", Category: c.category, Code: c.code})
		if !strings.Contains(p.Title, c.want) {
			t.Errorf("%s.%s reads %q, want %q in it", c.category, c.code, p.Title, c.want)
		}
		if !strings.Contains(p.Details, c.code) {
			t.Errorf("%s.%s: the details %q lack the code", c.category, c.code, p.Details)
		}
	}
	// The code is vague, the kind is not.
	p := explain(&wti.Error{Op: "SetAgentState", Kind: wti.KindNotPermitted, Category: "operation", Code: "generic"})
	if !strings.Contains(p.Title, "does not permit") {
		t.Errorf("a vague code hides the kind: %q", p.Title)
	}
}

// TestEachCauseHasWords: the causes of protocol notes §7.4, whatever their case.
func TestEachCauseHasWords(t *testing.T) {
	test.NewTempApp(t)
	for want, causes := range map[string]string{
		"Busy":              "busy aCDBusy",
		"No answer":         "callNotAnswered alertTimeExpired",
		"cannot be reached": "destNotObtainable numberUnallocated invalidNumberFormat numberChanged reorderTone",
		"out of service":    "destOutOfOrder networkOutOfOrder networkNotObtainable",
		"lines are busy":    "trunksBusy selectedTrunkBusy networkCongestion capacityOverflow",
		"free resource":     "resourcesNotAvailable recallResourcesNotAvailable",
		"does not allow":    "blocked incompatibleDestination unauthorisedBearerService notAvailableBearerService",
		"No agent":          "noAvailableAgents noQueue queueTimeOverflow",
		"Do not disturb":    "doNotDisturb",
		"(siteSpecific)":    "siteSpecific",
	} {
		for _, cause := range strings.Fields(causes) {
			if got := (translated{}).failure(cause); !strings.Contains(got, want) {
				t.Errorf("cause %s reads %q, want %q in it", cause, got, want)
			}
		}
	}
}
