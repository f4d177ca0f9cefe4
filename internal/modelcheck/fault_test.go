package modelcheck

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"offhook/wti/simulator"
)

// requests are what the faults refuse, ignore and delay.
var requests = []string{
	"AnswerCall", "ClearConnection", "HoldCall", "RetrieveCall", "MakeCall", "ConsultationCall", "TransferCall", "ConferenceCall",
	"AlternateCall", "ReconnectCall", "SetAgentState", "GetAgentState", "SnapshotDevice", "SnapshotCall", "DeflectCall",
	"SingleStepTransferCall", "ResetApplicationSessionTimer", "MonitorStart", "RegisterTerminal", "GetRegistrationState",
	"StartApplicationSession", "GetDeviceId",
}

var refusals = []string{
	"operation.generic", "stateIncompatibility.invalidObjectState", "systemResourceAvailibility.resourceBusy",
	"operation.invalidConnectionID", "privateErrorCode.78", "unspecified.",
}

var garbage = []string{
	"{", "null", "", "\x00", "[]", `{"header":{}}`, `[[[[`, `{"payload":"{\"a\":"}`, strings.Repeat("[", 5000),
	`{"header":{"headerType":"event","event":"DeliveredEvent"},"payload":{"connection":7}}`,
	`{"header":{"headerType":"event","event":"ConnectionClearedEvent"},"payload":{"droppedConnection":{"callID":null}}}`,
	`{"header":{"headerType":"response","response":"HoldCall","invokeId":4711},"payload":{}}`,
}

// faults are what can go wrong, by name, each with the simulator's kinds of fault
// that it stands for.
var faults = map[string]struct {
	kinds string
	bring func(w *world, s step)
}{
	"cut":            {"dropSockets", func(w *world, s step) { w.server.DropSockets() }},
	"cut at a frame": {"dropSockets", func(w *world, s step) { w.net.cutAt(1+s.n%9, s.n%2 == 0) }},
	"cut in a moment": {"dropSockets", func(w *world, s step) {
		time.AfterFunc(time.Duration(s.n)*time.Millisecond+odd/3, w.server.DropSockets)
	}},
	"unreachable":   {"dropSockets", func(w *world, s step) { w.net.down.Store(true); w.server.DropSockets() }},
	"reachable":     {"", func(w *world, s step) { w.net.down.Store(false) }},
	"expire":        {"expireSessions", func(w *world, s step) { w.server.ExpireSessions() }},
	"expire tokens": {"expireTokens", func(w *world, s step) { w.server.ExpireTokens() }},
	"refuse": {"refuse", func(w *world, s step) {
		category, code, _ := strings.Cut(refusals[s.n%len(refusals)], ".")
		w.server.Refuse(s.text, category, code, 1)
	}},
	"ignore":           {"ignore", func(w *world, s step) { w.server.Ignore(s.text, 1) }},
	"delay":            {"delay", func(w *world, s step) { w.server.Delay(s.text, time.Duration(s.n%40)*100*time.Millisecond) }},
	"slow":             {"slow", func(w *world, s step) { w.server.Slow(s.text, time.Duration(s.n%40)*100*time.Millisecond) }},
	"duplicate events": {"duplicateEvents eventsOnce", func(w *world, s step) { w.server.DuplicateEvents(s.n%2 == 0) }},
	"reorder events":   {"reorderEvents", func(w *world, s step) { w.server.ReorderEvents(s.n % 5) }},
	"delay events":     {"delayEvents", func(w *world, s step) { w.server.DelayEvents(time.Duration(s.n%20) * 100 * time.Millisecond) }},
	"malform events":   {"malformEvents", func(w *world, s step) { w.server.MalformEvents(s.n % 4) }},
	"unknown event":    {"unknownEvent", func(w *world, s step) { w.server.UnknownEvent("SomethingNewEvent") }},
	"garbage":          {"inject", func(w *world, s step) { w.server.Inject(garbage[s.n%len(garbage)]) }},
	"blank display":    {"blankDisplay", func(w *world, s step) { w.server.BlankDisplay("4750") }},
	"refresh lamps":    {"refreshLamps", func(w *world, s step) { w.server.RefreshLamps("4750") }},
	"message waiting":  {"messageWaitingOn messageWaitingOff", func(w *world, s step) { w.server.SetMessageWaiting("4750", s.n%2 == 0) }},
	"service link":     {"serviceLinkUp serviceLinkDown", func(w *world, s step) { w.server.SetServiceLink("4750", s.n%2 == 0) }},
	"link down":        {"linkDown", func(w *world, s step) { w.server.SetLink(false) }},
	"link up":          {"linkUp", func(w *world, s step) { w.server.SetLink(true) }},
	"system status": {"systemStatus", func(w *world, s step) {
		w.server.AnnounceStatus([]string{"overloadReached", "overloadRelieved", "normal", "enabled"}[s.n%4])
	}},
	"no answer":  {"noAnswer", func(w *world, s step) { _ = w.server.TakeBack("4750") }}, // refused while nothing rings
	"unregister": {"unregister", func(w *world, s step) { w.server.Unregister("4750", "TTL_EXPIRED", "reason=2011") }},
	"reregister": {"reregister", func(w *world, s step) { _ = w.server.Reregister("4750") }}, // refused while nobody is registered
	"move media": {"moveMedia", func(w *world, s step) { w.server.MoveMedia("4750") }},
	"force agent": {"forceAgent", func(w *world, s step) {
		mode := []simulator.WorkMode{simulator.AUX, simulator.ACW, simulator.AutoIn, simulator.ManualIn, simulator.LoggedOut}[s.n%5]
		_ = w.server.ForceAgent("2001", mode, s.n%10) // which is refused while nobody is logged in
	}},
	"sign out": {"", func(w *world, s step) { w.app.SignOut(s.n % 10); w.away = true }},
	"sign in":  {"", func(w *world, s step) { w.app.SignIn(w.form); w.away = false }},
}

// elsewhere are the kinds of fault that other tests have: those that need packets
// are in the media and end-to-end tests. By buttons the phone knows less than the
// switch, so that the truth is no measure; the client's first-party tests have the
// licence.
const elsewhere = "media newSSRC licenceAway licenceBack"

// TestEveryFaultIsDrawn fails when the simulator learns a fault that the random
// shifts never meet.
func TestEveryFaultIsDrawn(t *testing.T) {
	drawn := strings.Fields(elsewhere)
	for _, f := range slices.Collect(maps.Values(faults)) {
		drawn = append(drawn, strings.Fields(f.kinds)...)
	}
	for _, kind := range simulator.FaultKinds() {
		if !slices.Contains(drawn, kind) {
			t.Errorf("no sequence is ever played with the fault %s", kind)
		}
	}
	for _, kind := range drawn {
		if !slices.Contains(simulator.FaultKinds(), kind) {
			t.Errorf("the simulator has no fault %s", kind)
		}
	}
}

// do lets a step happen, and all that follows from it at once.
func (w *world) do(s step) {
	run := steps[s.what]
	if run == nil {
		run = faults[s.what].bring
	}
	run(w, s)
	time.Sleep(moment)
	synctest.Wait()
}

// heal ends what faults go on.
func (w *world) heal() {
	w.net.down.Store(false)
	w.net.cutAt(0, false)
	w.server.SetLink(true)
	w.server.DuplicateEvents(false)
	w.server.ReorderEvents(0)
	w.server.MalformEvents(0)
	w.server.DelayEvents(0)
	for _, op := range append([]string{""}, requests...) {
		w.server.Delay(op, 0)
		w.server.Slow(op, 0)
	}
}
