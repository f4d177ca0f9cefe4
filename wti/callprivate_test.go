package wti_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"offhook/wti"
)

// queuedAway is a call that came from another switch, was prompted for digits,
// diverted and delivered by a skill (protocol notes §7.2).
const queuedAway = `"trunkGroup":"12","trunkMember":"3","acdGroup":"500:CM55:0.0.0.0:0",
 "lookAheadInfo":{"type":"vectoringInterflow","priority":"top","hours":"9","minutes":4,"seconds":59,"sourceVDN":{"deviceIdentifier":"7100:CM66::0"}},
 "userEnteredCode":{"userEnteredCodeType":"callPrompter","userEnteredCodeIndicator":"entered","data":"42#","collectVDN":"7000:CM55:0.0.0.0:0"},
 "distributingDevice":{"deviceIdentifier":"7000:CM55::0"},"distributingVDN":{"deviceIdentifier":"7001:CM55::0"},
 "deviceHistory":[{"oldDeviceID":{"numberDialed":"7000:CM55::0"},"eventCause":"redirected"},{"oldDeviceID":"4799","eventCause":"callForwardBusy"}],
 "originalCallInfo":{"reason":"1","callingDevice":{"deviceIdentifier":"4751:CM55::0"},"networkCallingDevice":{"restricted":{}},"networkCalledDevice":{"deviceIdentifier":"18005550000:::0"},
   "callLinkageData":{"globalCallData":{"globalCallLinkageID":{"globallyUniqueCallLinkageID":"00001008711428242050"}}}}`

func TestPrivateDataIsTypedWhereverItLies(t *testing.T) {
	want := wti.CallInfo{
		VDN: "7001", Skill: "500", Trunk: "12/3", Distributing: party("7000", "7000:CM55::0"), Local: wti.StateAlerting,
		Collected: "42#", Entered: wti.EnteredCode{Type: "callPrompter", Indicator: "entered", Data: "42#", VDN: "7000"},
		LookAhead: wti.LookAhead{Type: "vectoringInterflow", Priority: "top", SourceVDN: "7100", Hours: 9, Minutes: 4, Seconds: 59},
		History: []wti.Redirection{
			{Device: party("7000", "7000:CM55::0"), Cause: "redirected"}, {Device: party("4799", "4799"), Cause: "callForwardBusy"},
		},
		OriginalCalling: wti.Party{Restricted: true},
		Original: &wti.OriginalCall{
			Reason: wti.OriginalConsultation, Calling: party("4751", "4751:CM55::0"), NetworkCalling: wti.Party{Restricted: true},
			NetworkCalled: party("18005550000", "18005550000:::0"), UCID: "00001008711428242050",
		},
	}
	head := `{"connection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"alertingDevice":"4750:CM55:0.0.0.0:0",`
	for name, payload := range map[string]string{
		"as in XML":                head + `"extensions":{"privateData":{"private":{"DeliveredEventPrivateData":{` + queuedAway + `}}}}}`,
		"without private":          head + `"extensions":{"privateData":{"DeliveredEventPrivateData":{` + queuedAway + `}}}}`,
		"in extensions":            head + `"extensions":{"DeliveredEventPrivateData":{` + queuedAway + `}}}`,
		"private data alone":       head + `"privateData":{"DeliveredEventPrivateData":{` + queuedAway + `}}}`,
		"at the top":               head + `"DeliveredEventPrivateData":{` + queuedAway + `}}`,
		"members at the top":       head + queuedAway + `}`,
		"a string inside a string": head + `"extensions":` + quote(`{"privateData":{"private":{"DeliveredEventPrivateData":{`+queuedAway+`}}}}`) + `}`,
	} {
		e, err := decode(t, "DeliveredEvent", payload)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := cmp.Diff(want, e.(wti.Delivered).CallInfo); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`"`, `\"`, "\n", " ").Replace(s) + `"`
}

