package wti_test

import (
	"testing"

	"offhook/wti"
	"offhook/wti/simulator"
)

// filterBits are the events that are read, by category or group of a monitor's
// filter (protocol notes §4.3, §4.4).
var filterBits = map[string][]string{
	"callcontrol": {"bridged", "callCleared", "conferenced", "connectionCleared", "delivered", "digitsDialed", "diverted",
		"established", "failed", "held", "networkReached", "offered", "originated", "queued", "retrieved", "serviceInitiated",
		"transferred"},
	"callAssociated":        {"callInformation"},
	"physicalDeviceFeature": {"displayUpdated", "hookswitch", "lampMode", "messageWaiting", "ringerStatus"},
	"logicalDeviceFeature": {"agentBusy", "agentLoggedOff", "agentLoggedOn", "agentNotReady", "agentReady",
		"agentWorkingAfterCall", "doNotDisturb", "forwarding"},
	"terminalUnregisteredEvent":           {"unregistered", "reregistered"},
	"mediaControl":                        {"mediaStarted", "mediaStopped"},
	"toneDetection":                       {"toneDetected"},
	"physicalDeviceFeaturesPrivateEvents": {"serviceLinkStatusChanged"},
	"callControlPrivate":                  {"enteredDigits"},
}

// Each event that is read is asked for, in whichever place the groups are, for a
// server sends no other; and none that is not read.
func TestTheMonitorAsksForEveryEventThatIsRead(t *testing.T) {
	for _, place := range []string{"extensions", "filter"} {
		a := newAES(t, wireForm{})
		signIn(t, a, func(o *wti.Options) { o.Dialect.AvayaFilterPlacement = place })
		r, ok := a.last("MonitorStart")
		if !ok {
			t.Fatal("no MonitorStart")
		}
		groups := []any{r.get("requestedMonitorFilter"), r.get("extensions", "privateData", "private", "AvayaEvents")}
		left := map[string]bool{}
		for _, g := range groups {
			for group, members := range asObject(g) {
				for m := range asObject(members) {
					left[group+"."+m] = true
				}
			}
		}
		for group, members := range filterBits {
			for _, m := range members {
				if dig(groups[0], group, m) != true && dig(groups[1], group, m) != true {
					t.Errorf("%s: %s.%s is not asked for", place, group, m)
				}
				delete(left, group+"."+m)
			}
		}
		for bit := range left {
			t.Errorf("%s: %s is asked for and not read", place, bit)
		}
	}
}

func asObject(v any) object {
	o, _ := v.(object)
	return o
}

// The rarer events of protocol notes §7.2 arrive from a server that sends only
// what the filter asks for.
func TestDigitsAndChangedInformationArriveAsEvents(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	call, first := talking(t, s, c)
	call.Press("4711#")
	if e := next[wti.EnteredDigits](t, c); e.Connection.Call != first.Call || e.Digits.Reveal() != "4711#" || e.Local != wti.StateConnected {
		t.Errorf("entered %+v (%s), want 4711# in call %s", e, e.Digits.Reveal(), first.Call)
	}
	if err := call.SetUserData("ORDER=8"); err != nil {
		t.Fatal(err)
	}
	e := next[wti.CallInformation](t, c)
	if e.Connection != first || e.UserData != "ORDER=8" || e.Calling.Number != "15551234567" || e.UCID != call.UCID() {
		t.Errorf("information %+v, want the new user data of %+v", e, first)
	}
	call.Hangup()
	nextWhere(t, c, func(e wti.ConnectionCleared) bool { return e.Own })
	if err := c.SetAgent(t.Context(), wti.AgentAux, 3); err != nil {
		t.Fatal(err)
	}
	if err := c.SetHookswitch(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"4", "7", "5", "1"} {
		if err := c.PressButton(t.Context(), key); err != nil {
			t.Fatal(err)
		}
	}
	if e := next[wti.DigitsDialed](t, c); e.Digits.Reveal() != "4751" || e.Connection.Device != c.Device() {
		t.Errorf("dialled %+v (%s), want 4751 here", e, e.Digits.Reveal())
	}
}

// A merged call still tells its trunk, its service and its first caller, and a call
// of an agent tells whose it is.
func TestAConferenceStillTellsWhereItCameFrom(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	_, first := talking(t, s, c)
	second, err := c.Consult(t.Context(), first, "4751", wti.ConsultOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if e := next[wti.Originated](t, c); e.Agent != "2001" {
		t.Errorf("the consultation is agent %q's, want 2001's", e.Agent)
	}
	nextWhere(t, c, func(e wti.Established) bool { return e.Connection.Call == second.Call })
	if _, err := c.Conference(t.Context(), first, second); err != nil {
		t.Fatal(err)
	}
	e := next[wti.Conferenced](t, c)
	if e.Trunk == "" || e.VDN != "7000" || e.Original == nil || e.Original.Reason != wti.OriginalConferenced || e.OriginalCalling.Number != "15551234567" {
		t.Errorf("conference %+v with original %+v", e, e.Original)
	}
}