func TestTheRestOfTheCallEvents(t *testing.T) {
	own := wti.Connection{Call: "871", Device: ownDevice}
	for _, c := range []struct {
		event, payload string
		want           wti.Event
	}{
		{"OfferedEvent", `{"offeredConnection":{"callID":"871","deviceID":"7000:CM55::0"},"offeredDevice":"7000:CM55::0","cause":"enteringDistribution"}`,
			wti.Offered{Connection: wti.Connection{Call: "871", Device: "7000:CM55::0"}, Device: party("7000", "7000:CM55::0"), CallInfo: wti.CallInfo{Cause: "enteringDistribution"}}},
		{"BridgedEvent", `{"bridgedConnection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"bridgedAppearance":"4751"}`,
			wti.Bridged{Connection: own, Appearance: party("4751", "4751")}},
		{"DigitsDialedEvent", `{"dialingConnection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"dialingDevice":"4750","dialingSequence":"91555"}`,
			wti.DigitsDialed{Connection: own, Digits: "91555"}},
		{"EnteredDigits", `{"connection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"digits":1234,"cause":"normal"}`,
			wti.EnteredDigits{Connection: own, Digits: "1234", CallInfo: wti.CallInfo{Cause: "normal"}}},
		{"CallInformationEvent", `{"connection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"userData":{"string":"4F524445523D37"}}`,
			wti.CallInformation{Connection: own, CallInfo: wti.CallInfo{UserData: "ORDER=7"}}},
		{"EstablishedEvent", `{"establishedConnection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"answeringDevice":"4750:CM55:0.0.0.0:0","extensions":{"privateData":{"private":{"EstablishedEventPrivateData":{"reason":"answerNormal"}}}}}`,
			wti.Established{Connection: own, Answering: us, Own: true, CallInfo: wti.CallInfo{Reason: "answerNormal", Local: wti.StateConnected}}},
		{"NetworkReachedEvent", `{"outboundConnection":{"callID":"871","deviceID":"T3#1"},"extensions":{"privateData":{"private":{"NetworkReachedEventPrivateData":{"progressLocation":"user","progressDescription":"callOffISDN"}}}}}`,
			wti.NetworkReached{Connection: wti.Connection{Call: "871", Device: "T3#1"}, CallInfo: wti.CallInfo{Progress: "callOffISDN"}}},
	} {
		got, err := decode(t, c.event, c.payload)
		if err != nil {
			t.Errorf("%s: %v", c.event, err)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.event, d)
		}
	}
}

// What goes with the private data of rarer events: trunks of a merged call, the agent
// who calls, the channel, whom the network says was called, the first call's way.
func TestPrivateDataOfRarerEventsIsTyped(t *testing.T) {
	connection := `"connection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"alertingDevice":"4750:CM55:0.0.0.0:0"`
	old := `"primaryOldCall":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"conferencingDevice":"4799"`
	for _, c := range []struct {
		event, payload, member string
		want                   wti.CallInfo
		of                     func(wti.Event) wti.CallInfo
	}{
		{"ConferencedEvent", `{` + old + `,"extensions":{"privateData":{"private":{"ConferencedEventPrivateData":{"trunkList":[{"connection":{"callID":"871","deviceID":"T12#3"},"trunkGroup":"12","trunkMember":3},{"trunkGroup":"13","trunkMember":1}],"distributingVDN":"7001:CM55::0"}}}}}`,
			"trunk list", wti.CallInfo{Trunk: "12/3", VDN: "7001"}, func(e wti.Event) wti.CallInfo { return e.(wti.Conferenced).CallInfo }},
		{"OriginatedEvent", `{"originatedConnection":{"callID":"871","deviceID":"T1#1"},"extensions":{"privateData":{"private":{"OriginatedEventPrivateData":{"logicalAgent":{"deviceIdentifier":"2001:CM55::0"},"userData":{"string":"4F524445523D37"}}}}}}`,
			"logical agent", wti.CallInfo{Agent: "2001", UserData: "ORDER=7"}, func(e wti.Event) wti.CallInfo { return e.(wti.Originated).CallInfo }},
		{"DeliveredEvent", `{` + connection + `,"networkCalledDevice":{"deviceIdentifier":"18005550000:::0"},"extensions":{"privateData":{"private":{"DeliveredEventPrivateData":{"channelType":"voice"}}}}}`,
			"channel", wti.CallInfo{Channel: "voice", NetworkCalled: party("18005550000", "18005550000:::0"), Local: wti.StateAlerting},
			func(e wti.Event) wti.CallInfo { return e.(wti.Delivered).CallInfo }},
		{"DeliveredEvent", `{` + connection + `,"extensions":{"privateData":{"private":{"DeliveredEventPrivateData":{"originalCallInfo":{"reason":3,"deviceHistory":[{"oldDeviceID":"4799","eventCause":"redirected"}]}}}}}}`,
			"history", wti.CallInfo{Local: wti.StateAlerting, Original: &wti.OriginalCall{Reason: wti.OriginalTransferred, History: []wti.Redirection{{Device: party("4799", "4799"), Cause: "redirected"}}}},
			func(e wti.Event) wti.CallInfo { return e.(wti.Delivered).CallInfo }},
	} {
		e, err := decode(t, c.event, c.payload)
		if err != nil {
			t.Errorf("%s: %v", c.member, err)
			continue
		}
		if d := cmp.Diff(c.want, c.of(e)); d != "" {
			t.Errorf("%s of %s (-want +got):\n%s", c.member, c.event, d)
		}
	}
}

// A server that sends history without end must not fill our memory.
func TestHistoryIsBounded(t *testing.T) {
	e, err := decode(t, "DeliveredEvent", `{"connection":{"callID":"1","deviceID":"4750:CM55:0.0.0.0:0"},"deviceHistory":[`+
		strings.Repeat(`{"oldDeviceID":"1","eventCause":"redirected"},`, 10000)+`{}]}`)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(e.(wti.Delivered).History); n == 0 || n > 100 {
		t.Errorf("%d entries kept", n)
	}
}
